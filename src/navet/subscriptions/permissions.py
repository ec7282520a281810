from typing import Any

from navet.directory.models import Membership, Visitor
from navet.kit.commands import Platform
from navet.subscriptions.models import Subscription


def is_the_platform(who: Any, thing: Any) -> bool:
    """Looking for what is new, writing and forgetting are nobody's to ask for."""
    return isinstance(who, Platform)


def may_subscribe(who: Membership | Visitor, thing: Any) -> bool:
    """Whoever may look."""
    return True


def may_settle(who: Membership | Visitor | Platform, subscription: Subscription) -> bool:
    """The one whose it is. Whoever came by the link in the letter is a visitor to us; the link found it."""
    return not isinstance(who, Membership) or subscription.member_id == who.id
