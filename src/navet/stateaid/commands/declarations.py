"""The customer's signed statement of other de minimis aid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from navet.directory.models import Membership, Organisation
from navet.hubs.models import chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.stateaid import facts, permissions
from navet.stateaid.ceilings import NOTHING
from navet.stateaid.commands.grants import hold_group, rate_of
from navet.stateaid.models import Declaration, DeclaredAid, Regime
from navet.stateaid.queries import declarable_regimes, newest_declaration, room_of
from navet.stateaid.queries.ledgers import known_grants

# Changes whenever the words above the signature change, so that we know what was signed.
WORDING = "2026-11"
A_DOUBLE_CLICK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OtherAid:
    """De minimis aid the customer tells of; `regime`: code of the rule it was given under."""

    granted_on: date
    amount: Decimal
    authority: str
    currency: str = "EUR"
    regime: str = "DE_MINIMIS_2023"
    member_state: str = ""


@command(may=permissions.may_declare)
def declare_aid(who: Membership, organisation: Organisation, *, rows: Sequence[OtherAid]) -> Declaration:
    """Sign the organisation's statement of all de minimis aid from others in the last three years; none is an answer.

    The newest statement replaces the earlier ones in the reckoning. A row that this ledger granted itself
    (same day, same euro) is kept as told and not counted twice.
    """
    # Nobody may be granting by the old statement while the new one is signed.
    hold_group(organisation, timezone.localdate())
    before = newest_declaration(organisation)
    if before and before.signed_by_id == who.id and _is_sent_twice(before, rows):
        return before
    declaration = Declaration.objects.create(
        organisation=organisation,
        hub_id=chosen_hub(),
        signed_by=who.name,
        signed_by_id=who.id,
        signed_at=timezone.now(),
        wording=WORDING,
        language=(translation.get_language() or "en")[:2],
    )
    told = [_told(declaration, row) for row in rows]
    tell_if_past(who, organisation)
    announce(
        facts.AidDeclared(
            hub_id=declaration.hub_id,
            about=organisation.id,
            declaration_id=declaration.id,
            rows=len(told),
            total=sum((row.amount for row in told), NOTHING),
        ),
        by=who,
    )
    return declaration


def tell_if_past(who: Membership, organisation: Organisation) -> None:
    """What is told late is true all the same: it is kept, and grants that it takes past the ceiling are told of."""
    room = room_of(organisation)
    past = room.history.windows_past()
    if past:
        most = max(past, key=lambda window: window.sum)
        passed = facts.CeilingPassed(
            hub_id=chosen_hub(), about=organisation.id, ends_on=most.ends_on, sum=most.sum, ceiling=room.ceiling
        )
        announce(passed, by=who)


def _is_sent_twice(before: Declaration, rows: Sequence[OtherAid]) -> bool:
    """A double click signs once."""
    told = before.rows.values_list("granted_on", "original_amount", "currency", "authority", "regime__code")
    again = sorted((row.granted_on, row.amount, row.currency, row.authority, row.regime) for row in rows)
    return timezone.now() - before.signed_at < A_DOUBLE_CLICK and sorted(told) == again


def _told(declaration: Declaration, row: OtherAid) -> DeclaredAid:
    if row.granted_on > timezone.localdate():
        raise Refused(_("Aid that was granted cannot lie in the future."))
    euros = rate_of(row.currency, row.granted_on).in_euro(row.amount)
    told = DeclaredAid(
        declaration=declaration,
        granted_on=row.granted_on,
        member_state=row.member_state or declaration.organisation.country,
        amount=euros,
        original_amount=row.amount,
        currency=row.currency,
        authority=row.authority,
        regime=_declarable(row.regime),
        is_known=(row.granted_on, euros) in known_grants(declaration.organisation),
    )
    told.keep()
    return told


def _declarable(code: str) -> Regime:
    regime = declarable_regimes().filter(code=code).first()
    if regime is None:
        raise Refused(_("Choose one of the rules listed."))
    return regime
