from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "navet.catalogue"

    def ready(self) -> None:
        from navet.catalogue.commands import load_taxonomies_after_migrate

        post_migrate.connect(load_taxonomies_after_migrate, sender=self, dispatch_uid="taxonomies")
