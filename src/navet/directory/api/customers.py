from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from navet.directory import commands, queries
from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.register import RegisterSilent, look_up
from navet.directory.schemas import NOS
from navet.directory.schemas.customers import (
    AddContact,
    ContactOut,
    CustomerOut,
    CustomerRow,
    CustomersOut,
    CustomerWhole,
    EditCustomer,
    FilterCustomers,
    LookUp,
    MergeOrganisations,
    RegisterCustomer,
    RegisterOut,
    SetSigningRight,
)

router = Router(tags=["customers"])


@router.get("/customers", response={200: CustomersOut, **NOS}, operation_id="customers")
def customers(request: MemberRequest, asked: Query[FilterCustomers]) -> CustomersOut:
    """Fifty customers a page, the newest first; `next` is the `before` of the next page."""
    only(request.member, Audience.READER)
    shown = queries.page_of_customers(queries.list_of_customers(asked.dict()), before=asked.before)
    return CustomersOut(rows=[CustomerRow.told(row) for row in shown.rows], next=shown.next)


@router.get("/customers/{uuid:customer_id}", response={200: CustomerWhole, **NOS}, operation_id="customer")
def customer(request: MemberRequest, customer_id: UUID) -> dict[str, Any]:
    """Everything about one customer, with its size class and its likely duplicates."""
    only(request.member, Audience.READER)
    return CustomerWhole.told(queries.whole_customer(queries.find_customer(request.member, customer_id)))


@router.get("/register", response={200: RegisterOut, **NOS}, operation_id="look_up")
def look_up_organisations(request: MemberRequest, asked: Query[LookUp]) -> dict[str, Any]:
    """Ask the national register. Norway's answers; for other countries there are no hits."""
    only(request.member, Audience.STAFF)
    try:
        return {"hits": look_up(asked.country, asked.text.replace("\x00", "")), "is_silent": False}
    except RegisterSilent:
        return {"hits": [], "is_silent": True}


@router.post("/customers", response={201: CustomerOut, **NOS}, operation_id="register_customer")
def register_customer(request: MemberRequest, asked: RegisterCustomer) -> Status[Any]:
    """Make an organisation a customer; one that is a customer already is answered as it stands."""
    only(request.member, Audience.STAFF)
    details = asked.dict()
    key = {name: details.pop(name) for name in ("country", "register_number", "legal_name")}
    return Status(201, commands.register_customer(request.member, request.hub, **key, details=details))


@router.patch("/customers/{uuid:customer_id}", response={200: CustomerOut, **NOS}, operation_id="edit_customer")
def edit_customer(request: MemberRequest, customer_id: UUID, asked: EditCustomer) -> object:
    """Change what this hub alone knows."""
    found = queries.find_customer(request.member, customer_id)
    details = asked.sent()
    if "adviser_id" in details:
        adviser_id = details.pop("adviser_id")
        details["adviser"] = queries.find_member(adviser_id) if adviser_id else None
    return commands.edit_customer(request.member, found, details=details)


@router.post("/customers/{uuid:customer_id}/contacts", response={201: ContactOut, **NOS}, operation_id="add_contact")
def add_contact(request: MemberRequest, customer_id: UUID, asked: AddContact) -> Status[ContactOut]:
    """Let somebody speak for the customer; who does already is answered as she stands."""
    only(request.member, Audience.STAFF)
    found = queries.find_customer(request.member, customer_id)
    person = asked.dict(exclude={"title"})
    member = commands.welcome(**person, language=request.hub.first_language)
    return Status(201, ContactOut.told(commands.add_contact(request.member, found, member=member, title=asked.title)))


@router.post("/contacts/{uuid:contact_id}/end", response={200: ContactOut, **NOS}, operation_id="end_contact")
def end_contact(request: MemberRequest, contact_id: UUID) -> ContactOut:
    """Somebody no longer speaks for the customer."""
    return ContactOut.told(commands.end_contact(request.member, queries.find_contact(contact_id)))


@router.put("/contacts/{uuid:contact_id}/signing", response={200: ContactOut, **NOS}, operation_id="set_signing_right")
def set_signing_right(request: MemberRequest, contact_id: UUID, asked: SetSigningRight) -> ContactOut:
    """Give a contact the right to sign, or take it away."""
    contact = queries.find_contact(contact_id)
    return ContactOut.told(commands.set_signing_right(request.member, contact, may_sign=asked.may_sign))


@router.post(
    "/customers/{uuid:customer_id}/merger", response={200: CustomerOut, **NOS}, operation_id="merge_organisations"
)
def merge_organisations(request: MemberRequest, customer_id: UUID, asked: MergeOrganisations) -> object:
    """Make a duplicate one with this customer, in every hub. It cannot be undone."""
    keep = queries.find_customer(request.member, customer_id)
    gone = queries.find_customer(request.member, asked.gone_id)
    return commands.merge_organisations(request.member, keep, gone=gone)
