from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "navet.casework"

    def ready(self) -> None:
        from navet.casework import clock, listeners  # noqa: F401
