from datetime import date
from decimal import Decimal
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class ProjectEdited(Fact):
    """A project was opened or its particulars changed; `changed` names the fields."""

    changed: list[str]


@fact
class FinanciersSet(Fact):
    """Who pays for a project was set anew; `public_share` is the part of it that is State resources, 0 to 1."""

    public_share: Decimal


@fact
class CostEntered(Fact):
    """Work was charged to a project; `about` is the cost, `work` what it was for."""

    project_id: UUID
    work: UUID
    amount: Decimal
    currency: str


@fact
class CostCorrected(Fact):
    """A cost was corrected by the difference; `about` is the correction, `corrects` the first entry."""

    corrects: UUID
    amount: Decimal
    currency: str
    reason: str


@fact
class HoursLogged(Fact):
    """Somebody's hours were put on a time sheet; `about` is the work: a delivery, or work of its own."""

    member_id: UUID
    hours: Decimal


@fact
class HoursRemoved(Fact):
    """Hours were taken off a time sheet before it was approved; `about` is the work."""

    member_id: UUID
    on: date
    hours: Decimal


@fact
class TimeSheetApproved(Fact):
    """A month of somebody's time was approved, and is locked; `about` is the time sheet."""

    member_id: UUID
    month: date
    hours: Decimal


@fact
class TermsSet(Fact):
    """What a financier has decided was written down; `about` is the financier."""

    project_id: UUID


@fact
class ContributionEntered(Fact):
    """A financier's money, hours or things were noted as put in; `about` is the contribution."""

    financier_id: UUID
    amount: Decimal


@fact
class StatusAnswered(Fact):
    """A financier's questions on a period were answered; `about` is the period."""


@fact
class ClaimSubmitted(Fact):
    """A claim was frozen as it was sent; `seal` is the hash of its rows and figures."""

    financier_id: UUID
    period_id: UUID
    claimed: Decimal
    seal: str


@fact
class ClaimDecided(Fact):
    """A financier decided on a claim; `about` is the claim."""

    claimed: Decimal
    approved: Decimal


@fact
class LayoutKept(Fact):
    """A funder's own columns were written down or changed; `about` is the layout."""

    name: str
