from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory import commands, queries
from navet.directory.doors import VISITOR, Audience, MemberRequest, VisitorRequest, only
from navet.directory.schemas import NOS
from navet.directory.schemas.hubs import ChangeMembership, InviteMember, MemberOut, PlaceOut
from navet.hubs.queries import find_partner
from navet.kit.refusals import NotFound

router = Router(tags=["people"])


@router.get("/members", response={200: list[MemberOut], **NOS}, operation_id="members")
def members(request: MemberRequest) -> object:
    """Everybody who works in the hub: its staff, its partners' staff, its auditors."""
    only(request.member, Audience.COORDINATOR)
    return queries.staff_here()


@router.put("/members/{uuid:member_id}", response={200: MemberOut, **NOS}, operation_id="change_membership")
def change_membership(request: MemberRequest, member_id: UUID, asked: ChangeMembership) -> object:
    """Give somebody another role, or a last day."""
    return commands.change_membership(request.member, queries.find_member(member_id), **with_partner(asked.dict()))


@router.get("/invitations", response={200: list[PlaceOut], **NOS}, operation_id="invitations")
def invitations(request: MemberRequest) -> object:
    """Places offered and not yet taken."""
    only(request.member, Audience.COORDINATOR)
    return queries.open_invitations()


@router.post("/invitations", response={201: PlaceOut, **NOS}, operation_id="invite_member")
def invite_member(request: MemberRequest, asked: InviteMember) -> Status[Any]:
    """Offer somebody a place; the link goes by letter to that address alone."""
    return Status(201, commands.invite_member(request.member, request.hub, **with_partner(asked.dict())))


@router.post(
    "/invitations/{uuid:invitation_id}/withdrawal",
    response={200: PlaceOut, **NOS},
    operation_id="withdraw_invitation",
)
def withdraw_invitation(request: MemberRequest, invitation_id: UUID) -> object:
    """Offer the place no longer."""
    return commands.withdraw_invitation(request.member, queries.find_invitation(invitation_id))


@router.post(
    "/invitations/{token}/acceptance",
    response={200: MemberOut, **NOS},
    auth=None,
    operation_id="accept_invitation",
)
def accept_invitation(request: VisitorRequest, token: str) -> object:
    """Take the place behind the link of the letter; needs no account, for it makes one."""
    if not hasattr(request, "hub"):
        raise NotFound
    return commands.accept_invitation(VISITOR, queries.invitation_by_token(token))


def with_partner(details: dict[str, Any]) -> dict[str, Any]:
    """The command's words: the partner itself for its id."""
    partner_id = details.pop("partner_id")
    return details | {"partner": find_partner(partner_id) if partner_id else None}
