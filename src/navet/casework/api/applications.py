"""Asking for help, by machine. Who writes a draft shows its secret in a header; whoever is signed in needs none."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.translation import get_language
from ninja import File, Query, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from ninja.security import APIKeyHeader
from pydantic import StringConstraints

from navet.casework import commands, queries
from navet.casework.forms.inbox import InboxFilter
from navet.directory.doors import VISITOR, MemberRequest, VisitorRequest
from navet.directory.queries import find_member
from navet.directory.schemas import NOS, signed_in
from navet.kit.refusals import NotFound
from navet.kit.secrets import is_secret, new_secret

if TYPE_CHECKING:
    from navet.casework.models import Application, Guest
    from navet.directory.models import Membership

router = Router(tags=["applications"])
HEADER = "X-Application-Secret"


class WithSecret(APIKeyHeader):
    """Whoever holds an application's secret: `X-Application-Secret: …`."""

    param_name = HEADER

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:
        request.member = VISITOR  # type: ignore[attr-defined]
        return key if key and is_secret(key) and hasattr(request, "hub") else None


class Anyone:
    """Whoever asks: the member whose key or session it is, else a visitor.

    A session without the token that guards against another site's form is taken for a visitor's, not turned away.
    """

    def __call__(self, request: HttpRequest) -> bool:
        member: object = None
        with suppress(HttpError):
            member = next(filter(None, (known(request) for known in signed_in)), None)
        request.member = member or VISITOR  # type: ignore[attr-defined]
        return True


OWN = [WithSecret(), *signed_in]
Short = Annotated[str, StringConstraints(max_length=200)]
Long = Annotated[str, StringConstraints(max_length=10_000)]


class Answers(Schema):
    """Answers of a draft; what is left out stays as it is."""

    need: Long | None = None
    wish: Annotated[str, StringConstraints(max_length=5_000)] | None = None
    kind: Short | None = None
    country: Short | None = None
    register_number: Short | None = None
    organisation_name: Short | None = None
    size: Short | None = None
    region: Short | None = None
    sector: Short | None = None
    applicant_name: Short | None = None
    applicant_email: Short | None = None
    applicant_phone: Short | None = None

    def told(self) -> dict[str, str]:
        return {field: value for field, value in self.dict().items() if value is not None}


class StartApplication(Schema):
    answers: Answers
    service_id: UUID | None = None


class Started(Schema):
    """The draft, and the secret that opens it: told once, kept by nobody here."""

    id: UUID
    secret: str


class OverwrittenOut(Schema):
    question: str
    by: str
    said: dict[str, str]


class MessageOut(Schema):
    id: UUID
    from_hub: bool
    author_name: str
    text: str
    created_at: datetime


class DocumentOut(Schema):
    id: UUID
    name: str
    content_type: str
    size: int


class ApplicationOut(Schema):
    id: UUID
    number: str
    status: str
    submitted_at: datetime | None
    answer_due_at: datetime | None
    customer_id: UUID | None
    adviser_id: UUID | None
    case_id: UUID | None
    answers: dict[str, str]
    missing: list[str]
    messages: list[MessageOut]
    documents: list[DocumentOut]


class Row(Schema):
    id: UUID
    number: str
    status: str
    organisation_name: str
    applicant_name: str
    adviser: str | None
    submitted_at: datetime
    answer_due_at: datetime | None
    first_answered_at: datetime | None


class Inbox(Schema):
    rows: list[Row]
    next: str


class AskInbox(Schema):
    """How the inbox is narrowed; `after` is the `next` of the page before."""

    words: Short = ""
    status: str = ""
    whose: str = ""
    overdue: bool = False
    after: str = ""


class SubmitApplication(Schema):
    consents: bool


class WriteMessage(Schema):
    text: Long
    once: UUID | None = None


class WithdrawApplication(Schema):
    reason: Annotated[str, StringConstraints(max_length=2_000)] = ""


