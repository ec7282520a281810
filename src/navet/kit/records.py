"""The base of everything we keep."""

from uuid import UUID

from django.db import models
from uuid_utils import uuid7


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique everywhere, and later ones sort after earlier ones."""
    return UUID(bytes=uuid7().bytes)


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
