"""An undertaking that splits up takes its aid with it in parts; which part goes where is decided once, and why."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.commands.organisations import known_organisation
from navet.directory.models import Membership, Organisation
from navet.directory.queries import hold
from navet.hubs.models import chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.stateaid import facts, permissions
from navet.stateaid.commands.declarations import tell_if_past
from navet.stateaid.models import OrganisationSplit


@command(may=permissions.may_record_split)
def record_split(
    coordinator: Membership,
    organisation: Organisation,
    *,
    country: str,
    register_number: str,
    on: date,
    part: Decimal,
    basis: str,
    reason: str,
) -> OrganisationSplit:
    """Write down that a part (0 to 1) of an organisation's earlier aid counts for another from a day on."""
    child = known_organisation(country, register_number)
    hold([organisation.id, child.id])
    if on > timezone.localdate():
        raise Refused(fields={"on": [_("A split that has not happened yet cannot be written down.")]})
    same_day = OrganisationSplit.objects.filter(parent=organisation, on=on, undone_at=None)
    if sum((each.part for each in same_day), part) > 1:
        raise Refused(fields={"part": [_("The parts of that day are more than the whole.")]})
    split = OrganisationSplit(parent=organisation, child=child, on=on, part=part, basis=basis, reason=reason.strip())
    split.hub_id, split.entered_by_id = chosen_hub(), coordinator.id
    split.full_clean()
    split.save()
    told = facts.SplitRecorded(
        hub_id=split.hub_id,
        about=organisation.id,
        split_id=split.id,
        child_id=child.id,
        on=on,
        part=part,
        basis=basis,
    )
    announce(told, by=coordinator)
    for each in (organisation, child):
        tell_if_past(coordinator, each)
    return split


@command(may=permissions.may_record_split)
def undo_split(coordinator: Membership, split: OrganisationSplit, *, reason: str) -> OrganisationSplit:
    """Take back a split that was written down wrongly; that it was, and why it does not count, stays."""
    hold([split.parent_id, split.child_id])
    split = OrganisationSplit.objects.select_for_update(of=["self"]).select_related("parent", "child").get(id=split.id)
    if split.undone_at is None:
        split.undone_at, split.undone_because = timezone.now(), reason.strip()
        split.full_clean()
        split.save()
        undone = facts.SplitUndone(hub_id=chosen_hub(), about=split.parent_id, split_id=split.id, reason=reason)
        announce(undone, by=coordinator)
        for each in (split.parent, split.child):
            tell_if_past(coordinator, each)
    return split
