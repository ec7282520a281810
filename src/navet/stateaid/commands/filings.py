"""Telling the public register of aid, and that it was told."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import NotFound, Refused
from navet.stateaid import facts, permissions
from navet.stateaid.models import AidEntry, Filing


@command(may=permissions.may_file)
def file_aid(
    coordinator: Membership, hub: Hub, *, entries: Iterable[UUID], filed_on: date, receipt: str
) -> list[Filing]:
    """Note that these entries were sent to the register in one delivery; those that stand there already stay as they are.

    `receipt`: what the register answered, its number or file name. All of them or none.
    """
    wanted = sorted(set(entries))
    if not wanted:
        raise Refused(fields={"entries": [_("Choose what was sent.")]})
    held = list(
        AidEntry.objects.filter(hub=hub, id__in=wanted, regime__is_aid=True)
        .order_by("id")
        .select_for_update(of=("self",))
    )
    if len(held) < len(wanted):
        raise NotFound
    _check_day(held, filed_on)
    filed = set(Filing.objects.filter(entry__in=held, undone_at=None).values_list("entry_id", flat=True))
    return [_file(coordinator, entry, filed_on, receipt.strip()) for entry in held if entry.id not in filed]


@command(may=permissions.may_file)
def undo_filing(coordinator: Membership, filing: Filing, *, reason: str) -> Filing:
    """It was sent in error, or the register refused it: the entry waits again. Undone again, it stays undone."""
    filing = Filing.objects.select_for_update(of=("self",)).select_related("entry").get(id=filing.id)
    if filing.undone_at is None:
        filing.undone_at, filing.undone_because = timezone.now(), reason
        filing.full_clean()
        filing.save()
        announce(
            facts.FilingUndone(hub_id=filing.hub_id, about=filing.entry.id, number=filing.entry.number, reason=reason),
            by=coordinator,
        )
    return filing


def _check_day(entries: list[AidEntry], filed_on: date) -> None:
    if filed_on > timezone.localdate():
        raise Refused(fields={"filed_on": [_("That day has not come yet.")]})
    if any(filed_on < entry.granted_on for entry in entries if entry.kind == AidEntry.Kind.GRANT):
        raise Refused(fields={"filed_on": [_("Nothing can be sent before it was granted.")]})


def _file(coordinator: Membership, entry: AidEntry, filed_on: date, receipt: str) -> Filing:
    filing = Filing(entry=entry, filed_on=filed_on, receipt=receipt, by=coordinator)
    filing.full_clean()
    filing.save()
    announce(
        facts.AidFiled(hub_id=filing.hub_id, about=entry.id, number=entry.number, filed_on=filed_on, receipt=receipt),
        by=coordinator,
    )
    return filing
