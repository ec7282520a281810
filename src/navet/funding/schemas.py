from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Kind = Literal["EU_CENTRAL", "EU_SHARED", "NATIONAL", "REGIONAL", "MUNICIPAL", "PRIVATE", "OWN"]


class WrittenProject(Schema):
    """A project's particulars; `name` by language."""

    code: str = Field(min_length=1, max_length=20)
    name: dict[Literal["nb", "sv", "en"], str]
    since: date
    until: date
    budget: Decimal = Field(max_digits=14, decimal_places=2, ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    hour_price: Decimal | None = Field(None, max_digits=10, decimal_places=2, gt=0)


class WrittenPart(Schema):
    """One financier's part; `share` from 0 to 1."""

    name: str = Field(min_length=1, max_length=200)
    kind: Kind
    share: Decimal = Field(max_digits=7, decimal_places=6, gt=0, le=1)


class StoredPart(Schema):
    name: str
    kind: str
    share: Decimal
    counts_as_state_aid: bool


class StoredProject(Schema):
    """A project; `public_share`: the part of its budget that is State resources, 0 to 1."""

    id: UUID
    code: str
    name: dict[str, str]
    since: date
    until: date
    budget: Decimal
    currency: str
    hour_price: Decimal | None
    charged: Decimal
    public_share: Decimal
    financiers: list[StoredPart]


class WrittenShare(Schema):
    """A project and its share of some hours, from 0 to 1."""

    project_id: UUID
    share: Decimal = Field(max_digits=7, decimal_places=6, gt=0, le=1)


class WrittenTime(Schema):
    """Hours of own work on a day, for one project or shared by several; sent twice with one `key` they count once."""

    key: UUID
    on: date
    hours: Decimal = Field(max_digits=4, decimal_places=2, gt=0, le=24)
    what: str = Field(min_length=1, max_length=300)
    activity: str = Field("", max_length=120)
    shares: list[WrittenShare] = Field(min_length=1, max_length=10)


class StoredTime(Schema):
    """Hours on a time sheet; `about`: the delivery, or the own work, that they tell of."""

    id: UUID
    project_id: UUID
    on: date
    hours: Decimal
    about: UUID
    delivered: bool
    activity: str
    what: str


class StoredSheet(Schema):
    """A month of one person's time; once approved it is locked."""

    id: UUID
    member: str
    month: date
    hours: Decimal
    approved_at: datetime | None
    entries: list[StoredTime]
