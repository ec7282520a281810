from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StateAidConfig(AppConfig):
    name = "navet.stateaid"

    def ready(self) -> None:
        from navet.stateaid.commands import regimes_into_database

        post_migrate.connect(regimes_into_database, sender=self)