class InviteColleague(Schema):
    email: Short


class AssignApplication(Schema):
    adviser_id: UUID


class AskBack(Schema):
    question: Long
    once: UUID | None = None


class DeclineApplication(Schema):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=5_000)]
    pointer: Annotated[str, StringConstraints(min_length=1, max_length=5_000)]


class AcceptApplication(Schema):
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    adviser_id: UUID
    register_number: Short = ""
    organisation_name: Short = ""


class Made(Schema):
    id: UUID


def own(request: VisitorRequest, id: UUID) -> "tuple[Membership | Guest, Application]":
    return queries.find_own_application(request.member, id, secrets=[request.headers.get(HEADER, "")])


def own_or_staffs(request: VisitorRequest, id: UUID) -> "tuple[Membership | Guest, Application]":
    """As the applicant's side, or as staff of what was sent."""
    try:
        return own(request, id)
    except NotFound:
        return request.member, queries.find_inbox_application(request.member, id)  # type: ignore[return-value]


@router.post("/applications", response={201: Started, **NOS}, auth=Anyone(), operation_id="start_application")
def start_application(request: VisitorRequest, asked: StartApplication) -> object:
    """Begin a draft with its first answers. Needs no account: without one, the draft is whose the secret is."""
    if not hasattr(request, "hub"):
        raise NotFound
    secret = new_secret()
    application = commands.start_application(
        request.member,
        request.hub,
        secret=secret,
        language=(get_language() or "en")[:2],
        answers=asked.answers.told(),
        service_id=asked.service_id,
    )
    return Status(201, {"id": application.id, "secret": secret})


@router.get(
    "/applications/{application_id}", response={200: ApplicationOut, **NOS}, auth=OWN, operation_id="show_application"
)
def show_application(request: VisitorRequest, application_id: UUID) -> object:
    """Everything told, and where it stands: for the applicant's side, and for staff once it was sent."""
    _who, application = own_or_staffs(request, application_id)
    return queries.told_by_api(application, only_for_customer=not request.member.may_read)


@router.patch(
    "/applications/{application_id}/answers",
    response={200: list[OverwrittenOut], **NOS},
    auth=OWN,
    operation_id="answer_application",
)
def answer_application(request: VisitorRequest, application_id: UUID, asked: Answers) -> object:
    """Save answers of a draft."""
    who, application = own(request, application_id)
    return commands.answer_application(who, application, answers=asked.told())


@router.post(
    "/applications/{application_id}/colleagues",
    response={201: Made, **NOS},
    auth=OWN,
    operation_id="invite_colleague_to_apply",
)
def invite_colleague(request: VisitorRequest, application_id: UUID, asked: InviteColleague) -> object:
    """Send a colleague a link to the same draft."""
    who, application = own(request, application_id)
    return Status(201, commands.invite_colleague(who, application, email=asked.email))


@router.post(
    "/applications/{application_id}/documents",
    response={201: DocumentOut, **NOS},
    auth=OWN,
    operation_id="attach_document",
)
def attach_document(request: VisitorRequest, application_id: UUID, file: File[UploadedFile]) -> object:
    """Add a file of at most 20 MB, checked by its content."""
    who, application = own_or_staffs(request, application_id)
    name, size = file.name or "", file.size or 0
    return Status(201, commands.attach_document(who, application, name=name, file=file, size=size))  # type: ignore[arg-type]


@router.get(
    "/applications/{application_id}/documents/{document_id}", response=NOS, auth=OWN, operation_id="open_document"
)
def open_document(request: VisitorRequest, application_id: UUID, document_id: UUID) -> Any:
    """The file itself, to be saved."""
    _who, application = own_or_staffs(request, application_id)
    document = queries.find_document(application, document_id, only_for_customer=not request.member.may_read)
    return FileResponse(
        queries.open_file(document), as_attachment=True, filename=document.name, content_type=document.content_type
    )


