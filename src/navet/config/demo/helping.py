"""From the plan to the agreement: what the customer is offered, says yes to and signs, and the aid that is granted."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from navet.casework.commands import (
    accept_plan,
    add_plan_item,
    change_agreement_item,
    change_plan_item,
    confirm_agreement,
    draft_agreement,
    move_plan_item,
    propose_plan,
    remove_plan_item,
    send_agreement,
    send_plan,
    sign_agreement,
)
from navet.casework.models import Agreement, Plan, PlanItem
from navet.casework.queries.agreements import items_of_agreement, needs_declaration
from navet.casework.queries.plans import items_of
from navet.catalogue.models import Service
from navet.config.demo.aid import declare
from navet.config.demo.region import Region, Step
from navet.config.demo.working import case_of

Told = dict[str, Any]
CENT = Decimal("0.01")


def help_agreed(told: list[Told]) -> Iterator[Step]:
    for case in told:
        for name, take in STEPS.items():
            if name in case["steps"]:
                yield Step(f"case:{case['key']}:{name}", case["steps"][name], partial(take, told=case))


def _propose(region: Region, told: Told) -> Plan:
    """The adviser lets the rules propose, keeps what fits, adds what is missing and sends it."""
    adviser = region.staff(told["adviser"])
    plan = propose_plan(adviser, case_of(region, told))
    wanted = {region.known(Service, f"service:{each['service']}"): each["quantity"] for each in told["services"]}
    proposed = {item.service_id: item for item in items_of(plan)}
    for service_id, item in proposed.items():
        if service_id not in {service.id for service in wanted}:
            remove_plan_item(adviser, item)
    for service, quantity in wanted.items():
        if service.id not in proposed:
            add_plan_item(adviser, plan, service=service, quantity=Decimal(quantity))
        elif quantity != 1:
            change_plan_item(adviser, proposed[service.id], quantity=Decimal(quantity), partner=service.provider)
    _put_in_order(region, told, plan, [service.id for service in wanted])
    return send_plan(adviser, plan, greeting=told["greeting"])


def _put_in_order(region: Region, told: Told, plan: Plan, wanted: list[Any]) -> None:
    for place, service_id in enumerate(wanted):
        item = PlanItem.objects.get(plan=plan, service_id=service_id)
        for _ in range([each.service_id for each in items_of(plan)].index(service_id) - place):
            move_plan_item(region.staff(told["adviser"]), item, earlier=True)


def _accept(region: Region, told: Told) -> Plan:
    return accept_plan(region.contact(told["customer"]), _plan(region, told))


def _offer(region: Region, told: Told) -> Agreement:
    """At today's prices; what the customer pays itself is a part of the price. Over the ceiling it is never sent."""
    adviser = region.staff(told["adviser"])
    agreement = draft_agreement(adviser, _plan(region, told))
    own = {each["key"]: Decimal(each["own_payment_share"]) for each in region.content["services"]}
    shares = {region.made[f"service:{key}"]: share for key, share in own.items() if share}
    for item in items_of_agreement(agreement):
        if item.service_id in shares:
            pays = (item.worth * shares[item.service_id]).quantize(CENT)
            change_agreement_item(adviser, item, quantity=item.quantity, invoiced=pays, regime=item.regime)
    return agreement if told.get("over_ceiling") else send_agreement(adviser, agreement)


def _confirm(region: Region, told: Told) -> Agreement:
    """The customer declares other aid and signs; the hub confirms, which grants the aid."""
    agreement = region.find(Agreement, f"case:{told['key']}:agreement-proposed")
    if needs_declaration(items_of_agreement(agreement)):
        declare(region, told["customer"])
    signed = sign_agreement(region.contact(told["customer"]), agreement)
    return confirm_agreement(region.staff(told["adviser"]), signed)


def _plan(region: Region, told: Told) -> Plan:
    return region.find(Plan, f"case:{told['key']}:plan-proposed")


STEPS = {
    "plan-proposed": _propose,
    "plan-accepted": _accept,
    "agreement-proposed": _offer,
    "agreement-confirmed": _confirm,
}
