"""Granting aid: the moment that must keep to the ceiling."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from navet.directory.models import Membership, Organisation
from navet.directory.queries import hold
from navet.hubs.models import chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.records import new_id
from navet.kit.refusals import Refused
from navet.kit.translated import told
from navet.stateaid import facts, permissions
from navet.stateaid.ceilings import NOTHING
from navet.stateaid.models import AidEntry, Declaration, Regime
from navet.stateaid.queries import (
    Rate,
    Room,
    ended_regime,
    group_of,
    newest_declaration,
    rate_for,
    regime_on,
    regimes_on,
    room_of,
    splits_around,
    too_much,
    ways_forward,
)
from navet.stateaid.queries.ways import day, euro
from navet.stateaid.splits import those_before


@dataclass(frozen=True, slots=True)
class Terms:
    """What is seldom other than usual: help in kind, under the customer's own state, paid by who grants it.

    `costs`, in the aid's currency, and the customer's `size` class: for a rule that allows a part of the costs.
    """

    instrument: str = AidEntry.Instrument.SERVICE
    member_state: str = ""
    funding_body: str = ""
    costs: Decimal | None = None
    size: str = ""


USUAL = Terms()


@command(may=permissions.may_grant)
def grant_aid(
    who: Membership,
    organisation: Organisation,
    *,
    amount: Decimal,
    on: date,
    regime: str,
    about: UUID,
    authority: str,
    currency: str = "EUR",
    terms: Terms = USUAL,
) -> AidEntry:
    """Enter aid in the ledger, whole, if it keeps to every ceiling of the organisation's single undertaking.

    `amount`: gross grant equivalent in `currency`. `about`: the id of what it is for. `authority`: who grants it.
    Whoever grants to several organisations in
    one transaction does so in the order of their ids, or two such transactions may wait for each other.
    """
    rule = applying(regime, on)
    rate = rate_of(currency, on)
    euros = checked_amount(rule, rate.in_euro(amount))
    highest = refuse_too_much(rule, amount, terms, currency)
    state = terms.member_state or organisation.country
    group = hold_group(organisation, on)
    room = room_under(rule, organisation, on, state)
    refuse_over(room, euros)
    entry = AidEntry(
        number=record_number(on),
        hub_id=chosen_hub(),
        organisation=organisation,
        beneficiary=organisation.legal_name,
        register_number=organisation.shown_number,
        nace_scheme=organisation.nace_scheme,
        nace_code=organisation.nace_code,
        regime=rule,
        member_state=state,
        granted_on=on,
        amount=euros,
        original_amount=amount,
        currency=currency,
        rate=rate.units,
        rate_on=rate.day,
        rate_source=rate.source,
        instrument=terms.instrument,
        authority=authority,
        funding_body=terms.funding_body,
        costs=terms.costs if highest is not None else None,
        highest_intensity=highest,
        declaration=declared(rule, organisation),
        group=sorted(group),
        total_after=room.used + euros if room else euros,
        about=about,
        entered_by_id=who.actor_id,
    )
    entry.keep()
    announce(
        facts.AidGranted(
            hub_id=entry.hub_id,
            about=about,
            entry_id=entry.id,
            organisation_id=organisation.id,
            regime=rule.code,
            amount=euros,
            granted_on=on,
        ),
        by=who,
    )
    return entry


def hold_group(organisation: Organisation, on: date) -> frozenset[UUID]:
    """Hold every organisation of the single undertaking until the transaction ends, and say which they are.

    What they came out of by a split is held with them: its aid is theirs in part. Read again once held: a link may have come while we waited. If it did, let go and hold the larger group, so
    that everybody takes the same order and nobody waits in a circle.
    """
    wanted = frozenset(member.id for member in group_of(organisation, on))
    while True:
        point = transaction.savepoint()
        hold(those_before(wanted, splits_around(wanted)))
        group = frozenset(member.id for member in group_of(organisation, on))
        if group <= wanted:
            transaction.savepoint_commit(point)
            return group
        transaction.savepoint_rollback(point)
        wanted |= group


def room_under(rule: Regime, organisation: Organisation, on: date, member_state: str) -> Room | None:
    """The room under a rule's ceiling; none if it has no ceiling."""
    return room_of(organisation, on, member_state, rule.code) if rule.ceiling_rule else None