@router.post(
    "/applications/{application_id}/submission",
    response={200: ApplicationOut, **NOS},
    auth=OWN,
    operation_id="submit_application",
)
def submit_application(request: VisitorRequest, application_id: UUID, asked: SubmitApplication) -> object:
    """Send it; sent again it is sent once."""
    who, application = own(request, application_id)
    sent = commands.submit_application(who, application, consents=asked.consents)
    return queries.told_by_api(sent, only_for_customer=True)


@router.post(
    "/applications/{application_id}/messages", response={201: MessageOut, **NOS}, auth=OWN, operation_id="write_message"
)
def write_message(request: VisitorRequest, application_id: UUID, asked: WriteMessage) -> object:
    """Write to the other side. Under the same `once` it is written once."""
    who, application = own_or_staffs(request, application_id)
    return Status(201, commands.write_message(who, application, text=asked.text, once=asked.once))


@router.post(
    "/applications/{application_id}/withdrawal",
    response={200: Made, **NOS},
    auth=OWN,
    operation_id="withdraw_application",
)
def withdraw_application(request: VisitorRequest, application_id: UUID, asked: WithdrawApplication) -> object:
    """Stop asking."""
    who, application = own(request, application_id)
    return commands.withdraw_application(who, application, reason=asked.reason)


@router.delete(
    "/applications/{application_id}", response={204: None, **NOS}, auth=OWN, operation_id="erase_application"
)
def erase_application(request: VisitorRequest, application_id: UUID) -> object:
    """Erase what was written; a draft is gone altogether."""
    who, application = own(request, application_id)
    commands.erase_application(who, application)
    return Status(204, None)


@router.get("/inbox", response={200: Inbox, **NOS}, operation_id="inbox")
def inbox(request: MemberRequest, asked: Query[AskInbox]) -> object:
    """What was sent, the oldest first, fifty a page; `next` is the `after` of the next page."""
    if not request.member.may_read:
        raise NotFound
    narrowed = InboxFilter(asked.dict() | {"overdue": "on" if asked.overdue else ""}).asked
    found = queries.inbox_page(request.hub, narrowed, member=request.member, after=asked.after)
    rows = [{**row.told, "adviser": row.told["adviser__name"]} for row in found.rows]
    return {"rows": rows, "next": found.next}


@router.put("/applications/{application_id}/adviser", response={200: Made, **NOS}, operation_id="assign_application")
def assign_application(request: MemberRequest, application_id: UUID, asked: AssignApplication) -> object:
    """Say who has it."""
    application = queries.find_inbox_application(request.member, application_id)
    return commands.assign_application(request.member, application, adviser=find_member(asked.adviser_id))


@router.post("/applications/{application_id}/question", response={201: MessageOut, **NOS}, operation_id="ask_back")
def ask_back(request: MemberRequest, application_id: UUID, asked: AskBack) -> object:
    """Ask the applicant something."""
    application = queries.find_inbox_application(request.member, application_id)
    return Status(201, commands.ask_back(request.member, application, question=asked.question, once=asked.once))


@router.post("/applications/{application_id}/decline", response={201: Made, **NOS}, operation_id="decline_application")
def decline_application(request: MemberRequest, application_id: UUID, asked: DeclineApplication) -> object:
    """Say no, with the reason and where to turn instead."""
    application = queries.find_inbox_application(request.member, application_id)
    return Status(201, commands.decline_application(request.member, application, **asked.dict()))


@router.post(
    "/applications/{application_id}/acceptance", response={201: Made, **NOS}, operation_id="accept_application"
)
def accept_application(request: MemberRequest, application_id: UUID, asked: AcceptApplication) -> object:
    """Take it on. Answers the case."""
    application = queries.find_inbox_application(request.member, application_id)
    told = asked.dict(exclude={"adviser_id"})
    return Status(
        201, commands.accept_application(request.member, application, adviser=find_member(asked.adviser_id), **told)
    )
