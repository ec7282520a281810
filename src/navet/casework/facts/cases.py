"""What can happen in a case. Every fact here is about the case, so that one question gives its whole time line."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class CaseAssigned(Fact):
    """Another adviser has the case."""

    adviser_id: UUID


@fact
class NextStepSet(Fact):
    """What happens next, and when, was written down."""

    on: date | None = None


@fact
class TaskAdded(Fact):
    task_id: UUID


@fact
class TaskFinished(Fact):
    task_id: UUID


@fact
class NoteWritten(Fact):
    note_id: UUID


@fact
class TimeLogged(Fact):
    """Hours put into the case outside any delivery."""

    time_id: UUID
    hours: Decimal


@fact
class PartnerAddedToCase(Fact):
    partner_id: UUID


@fact
class CaseClosed(Fact):
    """The help is over; `customer_id` names whom it was for."""

    customer_id: UUID


@fact
class CaseReopened(Fact):
    pass
