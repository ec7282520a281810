from datetime import date
from decimal import Decimal
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class AidGranted(Fact):
    """`about`: what the aid is for. Amount in euro."""

    entry_id: UUID
    organisation_id: UUID
    regime: str
    amount: Decimal
    granted_on: date


@fact
class AidCorrected(Fact):
    """`amount`: the difference in euro."""

    entry_id: UUID
    corrects_id: UUID
    organisation_id: UUID
    amount: Decimal


@fact
class AidRevoked(Fact):
    """`amount`: the difference in euro, below zero."""

    entry_id: UUID
    corrects_id: UUID
    organisation_id: UUID
    amount: Decimal


@fact
class AidDeclared(Fact):
    """`about`: the organisation."""

    declaration_id: UUID
    rows: int
    total: Decimal


@fact
class RateEntered(Fact):
    """`about`: the rate."""

    currency: str
    day: date


@fact
class RatesImported(Fact):
    """Official rates came in from a file. `about`: the hub whose coordinator brought it."""

    entered: int
    first: date
    last: date


@fact
class CeilingPassed(Fact):
    """A declaration took an organisation's undertaking past its ceiling. `about`: the organisation."""

    ends_on: date
    sum: Decimal
    ceiling: Decimal


@fact
class SplitRecorded(Fact):
    """A part of an undertaking's aid goes on with another. `about`: the undertaking that split up."""

    split_id: UUID
    child_id: UUID
    on: date
    part: Decimal
    basis: str


@fact
class SplitUndone(Fact):
    """A split that was written down does not count. `about`: the undertaking that had split up."""

    split_id: UUID
    reason: str


@fact
class SchemeSet(Fact):
    """A hub has a scheme of its own under which it gives aid. `about`: the scheme."""

    code: str
    valid_from: date
    valid_until: date | None


@fact
class SchemeEnded(Fact):
    """A hub's own scheme ends on a day. `about`: the scheme."""

    code: str
    valid_until: date


@fact
class AidFiled(Fact):
    """It was sent to the public register. `about`: the entry."""

    number: str
    filed_on: date
    receipt: str


@fact
class FilingUndone(Fact):
    """What was sent to the register does not count there. `about`: the entry."""

    number: str
    reason: str
