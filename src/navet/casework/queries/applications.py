from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from navet.casework.models import Application, ApplicationLink, Case, Decision, Document, Guest, Message
from navet.casework.permissions.applications import may_speak_for
from navet.casework.queries.case_papers import Papers, papers_of
from navet.casework.queries.drafts import Line, summary_of
from navet.casework.questions import QUESTIONS
from navet.directory.models import Membership, Visitor
from navet.directory.queries import customers_of
from navet.kit.refusals import NotFound
from navet.kit.secrets import hashed, is_secret, opens

MOST_SECRETS = 8


def find_own_application(
    asker: Membership | Visitor, id: UUID, *, secrets: Iterable[str]
) -> tuple[Membership | Guest, Application]:
    """An application and as whom the asker may speak for it: signed in, or by one of the link's secrets."""
    application = Application.objects.filter(id=id).order_by().first()
    if application is None:
        raise NotFound
    guest = _guest(application, [secret for secret in secrets if is_secret(secret)][:MOST_SECRETS])
    if isinstance(asker, Membership) and (guest is None or application.is_draft) and may_speak_for(asker, application):
        return asker, application
    if guest is None:
        raise NotFound
    return guest, application


def _guest(application: Application, secrets: list[str]) -> Guest | None:
    for secret in secrets:
        if opens(secret, [application.secret_hash]):
            return Guest(application.id)
    kept = list(application.links.filter(secret_hash__in=[hashed(secret) for secret in secrets])) if secrets else []
    return next((Guest(application.id, link.email if link.for_colleague else "") for link in kept), None)


def secret_for(application: Application, secrets: list[str]) -> str:
    """Which of these secrets opens this application, or none."""
    return next((secret for secret in secrets if is_secret(secret) and _guest(application, [secret])), "")


def find_application_by_secret(secret: str) -> Application:
    """The application a link leads to."""
    if not is_secret(secret):
        raise NotFound
    kept = hashed(secret)
    application = Application.objects.filter(secret_hash=kept).first()
    link = (
        None if application else ApplicationLink.objects.filter(secret_hash=kept).select_related("application").first()
    )
    if application is None and link is None:
        raise NotFound
    return application or link.application  # type: ignore[union-attr]


def find_application(id: UUID) -> Application:
    """Any application of the hub, for the clock and the listeners, which have no asker."""
    application = Application.objects.select_related("hub", "adviser", "customer").filter(id=id).first()
    if application is None:
        raise NotFound
    return application


def find_link(id: UUID) -> ApplicationLink:
    link = ApplicationLink.objects.select_related("application__hub").filter(id=id).first()
    if link is None:
        raise NotFound
    return link


def find_message(id: UUID) -> Message:
    message = Message.objects.filter(id=id).first()
    if message is None:
        raise NotFound
    return message


def find_document(application: Application, id: UUID, *, only_for_customer: bool) -> Document:
    """A document of this application; the customer's side sees its own part."""
    documents = application.documents.select_related("application")
    if only_for_customer:
        documents = documents.filter(for_customer=True)
    document = documents.filter(id=id).first()
    if document is None:
        raise NotFound
    return document


def applications_of(member: Membership) -> QuerySet[Application]:
    """What this person sent, and what was sent for the organisations she speaks for; the newest first."""
    mine = Q(applicant=member) | Q(customer__in=customers_of(member).values("id"), submitted_at__isnull=False)
    shown = ("id", "number", "status", "need", "organisation_name", "submitted_at", "updated_at", "answer_due_at")
    return Application.objects.filter(mine, erased_at__isnull=True).only(*shown).order_by("-updated_at", "-id")


def open_file(document: Document) -> IO[bytes]:
    """The file itself. Raises `NotFound` when it is lost."""
    try:
        return default_storage.open(document.path)
    except FileNotFoundError as lost:
        raise NotFound from lost


@dataclass(frozen=True)
class OwnPage:
    """What the applicant sees of an application that was sent."""

    messages: list[Message]
    documents: list[Document]
    decision: Decision | None
    case: Case | None
    summary: list[Line]
    papers: Papers | None


def page_of_application(application: Application) -> OwnPage:
    case = application.cases.first() if application.status == Application.Status.ACCEPTED else None
    return OwnPage(
        messages=list(application.messages.select_related("author").order_by("id")),
        documents=list(application.documents.filter(for_customer=True).order_by("id")),
        decision=application.decisions.first() if application.status == Application.Status.DECLINED else None,
        case=case,
        summary=[] if application.erased_at else summary_of(application, {}),
        papers=papers_of(case) if case else None,
    )


def told_by_api(application: Application, *, only_for_customer: bool) -> dict[str, Any]:
    """An application as machines read it."""
    documents = application.documents.order_by("id")
    case = application.cases.first()
    shown = ("id", "number", "status", "submitted_at", "answer_due_at", "customer_id", "adviser_id", "missing")
    return {
        **{name: getattr(application, name) for name in shown},
        "case_id": case and case.id,
        "answers": {field: application.answer(field) for fields in QUESTIONS.values() for field in fields},
        "messages": list(application.messages.order_by("id")),
        "documents": list(documents.filter(for_customer=True) if only_for_customer else documents),
    }
