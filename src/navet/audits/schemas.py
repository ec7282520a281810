from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

ProofKind = Literal["ATTENDANCE", "RESULT", "INVOICE", "PAYMENT", "TENDER", "OTHER"]


class WrittenRoom(Schema):
    """Who audits a financier's claims, and the last day the link opens them."""

    auditor: str = Field(min_length=1, max_length=200)
    until: date


class StoredRoom(Schema):
    """An audit room; `link` is the secret part of its address, for those who may give it away."""

    id: UUID
    financier_id: UUID
    auditor: str
    since: date
    until: date
    closed_at: datetime | None
    link: str


class StoredVisit(Schema):
    """One page or file that an auditor opened; `kind`: room, claim, line, letter or proof."""

    at: datetime
    kind: str
    name: str


class StoredProof(Schema):
    """A file that proves a piece of work; `about` is the work as costs name it."""

    id: UUID
    about: UUID
    kind: ProofKind
    name: str
    content_type: str
    size: int
    sha256: str
    created_at: datetime
