from typing import Any

from django.db import models

from navet.hubs.models import HubOwned


class Entry(HubOwned):
    """One fact, as it happened. Never changed, never deleted."""

    fact = models.CharField(max_length=100)
    # No foreign keys: an entry outlives the thing it is about and the person who did it.
    about = models.UUIDField()
    by = models.CharField(max_length=200)
    by_id = models.UUIDField(null=True)
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["hub", "about", "id"], name="entry_about"),
            models.Index(fields=["hub", "fact", "id"], name="entry_fact"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.about}"
