from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "navet.reporting"
