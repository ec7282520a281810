import hashlib
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.commands.numbers import give_number
from navet.casework.commands.settling import settle
from navet.casework.facts import agreements as facts
from navet.casework.models import Agreement, AgreementItem, Case, Plan
from navet.casework.queries.agreements import (
    MARKET_PRICE,
    PUBLIC_BODY,
    UNION_MONEY,
    fresh_declaration,
    items_of_agreement,
    ledger_answers,
    needs_declaration,
    told_answer,
    usual_regime,
)
from navet.casework.queries.letters import letter_facts, letter_of
from navet.casework.queries.plans import items_of
from navet.catalogue.queries import PriceThen, prices_on
from navet.directory.models import Membership, Organisation
from navet.hubs.models import Partner
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.kit.translated import told
from navet.stateaid.commands import Terms, grant_aid
from navet.stateaid.queries import regime_on, too_much
from navet.stateaid.valuing import aid_in

Status = Agreement.Status
NOTHING = Decimal("0.00")


@command(may=permissions.may_draft_agreement)
def draft_agreement(member: Membership, plan: Plan, *, authority: str = "") -> Agreement:
    """Write an agreement from an accepted plan, at today's prices; the one there is already if there is one."""
    plan = Plan.objects.select_for_update().get(id=plan.id)
    begun = Agreement.objects.filter(plan=plan).exclude(status=Status.ENDED).first()
    if begun:
        return begun
    if plan.status != Plan.Status.ACCEPTED:
        raise Refused(_("The customer has not accepted the plan yet."))
    planned = list(items_of(plan))
    prices = prices_on([item.service_id for item in planned])
    _insist_on_prices(planned, prices)
    case = plan.case
    agreement = Agreement(case=case, plan=plan, number=give_number("agreement"), language=case.application.language)
    agreement.authority = authority or str(case.hub.settings.get("authority") or case.hub.name)
    agreement.full_clean()
    agreement.save()
    for planned_item in planned:
        _draft_item(agreement, planned_item, prices[planned_item.service_id])
    announce(facts.AgreementDrafted(hub_id=case.hub_id, about=case.id, agreement_id=agreement.id), by=member)
    return agreement


def _insist_on_prices(planned: list[Any], prices: dict[UUID, PriceThen]) -> None:
    """Every item has a price today, and all of them are in one currency: an agreement has one sum."""
    unpriced = [told(item.service.title).text for item in planned if item.service_id not in prices]
    if unpriced:
        raise Refused(_("No price holds today for %(services)s.") % {"services": ", ".join(unpriced)})
    currencies = sorted({then.price.currency for then in prices.values()})
    if len(currencies) > 1:
        raise Refused(
            _("The prices are in %(currencies)s. Make one agreement for each currency.")
            % {"currencies": ", ".join(currencies)}
        )


def _draft_item(agreement: Agreement, planned: Any, then: PriceThen) -> None:
    organisation, price = agreement.case.customer.organisation, then.price
    item = AgreementItem(
        agreement=agreement,
        service_id=planned.service_id,
        place=planned.place,
        partner_id=planned.partner_id or planned.service.provider_id,
        quantity=planned.quantity,
        unit=price.unit,
        price=price.amount,
        currency=price.currency,
        project=price.project,
        public_share=then.share,
        aid_step=price.aid_step,
        regime=usual_regime(organisation, agreement.hub.settings, then.share),
        price_version=price.version,
        aid=NOTHING,
    )
    _value(item)
    item.full_clean()
    item.save()


@command(may=permissions.may_change_agreement_item)
def change_agreement_item(
    member: Membership,
    item: AgreementItem,
    *,
    quantity: Decimal,
    invoiced: Decimal,
    regime: str,
    partner: Partner | None = None,
) -> AgreementItem:
    """Set how much is given, what the customer pays of it and the legal basis; the aid follows."""
    if not item.agreement.is_open:
        raise Refused(_("The agreement has been sent. End it and write a new one to change it."))
    item.quantity, item.invoiced, item.regime = quantity, invoiced, regime
    item.partner = partner or item.partner
    if not 0 <= invoiced <= item.worth:
        raise Refused(fields={"invoiced": [_("The customer pays between nothing and the whole price.")]})
    _refuse_unfit_regime(item)
    _value(item)
    _refuse_too_much(item)
    item.full_clean()
    item.save()
    agreement = item.agreement
    announce(
        facts.AgreementChanged(hub_id=item.hub_id, about=agreement.case_id, agreement_id=agreement.id, item_id=item.id),
        by=member,
    )
    return item


@command(may=permissions.may_write_agreement)
def send_agreement(member: Membership, agreement: Agreement) -> Agreement:
    """Offer the agreement to the customer for signing, if the ledger has room for it today."""
    if not agreement.is_open:
        raise Refused(_("The agreement has been sent already."))
    items = list(items_of_agreement(agreement))
    for item in items:
        item.agreement = agreement
        _refuse_too_much(item)
    for answer in ledger_answers(agreement, items):
        if not answer.fits:
            raise Refused(told_answer(answer))
    agreement.status, agreement.sent_at = Status.SENT, timezone.now()
    agreement.save(update_fields=["status", "sent_at"])
    announce(
        facts.AgreementSent(hub_id=agreement.hub_id, about=agreement.case_id, agreement_id=agreement.id), by=member
    )
    return agreement


