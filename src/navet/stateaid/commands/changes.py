"""Correcting and revoking: a new row with the difference, pointing at the grant. Nothing is overwritten."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.stateaid import facts, permissions
from navet.stateaid.ceilings import NOTHING
from navet.stateaid.commands.grants import checked_amount, hold_group, record_number, refuse_over, room_under
from navet.stateaid.intensities import Allowance
from navet.stateaid.models import AidEntry
from navet.stateaid.queries import Rate, changed_amount

COPIED = (
    "hub",
    "organisation",
    "beneficiary",
    "register_number",
    "nace_scheme",
    "nace_code",
    "regime",
    "member_state",
    "granted_on",
    "currency",
    "rate",
    "rate_on",
    "rate_source",
    "instrument",
    "authority",
    "funding_body",
    "costs",
    "highest_intensity",
    "declaration",
    "about",
)


@command(may=permissions.may_change)
def correct_aid(who: Membership, entry: AidEntry, *, amount: Decimal, reason: str) -> AidEntry:
    """Set a grant's amount right, in its own currency and at its own rate, from its own day on."""
    change = _changed(who, entry, AidEntry.Kind.CORRECTION, amount, reason)
    announce(
        facts.AidCorrected(
            hub_id=change.hub_id,
            about=change.about,
            entry_id=change.id,
            corrects_id=entry.id,
            organisation_id=change.organisation_id,
            amount=change.amount,
        ),
        by=who,
    )
    return change


@command(may=permissions.may_change)
def revoke_aid(who: Membership, entry: AidEntry, *, reason: str) -> AidEntry:
    """Take a grant back whole: the room it took is free again from its own day on."""
    change = _changed(who, entry, AidEntry.Kind.REVOCATION, NOTHING, reason)
    announce(
        facts.AidRevoked(
            hub_id=change.hub_id,
            about=change.about,
            entry_id=change.id,
            corrects_id=entry.id,
            organisation_id=change.organisation_id,
            amount=change.amount,
        ),
        by=who,
    )
    return change


def _changed(who: Membership, entry: AidEntry, kind: AidEntry.Kind, amount: Decimal, reason: str) -> AidEntry:
    group = hold_group(entry.organisation, entry.granted_on)
    _refuse_unless_standing(entry)
    euros, original = changed_amount(entry)
    rate = Rate(entry.rate, entry.rate_on, entry.rate_source)
    difference = checked_amount(entry.regime, rate.in_euro(amount)) - euros
    if kind == AidEntry.Kind.CORRECTION and amount == original:
        raise Refused(_("That is the amount already."), fields={"amount": [_("That is the amount already.")]})
    room = room_under(entry.regime, entry.organisation, entry.granted_on, entry.member_state)
    if difference > NOTHING:
        refuse_over(room, difference)
        _refuse_above_intensity(entry, amount)
    change = AidEntry(
        **{name: getattr(entry, name) for name in COPIED},
        kind=kind,
        corrects=entry,
        reason=reason,
        number=record_number(timezone.localdate()),
        amount=difference,
        original_amount=amount - original,
        group=sorted(group),
        total_after=room.used + difference if room else euros + difference,
        entered_by_id=who.actor_id,
    )
    change.keep()
    return change


def _refuse_above_intensity(entry: AidEntry, amount: Decimal) -> None:
    """What was lawful on the day of the grant still binds: its costs, and its highest intensity."""
    if entry.costs is None or entry.highest_intensity is None:
        return
    most = Allowance(entry.costs, entry.highest_intensity).aid
    if amount > most:
        text = _("Of costs of %(costs)s at most %(most)s may be aid under this rule.")
        raise Refused(fields={"amount": [text % {"costs": entry.costs, "most": most}]})


def _refuse_unless_standing(entry: AidEntry) -> None:
    if entry.kind != AidEntry.Kind.GRANT:
        raise Refused(_("Change the grant itself, not a change of it."))
    if entry.changes.filter(kind=AidEntry.Kind.REVOCATION).exists():
        raise Refused(_("This grant is revoked already."))
