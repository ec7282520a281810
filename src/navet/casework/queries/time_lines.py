"""One time line of everything in a case, in plain words and in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from navet.assessments.queries import rounds_of
from navet.casework.models import Case, Document, Message
from navet.directory.models import Membership
from navet.journal.models import Entry
from navet.journal.queries import time_line

MOST = 200

WORDS = {
    "ApplicationSubmitted": _("The application came in"),
    "ApplicationAssigned": _("The application got an adviser"),
    "ApplicantAskedBack": _("The hub asked the applicant something"),
    "ApplicationAnswered": _("The applicant answered"),
    "ApplicationAccepted": _("The application was accepted"),
    "ApplicationDecided": _("The application was decided"),
    "CaseOpened": _("The case was opened"),
    "CaseAssigned": _("The case got another adviser"),
    "NextStepSet": _("The next step was set"),
    "TaskAdded": _("A task was added"),
    "TaskFinished": _("A task was done"),
    "NoteWritten": _("A note was written"),
    "TimeLogged": _("Time was logged"),
    "PartnerAddedToCase": _("A partner joined"),
    "PlanProposed": _("A plan was proposed"),
    "PlanSent": _("The plan was sent to the customer"),
    "PlanAccepted": _("The customer accepted the plan"),
    "AgreementDrafted": _("An agreement was drafted"),
    "AgreementSent": _("The agreement was sent to the customer"),
    "AgreementSigned": _("The customer signed the agreement"),
    "AgreementConfirmed": _("The agreement was confirmed and the aid granted"),
    "AgreementEnded": _("The agreement ended"),
    "HelpDelivered": _("Help was given"),
    "DeliveryCorrected": _("A delivery was corrected"),
    "OutcomeRecorded": _("Something came of the help"),
    "HelpRated": _("The customer said how the help was"),
    "OutcomeAsked": _("The customer was asked what came of the help"),
    "OutcomeAnswered": _("The customer told what came of the help"),
    "CaseClosed": _("The case was closed"),
    "CaseReopened": _("The case was taken up again"),
    "AssessmentOpened": _("A maturity assessment was opened"),
    "AssessmentSubmitted": _("A maturity assessment was handed in"),
    "RoundScheduled": _("The next maturity assessment got its day"),
    "RoundReminded": _("The customer was reminded of the maturity assessment"),
}

# What a partner may see of a case: the work, not the customer's correspondence or the hub's own notes.
FOR_PARTNERS = {
    "CaseOpened", "TaskAdded", "TaskFinished", "PartnerAddedToCase", "PlanAccepted", "AgreementConfirmed",
    "HelpDelivered", "DeliveryCorrected", "CaseClosed", "CaseReopened",
}  # fmt: skip

NEWS = {"ApplicationSubmitted", "PlanAccepted", "AgreementSigned", "AgreementConfirmed", "HelpDelivered"}


@dataclass(frozen=True)
class Moment:
    """Something that happened, as the time line shows it."""

    at: datetime
    who: str
    title: str
    text: str = ""
    is_news: bool = False


def time_line_of(member: Membership, case: Case) -> list[Moment]:
    """Everything this person may know of the case, newest first: facts, messages, documents."""
    if member.may_read:
        rounds = rounds_of(case.customer.organisation_id).values_list("id", flat=True)
        moments = [*_facts([case.id, case.application_id, *rounds]), *_messages(case), *_documents(case)]
    else:
        partners_documents = (moment for moment in _documents(case, only_for_partners=True))
        moments = [*_facts([case.id], FOR_PARTNERS), *partners_documents]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)[:MOST]


def _facts(about: Iterable[UUID], only: set[str] | None = None) -> Iterable[Moment]:
    entries = time_line(about).filter(fact__in=only or WORDS)
    for entry in entries.order_by("-id")[:MOST]:
        yield _told(entry)


def _told(entry: Entry) -> Moment:
    return Moment(entry.created_at, entry.by, gettext(WORDS[entry.fact]), is_news=entry.fact in NEWS)


def _messages(case: Case) -> Iterable[Moment]:
    for message in Message.objects.filter(application=case.application_id).order_by("-id")[:MOST]:
        title = gettext("Message to the customer") if message.from_hub else gettext("Message from the customer")
        yield Moment(message.created_at, message.author_name, title, message.text, is_news=not message.from_hub)


def _documents(case: Case, *, only_for_partners: bool = False) -> Iterable[Moment]:
    documents = Document.objects.filter(application=case.application_id)
    if only_for_partners:
        documents = documents.filter(for_partners=True)
    for document in documents.order_by("-id")[:MOST]:
        yield Moment(document.created_at, document.added_by, gettext("A document was added"), document.name)
