from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HubsConfig(AppConfig):
    name = "navet.hubs"

    def ready(self) -> None:
        from navet.hubs.wall import build_wall

        post_migrate.connect(build_wall, dispatch_uid="wall")
