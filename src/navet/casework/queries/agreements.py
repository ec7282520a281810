from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework.models import Agreement, AgreementItem, Case, Plan
from navet.casework.permissions import may_read_agreement
from navet.casework.queries.cases import cases_seen_by
from navet.directory.models import Membership, Organisation, Visitor
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound
from navet.kit.translated import told
from navet.stateaid.models import Declaration, Regime
from navet.stateaid.queries import (
    DE_MINIMIS,
    Room,
    Way,
    newest_declaration,
    rate_for,
    regime_on,
    regimes_on,
    room_of,
    ways_forward,
)

LINKS = SignedLinks("casework.agreement")
PUBLIC_BODY, UNION_MONEY, MARKET_PRICE = "NO_AID_PUBLIC_BODY", "NO_AID_UNION_MONEY", "NO_AID_MARKET_PRICE"
NOTHING = Decimal(0)


@dataclass(frozen=True)
class LedgerAnswer:
    """What the ledger says today of the aid in an agreement under one rule; `euros`: what is asked for."""

    regime: Regime
    euros: Decimal
    room: Room
    ways: tuple[Way, ...]

    @property
    def fits(self) -> bool:
        return not self.ways


def find_agreement(member: Membership | Visitor, id: UUID) -> Agreement:
    found = _agreements().filter(id=id, case__in=cases_seen_by(member)).first() if member.may_read else None
    if found is None:
        raise NotFound
    return found


def find_agreement_item(member: Membership | Visitor, id: UUID) -> AgreementItem:
    """One promised thing; a partner knows what it is to give itself."""
    items = AgreementItem.objects.select_related(
        "agreement__case__customer__organisation", "agreement__case__adviser", "service", "project", "partner"
    )
    item = items.filter(id=id, agreement__case__in=cases_seen_by(member)).first()
    if item is None or not (member.may_read or item.partner_id == getattr(member, "partner_id", None)):
        raise NotFound
    return item


def link_to_agreement(agreement: Agreement) -> str:
    return LINKS.to(agreement.id)


def find_agreement_by_link(link: str) -> Agreement:
    """The agreement a link belongs to, once it has been sent."""
    id = LINKS.id_behind(link)
    agreement = _agreements().filter(id=id, sent_at__isnull=False).first()
    if agreement is None:
        raise NotFound
    return agreement


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("case__customer__organisation", "case__application", "case__adviser", "hub")


def agreements_of(case: Case) -> QuerySet[Agreement]:
    return Agreement.objects.filter(case=case).order_by("-id")


def items_of_agreement(agreement: Agreement) -> QuerySet[AgreementItem]:
    items = AgreementItem.objects.filter(agreement=agreement).select_related("service", "partner", "project")
    return items.defer(
        "service__search_nb", "service__search_sv", "service__search_en", "service__search_text"
    ).order_by("place", "id")


def usual_regime(organisation: Organisation, settings: Mapping[str, object], share: Decimal) -> str:
    """The rule an item falls under unless somebody says otherwise: the customer and the money decide."""
    if organisation.kind == Organisation.Kind.PUBLIC_BODY:
        return PUBLIC_BODY
    if not share:
        return UNION_MONEY
    return str(settings.get("aid_regime") or DE_MINIMIS)


def regime_choices(on: date | None = None) -> list[tuple[str, str]]:
    """Every rule under which help can be given on a day, by its name in the reader's language."""
    return [(rule.code, told(rule.name).text) for rule in regimes_on(on or timezone.localdate())]


def fresh_declaration(agreement: Agreement) -> Declaration | None:
    """The customer's declaration of other aid, if it was signed after the agreement was sent."""
    newest = newest_declaration(agreement.case.customer.organisation)
    fresh = newest is not None and agreement.sent_at is not None and newest.signed_at >= agreement.sent_at
    return newest if fresh else None


def needs_declaration(items: Iterable[AgreementItem]) -> bool:
    """Does the law want a declaration before this aid is granted?"""
    rules = (regime_on(code, timezone.localdate()) for code in {item.regime for item in items})
    return any(rule is not None and rule.needs_declaration for rule in rules)


def ledger_answers(agreement: Agreement, items: Iterable[AgreementItem]) -> list[LedgerAnswer]:
    """What the ledger says today, rule by rule; rules without a ceiling are not asked. Grants nothing.

    A currency whose rate nobody has entered is counted at its own figure, which the granting itself refuses.
    """
    today, organisation = timezone.localdate(), agreement.case.customer.organisation
    answers = []
    for code, euros in sorted(_euros_by_regime(items, today).items()):
        rule = regime_on(code, today)
        if rule is not None and rule.ceiling_rule is not None and euros:
            room = room_of(organisation, today, organisation.country, code)
            answers.append(LedgerAnswer(rule, euros, room, ways_forward(room, euros)))
    return answers


def _euros_by_regime(items: Iterable[AgreementItem], today: date) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for item in items:
        rate = rate_for(item.currency, today)
        sums[item.regime] = sums.get(item.regime, NOTHING) + (rate.in_euro(item.aid) if rate else item.aid)
    return sums


def told_answer(answer: LedgerAnswer) -> str:
    """The ledger's answer in a sentence or two: what there is room for, when there is more, and what can be done."""
    words = {"asked": _euro(answer.euros), "room": _euro(answer.room.left), "ceiling": _euro(answer.room.ceiling)}
    if answer.fits:
        return _("There is room: %(asked)s of aid, and the ceiling leaves %(room)s.") % words
    full = answer.room.full_room_on
    text = _("The aid comes to %(asked)s, and under the ceiling of %(ceiling)s there is room for %(room)s today.")
    parts = [text % words]
    if full and full > answer.room.on:
        parts.append(_("Full room on %(day)s.") % {"day": full.isoformat()})
    return " ".join([*parts, *(way.text for way in answer.ways)])


def _euro(amount: Decimal) -> str:
    return f"EUR {amount:,.2f}".replace(",", "\u00a0")


def agreement_on(plan: Plan) -> Agreement | None:
    """The agreement that was written from a plan, unless it ended."""
    return Agreement.objects.filter(plan=plan).exclude(status=Agreement.Status.ENDED).first()


def agreement_to_send(id: UUID) -> Agreement:
    """The agreement a letter is written about."""
    return _agreements().select_related("case__hub").get(id=id)


def find_readable_agreement(member: Membership, id: UUID) -> Agreement:
    """For staff and auditors; for the customer once it was sent."""
    found = _agreements().filter(id=id).first()
    if found is None or not may_read_agreement(member, found):
        raise NotFound
    return found


def confirmed_agreement(member: Membership, id: UUID) -> Agreement:
    """The same, once it has its letter."""
    found = find_readable_agreement(member, id)
    if not found.facts:
        raise NotFound
    return found
