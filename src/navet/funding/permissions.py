from typing import Any

from navet.directory.models import Membership, Visitor
from navet.funding.models import Project


def may_edit_projects(member: Membership | Visitor, thing: Any) -> bool:
    """Coordinators and administrators keep the hub's projects."""
    return member.is_coordinator


def may_enter_cost(member: Membership | Visitor, project: Project) -> bool:
    """Whoever does the work enters what it cost: the hub's staff and partners' staff."""
    return member.is_staff or member.is_partner_staff


def may_correct_cost(member: Membership | Visitor, cost: Any) -> bool:
    """Staff; of partners' staff only the one who entered it."""
    return member.is_staff or (member.is_partner_staff and cost.by_id == member.actor_id)
