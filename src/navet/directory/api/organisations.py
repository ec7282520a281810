from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory import commands, queries
from navet.directory.doors import MemberRequest
from navet.directory.schemas import NOS
from navet.directory.schemas.customers import (
    AccountsOut,
    AddEstablishment,
    EditOrganisation,
    EndLink,
    EnterAccounts,
    EstablishmentOut,
    HoldOut,
    LinkOrganisations,
    OrganisationOut,
)

router = Router(tags=["customers"])


@router.patch(
    "/customers/{uuid:customer_id}/organisation",
    response={200: OrganisationOut, **NOS},
    operation_id="edit_organisation",
)
def edit_organisation(request: MemberRequest, customer_id: UUID, asked: EditOrganisation) -> object:
    """Correct what every hub knows of the customer's organisation."""
    found = queries.find_customer(request.member, customer_id)
    return commands.edit_organisation(request.member, found, details=asked.sent())


@router.post(
    "/customers/{uuid:customer_id}/accounts", response={200: AccountsOut, **NOS}, operation_id="enter_accounts"
)
def enter_accounts(request: MemberRequest, customer_id: UUID, asked: EnterAccounts) -> object:
    """Enter a year's figures, or correct them; the size classes of the whole group follow."""
    found = queries.find_customer(request.member, customer_id)
    return commands.enter_accounts(request.member, found, **asked.dict())


@router.post(
    "/customers/{uuid:customer_id}/establishments",
    response={201: EstablishmentOut, **NOS},
    operation_id="add_establishment",
)
def add_establishment(request: MemberRequest, customer_id: UUID, asked: AddEstablishment) -> Status[Any]:
    """Write down a place where the customer works."""
    found = queries.find_customer(request.member, customer_id)
    return Status(201, commands.add_establishment(request.member, found, details=asked.dict()))


@router.post("/customers/{uuid:customer_id}/holds", response={201: HoldOut, **NOS}, operation_id="link_organisations")
def link_organisations(request: MemberRequest, customer_id: UUID, asked: LinkOrganisations) -> Status[Any]:
    """Write down that another organisation holds the customer's, or is held by it."""
    found = queries.find_customer(request.member, customer_id)
    return Status(201, commands.link_organisations(request.member, found, **asked.dict()))


@router.post("/holds/{uuid:hold_id}/end", response={200: HoldOut, **NOS}, operation_id="end_link")
def end_link(request: MemberRequest, hold_id: UUID, asked: EndLink) -> object:
    """Give a hold its last day."""
    return commands.end_link(request.member, queries.find_link(hold_id), until=asked.until)
