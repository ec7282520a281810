from typing import Any

from navet.directory.models import Membership, Visitor
from navet.funding.models import Project, TimeEntry, TimeSheet


def may_edit_projects(member: Membership | Visitor, thing: Any) -> bool:
    """Coordinators and administrators keep the hub's projects."""
    return member.is_coordinator


def may_enter_cost(member: Membership | Visitor, project: Project) -> bool:
    """Whoever does the work enters what it cost: the hub's staff and partners' staff."""
    return member.is_staff or member.is_partner_staff


def may_correct_cost(member: Membership | Visitor, cost: Any) -> bool:
    """Staff; of partners' staff only the one who entered it."""
    return member.is_staff or (member.is_partner_staff and cost.by_id == member.actor_id)


def may_answer_status(member: Membership | Visitor, period: Any) -> bool:
    """The hub's staff: whoever knows answers, and the coordinator sends."""
    return member.is_staff


def may_log_hours(member: Membership | Visitor, thing: Any) -> bool:
    """The hub's staff and partners' staff, their own."""
    return member.is_staff or member.is_partner_staff


def may_remove_hours(member: Membership | Visitor, entry: TimeEntry) -> bool:
    return may_log_hours(member, entry) and entry.member_id == member.actor_id


def may_approve_sheet(member: Membership | Visitor, sheet: TimeSheet) -> bool:
    """A coordinator, never for herself."""
    return member.is_coordinator and sheet.member_id != member.actor_id


def may_see_sheet(member: Membership | Visitor, sheet: TimeSheet) -> bool:
    """Coordinators, auditors, and the one whose time it is."""
    return member.is_coordinator or (member.may_read and not member.is_staff) or sheet.member_id == member.actor_id
