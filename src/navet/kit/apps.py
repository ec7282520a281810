from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "navet.kit"
