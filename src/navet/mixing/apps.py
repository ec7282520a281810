from django.apps import AppConfig


class MixingConfig(AppConfig):
    name = "navet.mixing"
