from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "navet.directory"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in
        from allauth.mfa.signals import authenticator_added

        from navet.directory import listeners  # noqa: F401
        from navet.directory.doors import remember_second_factor, trust_the_provider

        authenticator_added.connect(remember_second_factor, dispatch_uid="second factor")
        user_logged_in.connect(trust_the_provider, dispatch_uid="the provider's second factor")
