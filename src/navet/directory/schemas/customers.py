"""Customers and organisations as machines send and get them. A register number is always as people may see it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from navet.directory.models import Contact, Customer, Organisation, OrganisationLink
from navet.directory.numbers import COUNTRIES
from navet.directory.schemas.shared import Changes, OneOf
from navet.directory.sizes import Size, SizeAnswer

Country = Annotated[str, OneOf(COUNTRIES)]
Kind = Annotated[str, OneOf(Organisation.Kind.values)]
SizeName = Annotated[str, OneOf(Size)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Region = Annotated[str, Field(max_length=5)]
Line = Annotated[str, Field(max_length=300)]
Email = Annotated[str, Field(min_length=3, max_length=254)]
Euro = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)]
Staff = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=1)]
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)]
Year = Annotated[int, Field(ge=1950, le=2100)]


class FilterCustomers(Schema):
    """What narrows the list, as on the page; `before` is the `next` of the page before."""

    text: Annotated[str, Field(max_length=100)] = ""
    kind: Kind | None = None
    size: SizeName | None = None
    region: Region = ""
    adviser: UUID | None = None
    before: UUID | None = None


class CustomerRow(Schema):
    id: UUID
    legal_name: str
    country: str
    register_number: str
    kind: str
    size: str
    sector: str
    municipality: str
    region: str
    adviser: str | None

    @classmethod
    def told(cls, row: dict[str, Any]) -> "CustomerRow":
        own = {name.removeprefix("organisation__"): value for name, value in row.items()}
        return cls(**own | {"register_number": row["number"], "adviser": row["adviser__name"]})


class CustomersOut(Schema):
    rows: list[CustomerRow]
    next: UUID | None


class OrganisationOut(Schema):
    """What every hub sees."""

    id: UUID
    country: str
    register_number: str
    legal_name: str
    kind: str
    legal_form: str
    is_sole_trader: bool
    is_public_owner: bool
    founded_year: int | None
    nace_scheme: str
    nace_code: str
    region: str
    nuts_year: int
    municipality: str
    address: str
    postcode: str
    website: str
    is_bankrupt: bool
    source: str

    @staticmethod
    def resolve_register_number(organisation: Organisation) -> str:
        return organisation.shown_number


class CustomerOut(Schema):
    """What this hub knows, and the organisation."""

    id: UUID
    sector: str
    size: str
    adviser_id: UUID | None
    note: str
    organisation: OrganisationOut


class AccountsOut(Schema):
    year: int
    staff: Decimal | None
    turnover: Decimal | None
    balance: Decimal | None


class EstablishmentOut(Schema):
    id: UUID
    name: str
    number: str
    municipality: str
    region: str
    address: str


class NamedOut(Schema):
    """An organisation by its name and number."""

    legal_name: str
    register_number: str

    @classmethod
    def told(cls, organisation: Organisation) -> "NamedOut":
        return cls(legal_name=organisation.legal_name, register_number=organisation.shown_number)


class HoldOut(Schema):
    """One organisation's hold on another; `share` is a part of one."""

    id: UUID
    parent: NamedOut
    child: NamedOut
    kind: str
    share: Decimal | None
    since: date
    until: date | None
    source: str

    @staticmethod
    def resolve_parent(link: OrganisationLink) -> NamedOut:
        return NamedOut.told(link.parent)

    @staticmethod
    def resolve_child(link: OrganisationLink) -> NamedOut:
        return NamedOut.told(link.child)


class ContactOut(Schema):
    id: UUID
    member_id: UUID
    name: str
    email: str
    phone: str
    title: str
    may_sign: bool
    since: date
    until: date | None

    @classmethod
    def told(cls, contact: Contact) -> "ContactOut":
        member = contact.member
        return cls(
            name=member.name,
            email=member.email,
            phone=member.phone,
            **{name: getattr(contact, name) for name in ("id", "member_id", "title", "may_sign", "since", "until")},
        )


class SizeOut(Schema):
    """The size class under 2003/361/EC, the sums it was worked out from, and whether figures are missing."""

    size: str
    staff: Decimal
    turnover: Decimal | None
    balance: Decimal | None
    public_share: Decimal
    is_complete: bool

    @classmethod
    def told(cls, answer: SizeAnswer) -> "SizeOut":
        sums = {name: getattr(answer.figures, name) for name in ("staff", "turnover", "balance")}
        return cls(size=answer.size, public_share=answer.public_share, is_complete=not answer.unknown, **sums)


class DuplicateOut(Schema):
    """Another customer that is perhaps the same legal body."""

    customer_id: UUID
    legal_name: str
    register_number: str

    @classmethod
    def told(cls, customer: Customer) -> "DuplicateOut":
        named = NamedOut.told(customer.organisation)
        return cls(customer_id=customer.id, legal_name=named.legal_name, register_number=named.register_number)


