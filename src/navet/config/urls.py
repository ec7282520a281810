"""Every address. Each module adds its own; `/h/<hub>/` in front is cut off before these are read."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from navet.config import gate, health
from navet.config.api import api

urlpatterns = [
    path("", gate.gate, name="gate"),
    path("health/", health.health, name="health"),
    path("metrics", health.metrics, name="metrics"),
    *(
        path("", include(f"navet.{name}.urls"))
        for name in reversed(settings.MODULES)
        if find_spec(f"navet.{name}.urls")
    ),
    path("account/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
