from datetime import datetime
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from navet.funding.schemas import CostKind


class WrittenBudgetLine(Schema):
    """A line of a budget; `partner` by a name it goes by in the hub."""

    partner: str = Field(min_length=1, max_length=200)
    kind: CostKind
    work_package: str = Field(min_length=1, max_length=60)
    period: str = Field(min_length=1, max_length=30)
    amount: Decimal = Field(max_digits=14, decimal_places=2, ge=0)


class WrittenBudget(Schema):
    """A new version of a budget; `instead_of`: the number of the version it was made from, 0 for the first."""

    reason: str = Field(min_length=1, max_length=300)
    instead_of: int = Field(ge=0, le=10_000)
    lines: list[WrittenBudgetLine] = Field(min_length=1, max_length=2000)


class StoredBudgetLine(Schema):
    """A line of a budget as it stands."""

    partner: str
    kind: str
    work_package: str
    period: str
    amount: Decimal


class StoredShift(Schema):
    """What moved: partner, kind, work package and period, and the amount before and after."""

    place: list[str]
    before: Decimal
    after: Decimal


class StoredVersion(Schema):
    """A version of a budget, and what moved since the one before."""

    number: int
    reason: str
    set_at: datetime
    lines: list[StoredBudgetLine]
    moved: list[StoredShift]