@command(may=permissions.may_sign_agreement)
def sign_agreement(signer: Membership, agreement: Agreement) -> Agreement:
    """Sign for the customer, with its declaration of earlier aid signed first; signing again changes nothing."""
    agreement = Agreement.objects.select_for_update().get(id=agreement.id)
    if agreement.status in {Status.SIGNED, Status.CONFIRMED}:
        return agreement
    if agreement.status != Status.SENT:
        raise Refused(_("There is nothing to sign."))
    declaration = fresh_declaration(agreement)
    if declaration is None and needs_declaration(items_of_agreement(agreement)):
        raise Refused(_("First sign the declaration of earlier aid."))
    agreement.status, agreement.signed_at, agreement.signed_by = Status.SIGNED, timezone.now(), signer.name
    agreement.declaration_id = declaration.id if declaration else None
    agreement.save(update_fields=["status", "signed_at", "signed_by", "declaration_id"])
    announce(
        facts.AgreementSigned(hub_id=agreement.hub_id, about=agreement.case_id, agreement_id=agreement.id), by=signer
    )
    return agreement


@command(may=permissions.may_write_agreement)
def confirm_agreement(member: Membership, agreement: Agreement) -> Agreement:
    """Confer the right to the help and grant the aid in it, all items or none; the letter is kept from now on."""
    agreement = Agreement.objects.select_for_update().get(id=agreement.id)
    if agreement.status == Status.CONFIRMED:
        return agreement
    if agreement.status != Status.SIGNED:
        raise Refused(_("The customer has not signed yet."))
    items = list(items_of_agreement(agreement))
    for item in items:
        item.aid_entry_id = _grant(member, agreement, item)
        item.save(update_fields=["aid_entry_id"])
    agreement.status, agreement.confirmed_at = Status.CONFIRMED, timezone.now()
    agreement.facts = letter_facts(member, agreement, items)
    agreement.letter_sha256 = hashlib.sha256(letter_of(agreement)).hexdigest()
    agreement.full_clean()
    agreement.save()
    Case.objects.filter(id=agreement.case_id).exclude(stage=Case.Stage.CLOSED).update(stage=Case.Stage.DELIVERING)
    announce(
        facts.AgreementConfirmed(
            hub_id=agreement.hub_id,
            about=agreement.case_id,
            agreement_id=agreement.id,
            aid=sum((item.aid for item in items), NOTHING),
            currency=items[0].currency,
        ),
        by=member,
    )
    return agreement


@command(may=permissions.may_write_agreement)
def end_agreement(member: Membership, agreement: Agreement, *, reason: str) -> Agreement:
    """End an agreement before everything is given; the aid is lowered to what was given, which frees the room."""
    if agreement.status == Status.ENDED:
        return agreement
    if not reason.strip():
        raise Refused(fields={"reason": [_("Say why it ends.")]})
    for item in items_of_agreement(agreement).filter(settled_at__isnull=True):
        settle(member, item, reason=reason, for_good=True)
    agreement.status, agreement.ended_at, agreement.end_reason = Status.ENDED, timezone.now(), reason
    agreement.save(update_fields=["status", "ended_at", "end_reason"])
    announce(
        facts.AgreementEnded(hub_id=agreement.hub_id, about=agreement.case_id, agreement_id=agreement.id), by=member
    )
    return agreement


def _grant(member: Membership, agreement: Agreement, item: AgreementItem) -> Any:
    """Every item is for the same customer, so its group is held once and nobody waits in a circle."""
    entry = grant_aid(
        member,
        agreement.case.customer.organisation,
        amount=item.aid,
        on=timezone.localdate(),
        regime=item.regime,
        about=item.id,
        authority=agreement.authority,
        currency=item.currency,
        terms=Terms(costs=item.worth, size=agreement.case.customer.size),
    )
    return entry.id


def _value(item: AgreementItem) -> None:
    """The aid in an item, or none where the rule says that it is none."""
    rule = regime_on(item.regime, timezone.localdate())
    aided = rule is not None and rule.is_aid
    item.aid = (
        aid_in(item.worth, share=item.public_share, invoiced=item.invoiced, step=item.aid_step) if aided else NOTHING
    )


def _refuse_too_much(item: AgreementItem) -> None:
    """A rule that allows a part of the costs lets the customer pay the rest."""
    rule, size = regime_on(item.regime, timezone.localdate()), item.agreement.case.customer.size
    words = rule and too_much(rule, costs=item.worth, aid=item.aid, size=size, currency=item.currency)
    if words:
        raise Refused(words, fields={"invoiced": [words]})


def _refuse_unfit_regime(item: AgreementItem) -> None:
    """Calling help no aid takes a reason that is true of this help."""
    rule = regime_on(item.regime, timezone.localdate())
    if rule is None or not rule.can_be_granted:
        raise Refused(fields={"regime": [_("Choose a legal basis that holds today.")]})
    public = item.agreement.case.customer.organisation.kind == Organisation.Kind.PUBLIC_BODY
    holds = {PUBLIC_BODY: public, UNION_MONEY: not item.public_share, MARKET_PRICE: item.invoiced == item.worth}
    if not holds.get(rule.code, True):
        raise Refused(fields={"regime": [_("That reason is not true of this help: choose a legal basis.")]})
