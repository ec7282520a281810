from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from navet.journal.models import Entry


def time_line(about: UUID | Iterable[UUID]) -> QuerySet[Entry]:
    """What happened to a thing, or to several, in the order it happened."""
    things = [about] if isinstance(about, UUID) else list(about)
    return Entry.objects.filter(about__in=things).order_by("id")
