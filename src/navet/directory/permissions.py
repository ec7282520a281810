from typing import Any

from navet.directory.models import Membership, Visitor
from navet.kit.commands import Actor


def may_edit_hub(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_administrator


def may_register_customer(who: Actor, thing: Any) -> bool:
    """Anybody: who asks for help becomes known by asking. The doors to it are the application and staff's pages."""
    return True
