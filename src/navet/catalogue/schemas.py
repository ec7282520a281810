from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Texts = dict[Literal["nb", "sv", "en"], str]
Money = Field(max_digits=12, decimal_places=2, ge=0)


class AskedServices(Schema):
    """What one asks of the list: words, facets (codes), the language of the texts, and where to go on."""

    q: str = Field("", max_length=200)
    after: str = Field("", max_length=80)
    language: str = ""
    pillar: list[str] = []
    technology: list[str] = []
    sector: list[str] = []
    audience: list[str] = []
    region: list[str] = []
    format: list[str] = []
    spoken: list[str] = []


class WordOut(Schema):
    code: str
    label: str


class PriceOut(Schema):
    """A price today. `you_pay`: the customer; `state_aid`: of the rest, by the project that pays; per `unit`."""

    amount: Decimal
    you_pay: Decimal
    state_aid: Decimal
    currency: str
    unit: str
    version: str


class ServiceOut(Schema):
    """A service in one language; `language` is the one its title is in, which may not be the one asked for."""

    id: UUID
    code: str
    slug: str
    kind: str
    language: str
    title: str
    summary: str
    description: str
    gives: list[str]
    needs: str
    duration: str
    hours: Decimal | None
    capacity: int | None
    ai_level: str
    provider: str
    contact_email: str
    apply_by: date | None
    pillar: WordOut
    format: WordOut
    technologies: list[WordOut]
    sectors: list[WordOut]
    audience: list[WordOut]
    regions: list[WordOut]
    languages: list[WordOut]
    price: PriceOut | None


class ServicesOut(Schema):
    items: list[ServiceOut]
    total: int
    next: str | None


class WrittenService(Schema):
    """A service as it is written: texts by language, codes of the word lists."""

    code: str = Field(max_length=20)
    slug: str = Field("", max_length=80, pattern=r"^[-a-zA-Z0-9_]*$")
    kind: Literal["SERVICE", "TEST_ENVIRONMENT", "EXPERT", "TOOL", "COURSE", "CALL"] = "SERVICE"
    title: Texts
    summary: Texts = {}
    description: Texts = {}
    gives: Texts = {}
    needs: Texts = {}
    duration: Texts = {}
    pillar: str
    format: str
    technologies: list[str] = []
    sectors: list[str] = []
    audience: list[str] = []
    languages: list[str] = []
    regions: list[str] = []
    strengthens: list[str] = []
    ai_level: Literal["", "READINESS", "APPLICATION", "INNOVATION"] = ""
    provider_id: UUID | None = None
    contact_id: UUID | None = None
    hours: Decimal | None = Field(None, max_digits=6, decimal_places=1, ge=0)
    capacity: int | None = Field(None, ge=1, le=100_000)
    contact_email: str = Field("", max_length=254)
    apply_by: date | None = None
    before: list[UUID] = []


class StoredService(Schema):
    """A service as those who offer it see it."""

    id: UUID
    code: str
    slug: str
    kind: str
    title: dict[str, str]
    summary: dict[str, str]
    description: dict[str, str]
    gives: dict[str, str]
    needs: dict[str, str]
    duration: dict[str, str]
    pillar: str
    format: str
    technologies: list[str]
    sectors: list[str]
    audience: list[str]
    languages: list[str]
    regions: list[str]
    strengthens: list[str]
    ai_level: str
    provider_id: UUID | None
    contact_id: UUID | None
    hours: Decimal | None
    capacity: int | None
    contact_email: str
    apply_by: date | None
    is_open: bool


class NewPrice(Schema):
    project_id: UUID
    amount: Decimal = Money
    invoiced: Decimal = Field(Decimal(0), max_digits=12, decimal_places=2, ge=0)
    unit: Literal["HOUR", "DAY", "EVENT", "PARTICIPANT", "PIECE"] = "PIECE"
    since: date
    until: date | None = None
    aid_step: Decimal = Field(Decimal("0.01"), max_digits=6, decimal_places=2, gt=0)


class StoredPrice(Schema):
    id: UUID
    project_id: UUID
    amount: Decimal
    invoiced: Decimal
    currency: str
    unit: str
    since: date
    until: date | None
    version: str


class TermOut(Schema):
    """A word of a list: its labels by language, and the literal value that is reported."""

    code: str
    labels: dict[str, str]
    reporting: str

    @staticmethod
    def resolve_labels(word: Any) -> dict[str, str]:
        return dict(word.labels)
