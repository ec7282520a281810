from typing import Any

from navet.directory.models import Membership, Visitor
from navet.kit.commands import Platform
from navet.matching.models import Showing


def is_the_platform(who: Any, thing: Any) -> bool:
    """Reading offers, making vectors and forgetting needs is nobody's to ask for."""
    return isinstance(who, Platform)


def may_remember(who: Membership | Visitor, thing: Any) -> bool:
    """Whoever may look."""
    return True


def may_tell(who: Membership | Visitor, showing: Showing) -> bool:
    """The one who was shown it, and the hub's staff; a visitor's showing is known only by its address."""
    return showing.member_id is None or who.is_staff or showing.member_id == who.actor_id
