from datetime import date
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class AssessmentOpened(Fact):
    """A round can be answered from now on."""

    organisation_id: UUID
    timing: str


@fact
class RoundScheduled(Fact):
    """The day of the next round was set or moved."""

    organisation_id: UUID
    timing: str
    due_on: date


@fact
class AssessmentSubmitted(Fact):
    """A round is answered and locked. `overall` is the score as an exact fraction in text."""

    organisation_id: UUID
    timing: str
    overall: str


@fact
class AssessmentCorrected(Fact):
    """An answer in a submitted round was corrected; the scores follow."""

    organisation_id: UUID
    question: str
    correction_id: UUID


@fact
class ColleagueInvited(Fact):
    """Somebody got a link to answer a round, or parts of it."""

    invitation_id: UUID


@fact
class AnswererUninvited(Fact):
    """A link to a round no longer opens."""

    invitation_id: UUID


@fact
class RoundReminded(Fact):
    """A round that is due was brought to mind; the invitations carry the links."""

    invitation_ids: list[str]


@fact
class ResultFileRead(Fact):
    """An official result file was read and checked; nothing came in yet."""

    rows: int


@fact
class ResultFileImported(Fact):
    """The good rows of an official result file came in."""

    rounds: int
