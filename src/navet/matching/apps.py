from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "navet.matching"

    def ready(self) -> None:
        from navet.matching import clock, listeners  # noqa: F401
