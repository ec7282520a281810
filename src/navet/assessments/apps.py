from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "navet.assessments"

    def ready(self) -> None:
        from navet.assessments import clock, listeners  # noqa: F401
