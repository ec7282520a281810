from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory import commands
from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.directory.schemas.hubs import EditHub, EditPartner, HubOut, PartnerOut, WrittenPartner
from navet.hubs.queries import find_partner
from navet.hubs.queries import partners as consortium

router = Router(tags=["hub"])


@router.get("/hub", response={200: HubOut, **NOS}, operation_id="hub")
def hub(request: MemberRequest) -> object:
    """The hub's own particulars."""
    only(request.member, Audience.COORDINATOR)
    return request.hub


@router.patch("/hub", response={200: HubOut, **NOS}, operation_id="edit_hub")
def edit_hub(request: MemberRequest, asked: EditHub) -> object:
    """Change the hub's name, programme, themes, regions, languages, colours and the rest."""
    return commands.edit_hub(request.member, request.hub, details=asked.sent())


@router.get("/partners", response={200: list[PartnerOut], **NOS}, operation_id="partners")
def partners(request: MemberRequest) -> object:
    """The consortium: the coordinator, the partners, the associated ones."""
    only(request.member, Audience.COORDINATOR)
    return consortium()


@router.post("/partners", response={201: PartnerOut, **NOS}, operation_id="add_partner")
def add_partner(request: MemberRequest, asked: WrittenPartner) -> Status[Any]:
    """Take an organisation into the consortium."""
    return Status(201, commands.add_partner(request.member, request.hub, details=asked.dict()))


@router.patch("/partners/{uuid:partner_id}", response={200: PartnerOut, **NOS}, operation_id="edit_partner")
def edit_partner(request: MemberRequest, partner_id: UUID, asked: EditPartner) -> object:
    """Change a partner's particulars; one that leaves gets a last day."""
    return commands.edit_partner(request.member, find_partner(partner_id), details=asked.sent())
