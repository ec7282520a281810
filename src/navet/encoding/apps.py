from django.apps import AppConfig


class EncodingConfig(AppConfig):
    name = "navet.encoding"
