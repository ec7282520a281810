from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory.doors import MemberRequest
from navet.directory.schemas import NOS
from navet.subscriptions import commands, queries
from navet.subscriptions.schemas import SubscriptionIn, SubscriptionOut

router = Router(tags=["subscriptions"])


@router.get("subscriptions", response={200: list[SubscriptionOut], **NOS}, operation_id="subscriptions")
def subscriptions(request: MemberRequest) -> Any:
    """One's own that stand, the newest first."""
    return queries.subscriptions_of(request.member)


@router.post("subscriptions", response={201: SubscriptionOut, **NOS}, operation_id="begin_subscription")
def begin_subscription(request: MemberRequest, asked: SubscriptionIn) -> Any:
    """Be written to, at the address one signs in with, when a new offer fits a need; the same again is kept once."""
    return Status(201, commands.begin_subscription(request.member, request.hub, **asked.dict(), email=""))


@router.delete("subscriptions/{uuid:id}", response={204: None, **NOS}, operation_id="end_subscription")
def end_subscription(request: MemberRequest, id: UUID) -> Any:
    """No more letters; the need is deleted."""
    commands.end_subscription(request.member, queries.find_own_subscription(request.member, id))
    return Status(204, None)
