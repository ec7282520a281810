"""The hub, its consortium and its people as machines send and get them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from navet.directory.models import Role
from navet.directory.schemas.customers import Country, Email, Line, Name, Region
from navet.directory.schemas.shared import Changes, OneOf
from navet.hubs.models import Hub, Partner
from navet.kit.translated import LANGUAGES

Language = Annotated[str, OneOf(LANGUAGES)]
HubKind = Annotated[str, OneOf(Hub.Kind.values)]
PartnerRole = Annotated[str, OneOf(Partner.Role.values)]
RoleName = Annotated[str, OneOf(Role.values)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Words = Annotated[str, Field(min_length=1, max_length=60)]


class HubOut(Schema):
    id: UUID
    slug: str
    domain: str
    name: str
    kind: str
    programme: str
    purpose: dict[str, str]
    country: str
    languages: list[str]
    time_zone: str
    currency: str
    regions: list[str]
    nuts_year: int
    themes: list[str]
    main_colour: str
    accent_colour: str
    logo: str
    email: str
    phone: str
    address: str


class EditHub(Changes):
    """Only what is sent is changed."""

    name: Name = ""
    kind: HubKind = ""
    programme: Annotated[str, Field(max_length=200)] = ""
    purpose: dict[Language, Line] = {}
    country: Country = ""
    languages: Annotated[list[Language], Field(min_length=1, max_length=3)] = []
    time_zone: Annotated[str, Field(min_length=1, max_length=60)] = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = ""
    regions: Annotated[list[Annotated[str, Field(min_length=1, max_length=5)]], Field(max_length=100)] = []
    nuts_year: Annotated[int, Field(ge=2003, le=2100)] = 2024
    themes: Annotated[list[Words], Field(max_length=100)] = []
    main_colour: Colour = ""
    accent_colour: Colour = ""
    logo: Annotated[str, Field(max_length=60_000)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    address: Line = ""


class PartnerOut(Schema):
    id: UUID
    country: str
    register_number: str
    name: str
    short_name: str
    role: str
    kind: str
    region: str
    website: str
    since: date | None
    until: date | None


class WrittenPartner(Schema):
    country: Country
    register_number: Annotated[str, Field(min_length=1, max_length=30)]
    name: Name
    short_name: Annotated[str, Field(max_length=60)] = ""
    role: PartnerRole = Partner.Role.PARTNER.value
    kind: Annotated[str, Field(max_length=60)] = ""
    region: Region = ""
    website: Annotated[str, Field(max_length=200)] = ""
    since: date | None = None
    until: date | None = None


class EditPartner(Changes, WrittenPartner):
    """Only what is sent is changed."""

    country: Country = ""
    register_number: Annotated[str, Field(min_length=1, max_length=30)] = ""
    name: Name = ""


class MemberOut(Schema):
    """Who somebody is in the hub."""

    id: UUID
    name: str
    email: str
    role: str
    partner_id: UUID | None
    since: date
    until: date | None


class ChangeMembership(Schema):
    """What the person is from now on; a last day ends the access."""

    role: RoleName
    partner_id: UUID | None = None
    until: date | None = None


class PlaceOut(Schema):
    id: UUID
    email: str
    name: str
    role: str
    partner_id: UUID | None
    ends_on: date | None
    expires_at: datetime


class InviteMember(Schema):
    email: Email
    name: Name
    role: RoleName
    partner_id: UUID | None = None
    ends_on: date | None = None


class KeyOut(Schema):
    """A key without its secret: that is kept by nobody here."""

    id: UUID
    name: str
    ends_on: date
    revoked_at: datetime | None


class MakeKey(Schema):
    name: Annotated[str, Field(min_length=1, max_length=120)]
    ends_on: date


class KeyMade(KeyOut):
    """A new key; `secret` is told this once."""

    secret: str


class ConsentOut(Schema):
    purpose: str
    wording: str
    given_at: datetime
    ends_on: date | None


class GiveConsent(Schema):
    """The version of the words that were agreed to."""

    wording: Annotated[str, Field(min_length=1, max_length=60)]
