from typing import Any

from navet.directory.models import Membership, Visitor


def may_import_customers(member: Membership | Visitor, thing: Any) -> bool:
    """Coordinators and administrators: it is many customers at once."""
    return member.is_coordinator
