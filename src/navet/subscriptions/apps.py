from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "navet.subscriptions"

    def ready(self) -> None:
        from navet.subscriptions import clock, listeners  # noqa: F401
