from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "navet.imports"
