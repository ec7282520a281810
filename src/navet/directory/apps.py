from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "navet.directory"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from navet.directory import listeners  # noqa: F401
        from navet.directory.doors import remember_second_factor

        authenticator_added.connect(remember_second_factor, dispatch_uid="second factor")
