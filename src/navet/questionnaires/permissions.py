from typing import Any

from navet.directory.models import Membership, Visitor
from navet.hubs.models import Hub


def may_upload(who: Membership | Visitor, hub: Hub) -> bool:
    return who.is_coordinator


def may_keep(who: Any, hub: Hub) -> bool:
    """Whoever may open a round in this hub has been asked already; keeping the form tells nobody anything."""
    return True
