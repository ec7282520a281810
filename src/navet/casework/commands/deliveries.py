"""One act, five records: help given is a work log, a cost, the ledger's entry, an indicator row and the next round."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.assessments.commands import schedule_round
from navet.casework import permissions
from navet.casework.commands.five_records import (
    correct_cost_of,
    correct_row,
    correct_work,
    enter_cost_of,
    log_work,
    make_row,
)
from navet.casework.commands.settling import given_of, settle, unsettle
from navet.casework.facts import deliveries as facts
from navet.casework.models import Agreement, AgreementItem, Case, Delivery, DeliveryDraft
from navet.casework.queries.agreements import usual_regime
from navet.casework.queries.deliveries import help_days
from navet.catalogue.models import Price, Service
from navet.catalogue.queries import price_of
from navet.directory.models import Membership
from navet.funding.models import Project
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid.commands import correct_aid, grant_aid
from navet.stateaid.queries import changed_amount, find_entry, regime_on
from navet.stateaid.valuing import aid_in

NOTHING = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was done, as it is told on the form. What is left out is worked out from the hours and the agreement."""

    first_on: date
    last_on: date
    hours: Decimal
    description: str
    quantity: Decimal | None = None
    participants: int = 1
    invoiced: Decimal | None = None
    is_last: bool = False
    delivered_by: Membership | None = None


@dataclass(frozen=True)
class Terms:
    """What the help is worth and who pays: as agreed, or as the price list says on the day."""

    price: Decimal
    unit: str
    currency: str
    share: Decimal
    step: Decimal
    regime: str
    project: Project
    invoiced_part: Decimal = NOTHING


@command(may=permissions.may_deliver)
def deliver_help(
    member: Membership,
    case: Case,
    *,
    key: UUID,
    given: Given,
    item: AgreementItem | None = None,
    service: Service | None = None,
) -> Delivery:
    """Log help as given: an agreed item, or a service outside any agreement, whose aid is then granted now.

    `key` is the form's own: the same key again gives the same delivery.
    """
    # Whoever logs in this case waits for us: what is left is read after, not before.
    Case.objects.select_for_update().get(id=case.id)
    already = Delivery.objects.filter(key=key).first()
    if already:
        return already
    delivery = _begin(member, case, given, key=key, item=item, service=service)
    terms = terms_of(item, delivery.service, case, given.last_on)
    _work_out(delivery, terms, given)
    _check_against_promise(delivery, item)
    delivery.full_clean()
    delivery.save()
    log_work(delivery)
    delivery.cost_id = enter_cost_of(member, delivery, terms.project).id
    delivery.aid_entry_id = item.aid_entry_id if item else _grant_now(member, delivery, terms)
    delivery.save(update_fields=["cost_id", "aid_entry_id"])
    if item and delivery.is_last:
        settle(member, item, reason=_("Settled: the help has been given."))
    make_row(member, delivery)
    schedule_round(member, case.customer.organisation, anchor_on=given.last_on)
    DeliveryDraft.objects.filter(case=case, member=member, item=item).delete()
    announce(facts.HelpDelivered(**_told(delivery), customer_id=case.customer_id), by=member)
    return delivery


@command(may=permissions.may_correct_delivery)
def correct_delivery(member: Membership, delivery: Delivery, *, key: UUID, given: Given, reason: str) -> Delivery:
    """Say what was really given: all five records follow, and what stood before stays to be seen."""
    Case.objects.select_for_update().get(id=delivery.case_id)
    already = Delivery.objects.filter(key=key).first()
    if already:
        return already
    if delivery.replaced_at or Delivery.objects.filter(corrects=delivery).exists():
        raise Refused(_("This delivery has been corrected already: correct the correction."))
    item, case = delivery.item, delivery.case
    new = _begin(member, case, given, key=key, item=item, service=delivery.service)
    new.kind, new.corrects, new.reason = Delivery.Kind.CORRECTION, delivery, reason
    new.delivered_by = given.delivered_by or delivery.delivered_by
    new.cost_id, new.aid_entry_id = delivery.cost_id, delivery.aid_entry_id
    _work_out(new, terms_of(item, delivery.service, case, given.last_on), given)
    _check_against_promise(new, item)
    if not reason.strip():
        raise Refused(fields={"reason": [_("Say why it is corrected.")]})
    delivery.replaced_at = timezone.now()
    delivery.save(update_fields=["replaced_at"])
    new.full_clean()
    new.save()
    correct_work(delivery, new)
    correct_cost_of(member, new)
    _correct_aid(member, new, item)
    correct_row(member, delivery, new)
    schedule_round(member, case.customer.organisation, anchor_on=help_days(case) or given.last_on)
    announce(facts.DeliveryCorrected(**_told(new, corrects_id=delivery.id)), by=member)
    return new


@command(may=permissions.may_deliver)
def save_delivery_draft(
    member: Membership, case: Case, *, answers: dict[str, Any], item: AgreementItem | None = None
) -> DeliveryDraft:
    """Keep what has been typed so far, for this person and this item."""
    draft, _made = DeliveryDraft.objects.update_or_create(
        member=member, case=case, item=item, defaults={"answers": answers}
    )
    return draft


