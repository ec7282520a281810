from typing import Any

from navet.casework.models import Plan, PlanItem
from navet.casework.permissions.cases import speaks_for_customer
from navet.directory.models import Membership


def may_edit_plan(member: Membership, plan: Plan) -> bool:
    """Staff, until it is sent."""
    return member.is_staff and plan.is_open and plan.case.is_open


def may_edit_item(member: Membership, item: PlanItem) -> bool:
    return may_edit_plan(member, item.plan)


def may_accept_plan(who: Any, plan: Plan) -> bool:
    """Only the customer."""
    return speaks_for_customer(who, plan.case)
