from typing import Any

from navet.directory.models import Membership, Visitor


def may_set_target(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_coordinator
