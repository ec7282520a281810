from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VectorsConfig(AppConfig):
    name = "navet.vectors"

    def ready(self) -> None:
        from navet.vectors.table import make_table

        post_migrate.connect(make_table, sender=self, dispatch_uid="points")
