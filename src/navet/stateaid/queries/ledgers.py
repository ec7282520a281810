"""The rows behind the room, as far as one hub may see them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from navet.directory.models import Organisation
from navet.hubs.models import chosen_hub
from navet.stateaid.ceilings import NOTHING
from navet.stateaid.models import AidEntry, Declaration, DeclaredAid
from navet.stateaid.queries.rooms import Room, counting_declared

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Ledger:
    """A single undertaking's aid as one hub may see it: its own rows, and of the others' only their sum.

    `entries`, `declared`: granted, or declared, in this hub, newest first. `others`: what other hubs granted or
    had declared to them, in euro, in the window that ends on the room's day.
    """

    room: Room
    entries: tuple[AidEntry, ...]
    declared: tuple[DeclaredAid, ...]
    others: Decimal


def ledger_of(room: Room) -> Ledger:
    """The rows behind a room that the chosen hub may see, in two questions."""
    entries = AidEntry.objects.filter(organisation__in=room.group, hub=chosen_hub())
    declared = counting_declared(room.group).filter(declaration__hub=chosen_hub())
    return Ledger(
        room=room,
        entries=tuple(entries.select_related("regime", "corrects").order_by("-granted_on", "-id")[:MOST_ROWS]),
        declared=tuple(declared.select_related("regime", "declaration").order_by("-granted_on", "-id")),
        others=room.used - room.used_through(chosen_hub()),
    )


def newest_declaration(organisation: Organisation) -> Declaration | None:
    """The organisation's last signed statement, in whichever hub."""
    return Declaration.objects.filter(organisation=organisation).order_by("-signed_at", "-id").first()


def changed_amount(entry: AidEntry) -> tuple[Decimal, Decimal]:
    """What a grant comes to after all its changes: in euro, and in its own currency."""
    sums = entry.changes.aggregate(euro=Sum("amount"), original=Sum("original_amount"))
    return entry.amount + (sums["euro"] or NOTHING), entry.original_amount + (sums["original"] or NOTHING)


def known_grants(organisation: Organisation) -> set[tuple[object, Decimal]]:
    """Day and euro of every grant this ledger holds of one organisation, as a declaration would tell them."""
    return set(AidEntry.objects.filter(organisation=organisation).values_list("granted_on", "amount"))