def terms_of(item: AgreementItem | None, service: Service, case: Case, on: date) -> Terms:
    """As agreed; for help outside an agreement the price list of the day. Refused when no price holds."""
    if item:
        return Terms(
            price=item.price,
            unit=item.unit,
            currency=item.currency,
            share=item.public_share,
            step=item.aid_step,
            regime=item.regime,
            project=item.project,
            invoiced_part=item.invoiced / item.quantity,
        )
    then = price_of(service, on)
    if then is None:
        raise Refused(_("No price holds for this service on that day."))
    price, organisation = then.price, case.customer.organisation
    return Terms(
        price=price.amount,
        unit=price.unit,
        currency=price.currency,
        share=then.share,
        step=price.aid_step,
        regime=usual_regime(organisation, case.hub.settings, then.share),
        project=price.project,
    )


def _begin(
    member: Membership, case: Case, given: Given, *, key: UUID, item: AgreementItem | None, service: Service | None
) -> Delivery:
    thing = item.service if item else service
    if thing is None:
        raise Refused(fields={"service": [_("Say which help it was.")]})
    if (item and item.agreement.case_id != case.id) or not permissions.may_deliver_this(member, item, thing):
        raise NotAllowed(_("This is for another partner to log."))
    if given.last_on > timezone.localdate():
        raise Refused(fields={"last_on": [_("Help that has been given cannot lie in the future.")]})
    partner = (item.partner if item else thing.provider) or member.partner
    return Delivery(
        case=case,
        key=key,
        item=item,
        service=thing,
        partner=partner,
        delivered_by=given.delivered_by or member,
        first_on=given.first_on,
        last_on=given.last_on,
        hours=given.hours,
        description=given.description,
        participants=given.participants,
        is_last=given.is_last,
    )


def _work_out(delivery: Delivery, terms: Terms, given: Given) -> None:
    """How much, what it is worth, what the customer pays, and the aid in it."""
    usual = {Price.Unit.HOUR: given.hours, Price.Unit.PARTICIPANT: Decimal(given.participants)}
    quantity = given.quantity if given.quantity is not None else usual.get(Price.Unit(terms.unit), Decimal(1))
    value = (terms.price * quantity).quantize(NOTHING)
    invoiced = given.invoiced if given.invoiced is not None else (terms.invoiced_part * quantity).quantize(NOTHING)
    if not 0 <= invoiced <= value:
        raise Refused(fields={"invoiced": [_("The customer pays between nothing and the whole price.")]})
    rule = regime_on(terms.regime, delivery.last_on)
    aided = rule is None or rule.is_aid
    delivery.quantity, delivery.value, delivery.invoiced, delivery.currency = quantity, value, invoiced, terms.currency
    delivery.aid = aid_in(value, share=terms.share, invoiced=invoiced, step=terms.step) if aided else NOTHING


def _check_against_promise(delivery: Delivery, item: AgreementItem | None) -> None:
    """Never more than was promised: more help, or more aid in it, takes an agreement of its own (docs/decisions)."""
    if item is None:
        return
    agreement = item.agreement
    if agreement.status != Agreement.Status.CONFIRMED or agreement.confirmed_at is None:
        raise Refused(_("The agreement is not in force."))
    if delivery.first_on < timezone.localdate(agreement.confirmed_at):
        raise Refused(fields={"first_on": [_("Help under an agreement begins on the day it was confirmed, or later.")]})
    given, aid = given_of(item, without=delivery.corrects)
    left, aid_left = item.quantity - given, item.aid - aid
    if delivery.quantity > left:
        text = _("%(left)s is left of what was agreed. Agree on the rest first, or log it as help of its own.")
        raise Refused(fields={"quantity": [text % {"left": left.normalize()}]})
    if delivery.aid > aid_left + item.aid_step:
        raise Refused(fields={"invoiced": [_("That would be more aid than was granted: the customer pays its part.")]})
    # Parts that are each rounded may come to a step more than the whole.
    delivery.aid = min(delivery.aid, aid_left)
    delivery.is_last = delivery.is_last or delivery.quantity == left


def _grant_now(member: Membership, delivery: Delivery, terms: Terms) -> UUID:
    """Help outside an agreement: the right to it is conferred by giving it, so it is granted on that day."""
    entry = grant_aid(
        member,
        delivery.case.customer.organisation,
        amount=delivery.aid,
        on=delivery.last_on,
        regime=terms.regime,
        about=delivery.id,
        authority=str(delivery.case.hub.settings.get("authority") or delivery.case.hub.name),
        currency=terms.currency,
    )
    return entry.id


def _correct_aid(member: Membership, new: Delivery, item: AgreementItem | None) -> None:
    if item and item.settled_at and not new.is_last:
        unsettle(member, item, reason=new.reason)
    elif item and new.is_last:
        settle(member, item, reason=new.reason)
    elif item is None and new.aid_entry_id:
        entry = find_entry(member, new.aid_entry_id)
        if changed_amount(entry)[1] != new.aid:
            correct_aid(member, entry, amount=new.aid, reason=new.reason)


def _told(delivery: Delivery, **more: Any) -> dict[str, Any]:
    told = {
        "hub_id": delivery.hub_id,
        "about": delivery.case_id,
        "delivery_id": delivery.id,
        "hours": delivery.hours,
        "value": delivery.value,
        "aid": delivery.aid,
        "currency": delivery.currency,
        **more,
    }
    return told if more else {**told, "service_id": delivery.service_id, "last_on": delivery.last_on}
