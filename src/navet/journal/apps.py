from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "navet.journal"
