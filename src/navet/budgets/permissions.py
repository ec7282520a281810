from typing import Any

from navet.directory.models import Membership, Visitor


def may_set_budget(member: Membership | Visitor, project: Any) -> bool:
    """Coordinators and administrators, as with the project itself."""
    return member.is_coordinator
