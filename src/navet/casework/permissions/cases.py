from typing import Any

from navet.casework.models import Case, Guest, Task
from navet.directory.models import Membership
from navet.directory.queries import customers_of
from navet.hubs.models import Hub


def may_work_on(member: Membership, case: Case) -> bool:
    """The hub's staff, while the case is open."""
    return member.is_staff and case.is_open


def may_write_in(member: Membership, case: Case) -> bool:
    """Staff, and the staff of a partner who takes part, while the case is open."""
    return case.is_open and (member.is_staff or takes_part(member, case))


def may_finish(member: Membership, task: Task) -> bool:
    """Staff, or whoever the task is for."""
    return task.case.is_open and (member.is_staff or task.assigned_to_id == member.id)


def may_set_promises(member: Membership, hub: Hub) -> bool:
    return member.is_administrator


def may_close(member: Membership, case: Case) -> bool:
    return member.is_staff and case.is_open


def may_reopen(member: Membership, case: Case) -> bool:
    return member.is_staff and not case.is_open


def takes_part(member: Membership, case: Case) -> bool:
    """Is this a partner's person, in a case the partner is in?"""
    return member.is_partner_staff and case.partners.filter(partner=member.partner_id).exists()


def speaks_for_customer(who: Any, case: Case) -> bool:
    """Whoever holds the customer's link, and those who speak for the customer when signed in."""
    if isinstance(who, Guest):
        return who.application_id == case.application_id
    return isinstance(who, Membership) and customers_of(who).filter(id=case.customer_id).exists()