def refuse_over(room: Room | None, euros: Decimal) -> None:
    """Refuse the whole amount if any window would pass the ceiling, with what is possible instead."""
    if room is None or not euros:
        return
    ways = ways_forward(room, euros)
    if ways:
        raise Refused(" ".join([_told_over(room, euros), *(way.text for way in ways)]))


def refuse_too_much(rule: Regime, amount: Decimal, terms: Terms, currency: str) -> Decimal | None:
    """Refuse aid above the rule's intensity; answers that intensity, none where none is prescribed."""
    if rule.intensity_rule is None or not amount:
        return None
    if terms.costs is None:
        raise Refused(_("Say what the help costs: this rule allows a part of the costs."))
    words = too_much(rule, costs=terms.costs, aid=amount, size=terms.size, currency=currency)
    if words:
        raise Refused(words)
    return rule.intensity_rule.at(terms.size)


def record_number(on: date) -> str:
    """The aid's own number, as letters and the public register show it."""
    return f"{on:%Y%m%d}-{new_id().hex[-8:].upper()}"


def applying(code: str, on: date) -> Regime:
    """The rule as it holds on that day; refused if none does, or if hubs do not grant under it."""
    rule = regime_on(code, on)
    ended = ended_regime(code, on) if rule is None else None
    if ended:
        raise Refused(_told_ended(ended, on))
    if rule is None or not rule.can_be_granted:
        raise Refused(_("No help can be given under %(code)s on %(day)s.") % {"code": code, "day": day(on)})
    return rule


def rate_of(currency: str, on: date) -> Rate:
    rate = rate_for(currency, on)
    if rate is None:
        words = {"currency": currency, "day": day(on)}
        raise Refused(_("No exchange rate for %(currency)s is known for %(day)s. Enter it first.") % words)
    return rate


def checked_amount(rule: Regime, euros: Decimal) -> Decimal:
    if euros < NOTHING:
        raise Refused(_("Aid cannot be below zero."))
    if euros and not rule.is_aid:
        raise Refused(_("“%(name)s” means that no aid is given.") % {"name": told(rule.name).text})
    return euros


def declared(rule: Regime, organisation: Organisation) -> Declaration | None:
    """The customer's declaration of other aid, which the law wants before aid is granted (article 7(4))."""
    declaration = newest_declaration(organisation) if rule.needs_declaration else None
    if rule.needs_declaration and declaration is None:
        words = {"name": organisation.legal_name}
        raise Refused(_("%(name)s must first sign its declaration of earlier de minimis aid.") % words)
    return declaration


def _told_ended(rule: Regime, on: date) -> str:
    """No promise outlives its rule: when it ended, and the rules under which aid can still be given."""
    words = {"name": told(rule.name).text, "day": day(rule.valid_until or on)}
    others = "; ".join(told(other.name).text for other in regimes_on(on).filter(is_aid=True))
    text = _("%(name)s ended on %(day)s: no aid can be promised under it any more.") % words
    return f"{text} " + _("Choose a rule that holds, if its terms are met: %(others)s.") % {"others": others}


def _told_over(room: Room, euros: Decimal) -> str:
    words = {"amount": euro(euros), "room": euro(room.left), "ceiling": euro(room.ceiling)}
    full = room.full_room_on
    if full is None or full == room.on:
        return _("%(amount)s does not fit under the ceiling of %(ceiling)s: room for %(room)s.") % words
    text = _("%(amount)s does not fit under the ceiling of %(ceiling)s: room for %(room)s; full room on %(day)s.")
    return text % {**words, "day": day(full)}
