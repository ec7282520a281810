"""What can happen to an application. Every fact is about the application; guests are told as "applicant" only."""

from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class ApplicationStarted(Fact):
    """Somebody gave a first answer; what was written is a draft."""


@fact
class QuestionAnswered(Fact):
    """Answers of a draft were saved; `question` names the page they stand on."""

    question: str


@fact
class AddressGiven(Fact):
    """A draft's writer said where letters reach her."""


@fact
class ColleagueAsked(Fact):
    """A colleague may fill in the same draft."""

    link_id: UUID


@fact
class ApplicationSubmitted(Fact):
    number: str
    customer_id: UUID | None = None


@fact
class ApplicationAssigned(Fact):
    adviser_id: UUID


@fact
class ApplicantAskedBack(Fact):
    message_id: UUID


@fact
class ApplicationAnswered(Fact):
    """The applicant answered what the hub had asked back."""

    message_id: UUID


@fact
class MessageWritten(Fact):
    message_id: UUID
    from_hub: bool


@fact
class DocumentAttached(Fact):
    document_id: UUID


@fact
class DocumentRemoved(Fact):
    document_id: UUID


@fact
class ApplicationDeclined(Fact):
    pass


@fact
class ApplicationAccepted(Fact):
    case_id: UUID


@fact
class CaseOpened(Fact):
    """About the case."""

    application_id: UUID


@fact
class ApplicationWithdrawn(Fact):
    pass


@fact
class ApplicationErased(Fact):
    pass


@fact
class DraftsExpired(Fact):
    """Drafts that nobody touched for long were thrown away. About the hub."""

    count: int


@fact
class LetterSent(Fact):
    """`letter` says which, so that none is sent twice; never to whom."""

    letter: str
