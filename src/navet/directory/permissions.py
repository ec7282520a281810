from typing import Any

from navet.directory.models import Membership, Visitor


def may_edit_hub(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_administrator
