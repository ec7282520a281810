from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "navet.reporting"

    def ready(self) -> None:
        """The worker must know the job that makes a report."""
        from navet.reporting import commands  # noqa: F401
