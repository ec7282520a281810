"""What waits to be told to the public register, how long it may wait, and the register's own fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from navet.hubs.models import Hub
from navet.kit.refusals import NotFound
from navet.stateaid.models import AidEntry, Filing
from navet.stateaid.register import register_by

PAGE = 50
SOON = timedelta(days=7)
# The duty to register begins with grants of this day: Regulation (EU) 2023/2831, article 6(1).
FIRST_DAY = date(2026, 1, 1)
FIELDS = {
    "number": "Record number",
    "kind": "Kind of entry",
    "register_number": "Beneficiary identifier",
    "beneficiary": "Beneficiary",
    "member_state": "Member State",
    "granted_on": "Date of grant",
    "amount": "Aid amount (gross grant equivalent), EUR",
    "original_amount": "Amount in currency of grant",
    "currency": "Currency",
    "rate": "Units for one euro",
    "rate_on": "Day of the rate",
    "authority": "Granting authority",
    "funding_body": "Funding body",
    "instrument": "Aid instrument",
    "nace_scheme": "NACE version",
    "nace_code": "NACE sector",
    "regime__code": "Regulation",
    "regime__source": "Source of the Regulation",
}


class Light(StrEnum):
    """How the duty to tell stands."""

    LATE = "late"
    SOON = "soon"
    IN_TIME = "in-time"


@dataclass(frozen=True)
class Waiting:
    """An entry that the register has not been told of, and the last day to tell it."""

    entry: AidEntry
    due_on: date
    light: Light


@dataclass(frozen=True)
class Queue:
    """One page of what waits, the oldest first; how many wait in all, and how many of them too long."""

    rows: list[Waiting]
    total: int
    late: int
    next: UUID | None


def register_queue(hub: Hub, *, after: UUID | None = None) -> Queue:
    """What the register must still be told of: aid, not nothing, that no standing filing is about."""
    today = timezone.localdate()
    waiting = _unfiled(hub)
    late = waiting.filter(granted_on__lte=_late_since(today, hub.country))
    rows = waiting.order_by("granted_on", "id")
    before = AidEntry.objects.filter(hub=hub, id=after).first() if after else None
    if before:
        rows = rows.filter(granted_on__gte=before.granted_on).exclude(granted_on=before.granted_on, id__lte=before.id)
    found = list(rows.select_related("regime")[: PAGE + 1])
    following = found[PAGE - 1].id if len(found) > PAGE else None
    return Queue([_waiting(entry, today) for entry in found[:PAGE]], waiting.count(), late.count(), following)


def filings(hub: Hub) -> QuerySet[Filing]:
    """What the register was told last."""
    return Filing.objects.select_related("entry", "by").order_by("-filed_on", "-id")[:PAGE]


def find_filing(id: UUID) -> Filing:
    """Raises `NotFound`."""
    filing = Filing.objects.filter(id=id).first()
    if filing is None:
        raise NotFound
    return filing


def register_table(hub: Hub) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Everything that waits, in the register's fields (article 6(1)), as a file has it."""
    rows = _unfiled(hub).order_by("granted_on", "id").values_list(*FIELDS)
    return list(FIELDS.values()), rows.iterator(chunk_size=500)


def year_of_aid(hub: Hub, year: int) -> list[dict[str, Any]]:
    """A year's de minimis aid as registers send it on by 30 June: how many grants and how much, for each NACE code."""
    entries = AidEntry.objects.filter(hub=hub, granted_on__year=year, regime__family="DE_MINIMIS", regime__is_aid=True)
    return [
        dict(row)
        for row in entries.values("nace_scheme", "nace_code")
        .annotate(grants=Count("id", filter=Q(kind=AidEntry.Kind.GRANT)), amount=Sum("amount"))
        .order_by("nace_scheme", "nace_code")
    ]


def _unfiled(hub: Hub) -> QuerySet[AidEntry]:
    standing = Filing.objects.filter(entry=OuterRef("id"), undone_at=None)
    return AidEntry.objects.filter(~Exists(standing), hub=hub, regime__is_aid=True, granted_on__gte=FIRST_DAY).exclude(
        amount=0
    )


def _waiting(entry: AidEntry, today: date) -> Waiting:
    due = register_by(entry.granted_on, entry.member_state)
    if due < today:
        return Waiting(entry, due, Light.LATE)
    return Waiting(entry, due, Light.SOON if due - today <= SOON else Light.IN_TIME)


def _late_since(today: date, country: str) -> date:
    """The newest day whose grants are late by now: later grants are due later."""
    day = today - timedelta(days=1)
    while register_by(day, country) >= today:
        day -= timedelta(days=1)
    return day
