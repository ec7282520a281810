from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from navet.journal.models import Entry


def time_line(about: UUID | Iterable[UUID]) -> QuerySet[Entry]:
    """What happened to a thing, or to several, in the order it happened."""
    things = [about] if isinstance(about, UUID) else list(about)
    return Entry.objects.filter(about__in=things).order_by("id")


def how_often(facts: Iterable[str]) -> int:
    """How many times one of these facts was announced in the hub. Only grows, so it tells whether a copy is old."""
    return Entry.objects.filter(fact__in=list(facts)).count()
