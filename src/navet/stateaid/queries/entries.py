"""One entry of the ledger, with everything a letter must say about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from navet.directory.models import Membership
from navet.hubs.models import chosen_hub
from navet.kit.refusals import NotFound
from navet.stateaid.models import AidEntry
from navet.stateaid.register import register_by


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """All that the ledger knows of one entry, as it was when it was made: a letter told from it never changes.

    `name`, `article`, `legal_basis`: texts by language. `amount`: gross grant equivalent in euro; `original_amount` at `rate`
    units of `currency` for one euro. `total_after`: the single undertaking's aid in the window that ended on
    the day of the grant, this entry included. `register_by`: last day to enter it in the public register.
    """

    id: UUID
    number: str
    kind: str
    corrects: str
    reason: str
    about: UUID
    hub: str
    beneficiary: str
    register_number: str
    nace_scheme: str
    nace_code: str
    regime: str
    regime_version: str
    name: dict[str, str]
    article: dict[str, str]
    legal_basis: dict[str, str]
    source: str
    is_aid: bool
    ceiling: Decimal | None
    member_state: str
    granted_on: date
    amount: Decimal
    original_amount: Decimal
    currency: str
    rate: Decimal
    rate_on: date
    rate_source: str
    instrument: str
    authority: str
    funding_body: str
    costs: Decimal | None
    highest_intensity: Decimal | None
    group_size: int
    total_after: Decimal
    declared_by: str
    declared_on: date | None
    declaration_id: UUID | None
    register_by: date
    keep_until: date


def find_entry(member: Membership, id: UUID) -> AidEntry:
    """An entry of the chosen hub, for those who work there; another hub's is not found."""
    entries = AidEntry.objects.select_related("regime", "organisation", "declaration", "corrects", "hub")
    entry = entries.filter(id=id, hub=chosen_hub()).first()
    if entry is None or not (member.may_read or member.is_partner_staff):
        raise NotFound
    return entry


def facts_of_entry(entry: AidEntry) -> EntryFacts:
    """Everything a letter says of one entry that the ledger knows."""
    regime, declaration = entry.regime, entry.declaration
    return EntryFacts(
        id=entry.id,
        number=entry.number,
        kind=entry.kind,
        corrects=entry.corrects.number if entry.corrects else "",
        reason=entry.reason,
        about=entry.about,
        hub=entry.hub.name,
        beneficiary=entry.beneficiary,
        register_number=entry.register_number,
        nace_scheme=entry.nace_scheme,
        nace_code=entry.nace_code,
        regime=regime.code,
        regime_version=regime.version,
        name=regime.name,
        article=regime.article,
        legal_basis=regime.legal_basis,
        source=regime.source,
        is_aid=regime.is_aid,
        ceiling=regime.ceiling,
        member_state=entry.member_state,
        granted_on=entry.granted_on,
        amount=entry.amount,
        original_amount=entry.original_amount,
        currency=entry.currency,
        rate=entry.rate,
        rate_on=entry.rate_on,
        rate_source=entry.rate_source,
        instrument=entry.instrument,
        authority=entry.authority,
        funding_body=entry.funding_body,
        costs=entry.costs,
        highest_intensity=entry.highest_intensity,
        group_size=len(entry.group),
        total_after=entry.total_after,
        declared_by=declaration.signed_by if declaration else "",
        declared_on=declaration.signed_at.date() if declaration else None,
        declaration_id=entry.declaration_id,
        register_by=register_by(entry.granted_on, entry.member_state),
        keep_until=entry.keep_until,
    )
