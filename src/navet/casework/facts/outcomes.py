from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class OutcomeRecorded(Fact):
    """`about`: the case."""

    outcome_id: UUID
    kind: str


@fact
class HelpRated(Fact):
    """The customer said how the help was, from one to five."""

    satisfaction_id: UUID
    score: int


@fact
class OutcomeAsked(Fact):
    question_id: UUID
    months: int


@fact
class OutcomeAnswered(Fact):
    question_id: UUID
    answer: str
