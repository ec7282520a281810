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


CostKind = Literal["STAFF", "EXTERNAL", "TRAVEL", "EQUIPMENT", "OTHER", "INDIRECT"]


class WrittenCost(Schema):
    """A cost that is no work of ours, in the project's currency; sent twice with one `key` it counts once."""

    key: UUID
    kind: CostKind
    on: date
    amount: Decimal = Field(max_digits=14, decimal_places=2, ge=0)
    what: str = Field(min_length=1, max_length=300)


class WrittenRule(Schema):
    """How a kind of cost is recognised; `figure`: a price, a lump sum or per cent, and none for real costs."""

    kind: CostKind
    how: Literal["REAL", "UNIT", "LUMP_SUM", "FLAT_STAFF", "FLAT_DIRECT"]
    figure: Decimal | None = Field(None, max_digits=14, decimal_places=4, gt=0)


class WrittenTerms(Schema):
    """What a financier has decided; no rules: every kind of cost, as real costs."""

    rate: Decimal | None = Field(None, max_digits=7, decimal_places=6, gt=0, le=1)
    ceiling: Decimal | None = Field(None, max_digits=14, decimal_places=2, ge=0)
    if_others_pay: bool = False
    months: int | None = Field(None, ge=1, le=60)
    days_to_claim: int = Field(60, ge=0, le=365)
    questions: str = Field("", max_length=5000)
    rules: list[WrittenRule] = Field([], max_length=6)


class WrittenPayment(Schema):
    """Money, hours or things put in, with what proves it; sent twice with one `key` it counts once."""

    key: UUID
    form: Literal["CASH", "HOURS", "IN_KIND"]
    on: date
    amount: Decimal = Field(max_digits=14, decimal_places=2)
    proof: str = Field(min_length=1, max_length=300)


class WrittenAnswers(Schema):
    """Question → answer."""

    answers: dict[str, str]


class WrittenDecision(Schema):
    """What was approved, on what day."""

    approved: Decimal = Field(max_digits=14, decimal_places=2)
    on: date
    decision: str = Field("", max_length=2000)


class StoredDue(Schema):
    """A period; `standing`: coming, running, open, late, sent or decided."""

    id: UUID
    since: date
    until: date
    due_on: date
    standing: str


class StoredMoney(Schema):
    """A financier's terms, forecast and calendar; amounts in the project's currency."""

    financier_id: UUID
    name: str
    rate: Decimal
    ceiling: Decimal
    if_others_pay: bool
    claimed: Decimal
    paid_in: Decimal
    left: Decimal
    expected: Decimal
    lapses: Decimal
    gap_if_withdrawn: Decimal
    at_risk_if_withdrawn: Decimal
    periods: list[StoredDue]


class StoredRow(Schema):
    on: date
    kind: str
    what: str
    worker: str
    hours: Decimal | None
    amount: Decimal


class StoredAnswer(Schema):
    question: str
    answer: str


class StoredPeriod(Schema):
    """A claim; until it is sent, as it would be now. `waiting`: costs whose hours are not approved yet."""

    id: UUID
    financier_id: UUID
    standing: str
    eligible: Decimal
    held: Decimal
    earned: Decimal
    claimed: Decimal
    parked: Decimal
    cut: Decimal
    claim_id: UUID | None
    seal: str
    approved: Decimal | None
    answers: list[StoredAnswer]
    rows: list[StoredRow]
    waiting: int


class WrittenLayout(Schema):
    """A funder's own columns: one a line, `Heading = field` or `Heading = "text"`, and `* VALUE = word` below."""

    name: str = Field(min_length=1, max_length=120)
    text: str = Field(min_length=1, max_length=10_000)


class StoredLayout(Schema):
    id: UUID
    name: str
    text: str


class StoredTable(Schema):
    """A claim laid out: the headings, and every row's cells as text."""

    headings: list[str]
    rows: list[list[str]]