class CustomerWhole(CustomerOut):
    """Everything about one customer. `group` is one single undertaking with it (Reg. (EU) 2023/2831, art. 2(2))."""

    size_class: SizeOut | None
    accounts: list[AccountsOut]
    establishments: list[EstablishmentOut]
    holds: list[HoldOut]
    held_by: list[HoldOut]
    group: list[NamedOut]
    contacts: list[ContactOut]
    duplicates: list[DuplicateOut]

    @staticmethod
    def told(whole: dict[str, Any]) -> dict[str, Any]:
        """What `whole_customer` found, in the words of this schema."""
        size = whole["size"]
        alike = ("organisation", "accounts", "establishments", "holds", "held_by")
        return {
            **{name: getattr(whole["customer"], name) for name in CustomerOut.model_fields},
            **{name: whole[name] for name in alike},
            "size_class": size and SizeOut.told(size),
            "group": [{"legal_name": name, "register_number": number} for name, number in whole["group"]],
            "contacts": [ContactOut.told(each) for each in whole["contacts"]],
            "duplicates": [DuplicateOut.told(each) for each in whole["duplicates"]],
        }


class LookUp(Schema):
    """A number, or a name of at least three letters."""

    country: Country
    text: Annotated[str, Field(min_length=3, max_length=100)]


class RegisteredOut(Schema):
    """An organisation as its national register knows it."""

    country: str
    register_number: str
    legal_name: str
    kind: str
    legal_form: str
    nace_code: str
    municipality: str
    region: str
    address: str
    postcode: str
    website: str
    founded_year: int | None
    staff: int | None
    is_bankrupt: bool


class RegisterOut(Schema):
    """What the register said; `is_silent` when it did not answer."""

    hits: list[RegisteredOut]
    is_silent: bool


class RegisterCustomer(Schema):
    """A new customer. What follows the name applies only when nobody on the platform knows the organisation yet."""

    country: Country
    register_number: Annotated[str, Field(min_length=1, max_length=30)]
    legal_name: Name
    kind: Kind = Organisation.Kind.UNDERTAKING.value
    municipality: Annotated[str, Field(max_length=80)] = ""
    region: Region = ""
    nace_code: Annotated[str, Field(max_length=10)] = ""


class EditOrganisation(Changes):
    """Only what is sent is changed."""

    legal_name: Name = ""
    kind: Kind = ""
    legal_form: Annotated[str, Field(max_length=40)] = ""
    is_public_owner: bool = False
    founded_year: Annotated[int, Field(ge=1, le=2100)] | None = None
    nace_scheme: Annotated[str, Field(max_length=20)] = ""
    nace_code: Annotated[str, Field(max_length=10)] = ""
    region: Region = ""
    nuts_year: Annotated[int, Field(ge=2003, le=2100)] = 2024
    municipality: Annotated[str, Field(max_length=80)] = ""
    address: Line = ""
    postcode: Annotated[str, Field(max_length=12)] = ""
    website: Annotated[str, Field(max_length=200)] = ""
    is_bankrupt: bool = False


class EditCustomer(Changes):
    """Only what is sent is changed."""

    adviser_id: UUID | None = None
    sector: Annotated[str, Field(max_length=60)] = ""
    note: Annotated[str, Field(max_length=5_000)] = ""


class EnterAccounts(Schema):
    """One accounting year: staff in annual work units, money in euro."""

    year: Year
    staff: Staff | None = None
    turnover: Euro | None = None
    balance: Euro | None = None


class AddEstablishment(Schema):
    name: Name
    number: Annotated[str, Field(max_length=20)] = ""
    municipality: Annotated[str, Field(max_length=80)] = ""
    region: Region = ""
    address: Line = ""


class LinkOrganisations(Schema):
    """A hold between the customer and another organisation, known by its number; it is the parent, or the child."""

    country: Country
    register_number: Annotated[str, Field(min_length=1, max_length=30)]
    is_parent: bool
    kind: Annotated[str, OneOf(OrganisationLink.Kind.values)]
    share: Share | None = None
    since: date
    until: date | None = None
    source: Annotated[str, Field(max_length=200)] = ""


class EndLink(Schema):
    until: date


class AddContact(Schema):
    name: Name
    email: Email
    phone: Annotated[str, Field(max_length=40)] = ""
    title: Annotated[str, Field(max_length=120)] = ""


class SetSigningRight(Schema):
    """Whether the contact may sign agreements and declarations for the organisation."""

    may_sign: bool


class MergeOrganisations(Schema):
    """The customer that goes into the one in the address."""

    gone_id: UUID
