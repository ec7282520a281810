from datetime import date
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
    charged: Decimal
    public_share: Decimal
    financiers: list[StoredPart]
