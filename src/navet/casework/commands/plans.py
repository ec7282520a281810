from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.facts import plans as facts
from navet.casework.models import Case, Plan, PlanItem
from navet.casework.queries.plans import items_of, proposed_for, services_had
from navet.catalogue.models import Service
from navet.catalogue.queries import requirements
from navet.directory.models import Membership
from navet.hubs.models import Partner
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.kit.translated import told

ONE = Decimal(1)


@command(may=permissions.may_work_on)
def propose_plan(member: Membership, case: Case) -> Plan:
    """Begin a plan from what the rules suggest; the one being made already if there is one."""
    Case.objects.select_for_update().get(id=case.id)
    begun = Plan.objects.filter(case=case, status=Plan.Status.PROPOSED).first()
    if begun:
        return begun
    last = Plan.objects.filter(case=case).aggregate(last=Max("version"))["last"] or 0
    plan = Plan.objects.create(case=case, version=last + 1)
    for place, proposal in enumerate(proposed_for(case), start=1):
        reasons = [reason.as_data() for reason in proposal.reasons]
        PlanItem.objects.create(plan=plan, service_id=UUID(proposal.offer), reasons=reasons, place=place)
    _step_to(case, Case.Stage.PLANNING, {Case.Stage.UNDERSTANDING})
    announce(
        facts.PlanProposed(hub_id=case.hub_id, about=case.id, plan_id=plan.id, items=items_of(plan).count()), by=member
    )
    return plan


@command(may=permissions.may_edit_plan)
def add_plan_item(
    member: Membership,
    plan: Plan,
    *,
    service: Service,
    quantity: Decimal = ONE,
    partner: Partner | None = None,
    note: str = "",
) -> PlanItem:
    """Put a service into the plan, last."""
    last = PlanItem.objects.filter(plan=plan).aggregate(last=Max("place"))["last"] or 0
    item = PlanItem(plan=plan, service=service, quantity=quantity, partner=partner or service.provider, note=note)
    item.place = last + 1
    item.reasons = [{"code": "chosen"}]
    return _kept(member, item)


@command(may=permissions.may_edit_item)
def change_plan_item(
    member: Membership, item: PlanItem, *, quantity: Decimal, partner: Partner | None = None, note: str = ""
) -> PlanItem:
    """Say how much of it, who gives it, and a word to the customer."""
    item.quantity, item.partner, item.note = quantity, partner, note
    return _kept(member, item)


@command(may=permissions.may_edit_item)
def remove_plan_item(member: Membership, item: PlanItem) -> Plan:
    """Take a service out of the plan."""
    plan: Plan = item.plan
    item.delete()
    _tell_changed(member, plan)
    return plan


@command(may=permissions.may_edit_item)
def move_plan_item(member: Membership, item: PlanItem, *, earlier: bool) -> PlanItem:
    """Let a service change places with the one before or after it."""
    order = list(items_of(item.plan))
    place = next(number for number, each in enumerate(order) if each.id == item.id)
    other = place - 1 if earlier else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        for number, each in enumerate(order, start=1):
            PlanItem.objects.filter(id=each.id).update(place=number)
        _tell_changed(member, item.plan)
    return item


@command(may=permissions.may_edit_plan)
def send_plan(member: Membership, plan: Plan, *, greeting: str = "") -> Plan:
    """Send the plan to the customer; an earlier version that waits is replaced."""
    items = list(items_of(plan))
    if not items:
        raise Refused(_("The plan is empty. Add at least one piece of help."))
    _refuse_wrong_order(plan, items)
    waiting = Plan.objects.filter(case=plan.case_id, status__in=[Plan.Status.SENT, Plan.Status.ACCEPTED])
    waiting.update(status=Plan.Status.REPLACED)
    plan.status, plan.greeting, plan.sent_at = Plan.Status.SENT, greeting, timezone.now()
    plan.full_clean()
    plan.save()
    _step_to(plan.case, Case.Stage.PLANNING, {Case.Stage.UNDERSTANDING})
    announce(facts.PlanSent(hub_id=plan.hub_id, about=plan.case_id, plan_id=plan.id), by=member)
    return plan


@command(may=permissions.may_accept_plan)
def accept_plan(who: Any, plan: Plan, *, name: str = "") -> Plan:
    """Say yes to the plan, in one click; saying it again changes nothing."""
    plan = Plan.objects.select_for_update().get(id=plan.id)
    if plan.status == Plan.Status.ACCEPTED:
        return plan
    if plan.status != Plan.Status.SENT:
        raise Refused(_("This plan is not the newest one any more. Ask for the new one."))
    plan.status, plan.accepted_at = Plan.Status.ACCEPTED, timezone.now()
    plan.accepted_by = who.name if isinstance(who, Membership) else name or plan.case.application.applicant_name
    plan.save(update_fields=["status", "accepted_at", "accepted_by"])
    _step_to(plan.case, Case.Stage.AGREEING, {Case.Stage.UNDERSTANDING, Case.Stage.PLANNING})
    announce(facts.PlanAccepted(hub_id=plan.hub_id, about=plan.case_id, plan_id=plan.id), by=who)
    return plan


def _kept(member: Membership, item: PlanItem) -> PlanItem:
    item.full_clean()
    item.save()
    _tell_changed(member, item.plan)
    return item


def _tell_changed(member: Membership, plan: Plan) -> None:
    announce(facts.PlanChanged(hub_id=plan.hub_id, about=plan.case_id, plan_id=plan.id), by=member)


def _step_to(case: Case, stage: str, before: set[Case.Stage]) -> None:
    """A case moves on, never back: a second plan in the middle of the help changes nothing."""
    if case.stage in before:
        case.stage = stage
        case.save(update_fields=["stage"])


def _refuse_wrong_order(plan: Plan, items: list[PlanItem]) -> None:
    """What a service requires was given already or stands before it."""
    had = services_had(plan.case.customer_id)
    needed = requirements([item.service_id for item in items])
    titles = {item.service_id: told(item.service.title).text for item in items}
    for item in items:
        missing = needed.get(item.service_id, set()) - had
        if missing:
            words = {"later": titles[item.service_id], "first": titles.get(next(iter(missing))) or _("another service")}
            raise Refused(_("“%(later)s” requires %(first)s first. Add it before, or move it up.") % words)
        had.add(item.service_id)
