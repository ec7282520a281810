"""Staff's inbox: what has been sent, the oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from navet.casework.models import Application, Case, Decision, Message
from navet.casework.queries.clocks import Clock, clock_of, working_week
from navet.casework.queries.time_lines import Moment
from navet.directory.models import Customer, Membership, Organisation, Visitor
from navet.directory.queries import likely_same
from navet.hubs.models import Hub
from navet.hubs.working_hours import WorkingWeek
from navet.journal.queries import time_line
from navet.kit.refusals import NotFound

ROWS = 50
WAITING = (Application.Status.SUBMITTED, Application.Status.ASKED_BACK)
COLUMNS = (
    "id",
    "number",
    "organisation_name",
    "applicant_name",
    "status",
    "submitted_at",
    "answer_due_at",
    "first_answered_at",
    "adviser__name",
)


@dataclass(frozen=True)
class Row:
    """One application as the list shows it."""

    told: dict[str, Any]
    clock: Clock | None
    days: int

    @property
    def status(self) -> Application.Status:
        return Application.Status(self.told["status"])

    @property
    def waited(self) -> str:
        return ngettext("%(days)s day", "%(days)s days", self.days) % {"days": self.days}


@dataclass(frozen=True)
class InboxPage:
    rows: list[Row]
    next: str = ""
    total: int = 0


@dataclass(frozen=True)
class WholeApplication:
    """Everything staff see of one application."""

    application: Application
    clock: Clock | None
    messages: list[Message]
    documents: list[Any]
    history: list[Moment]
    decision: Decision | None
    case: Case | None
    same: list[Organisation] = field(default_factory=list)


def inbox_page(hub: Hub, asked: dict[str, str], *, member: Membership, after: str = "") -> InboxPage:
    """Fifty applications that fit the filter, those after the `after` of the page before."""
    found = _fitting(asked, member)
    rows = list(_after(found, after)[: ROWS + 1])
    shown = rows[:ROWS]
    more = len(rows) > ROWS
    week = working_week(hub)
    return InboxPage(
        [_row(told, week) for told in shown],
        next=_place(shown[-1]) if more else "",
        total=found.count() if more or after else len(shown),
    )


def inbox_rows(hub: Hub, asked: dict[str, str], *, member: Membership) -> Iterator[Row]:
    """All that fit, for a file."""
    week = working_week(hub)
    return (_row(told, week) for told in _fitting(asked, member).iterator())


EXPORT_HEADINGS = (
    _("Number"), _("Organisation"), _("Applicant"), _("Status"), _("Sent"), _("Answer due"), _("First answer"),
    _("Adviser"), _("Problem"),
)  # fmt: skip


def export_cells(row: Row) -> list[Any]:
    """One application as a line of a file, under EXPORT_HEADINGS."""
    told = row.told
    moments = [
        told[name] and timezone.localtime(told[name]) for name in ("submitted_at", "answer_due_at", "first_answered_at")
    ]
    return [
        told["number"], told["organisation_name"], told["applicant_name"], str(row.status.label), *moments,
        told["adviser__name"], told["need_begins"],
    ]  # fmt: skip


def find_inbox_application(member: Membership | Visitor, id: UUID) -> Application:
    """An application that has been sent: staff and auditors know of all, others of none. A draft is its writer's own."""
    if not member.may_read:
        raise NotFound
    sent = Application.objects.filter(id=id, submitted_at__isnull=False)
    application = sent.select_related("hub", "adviser", "applicant", "customer__organisation").first()
    if application is None:
        raise NotFound
    return application


def whole_application(application: Application) -> WholeApplication:
    customer: Customer | None = application.customer
    return WholeApplication(
        application=application,
        clock=clock_of(working_week(application.hub), application.answer_due_at, application.first_answered_at),
        messages=list(application.messages.order_by("id")),
        documents=list(application.documents.order_by("id")),
        history=history_of(application),
        decision=application.decisions.first(),
        case=application.cases.first(),
        same=list(likely_same(customer.organisation)) if customer else [],
    )


# The time line leaves out a draft's every answer, and letters, which follow from the rest.
HISTORY = {
    "ApplicationStarted": gettext_noop("A first answer was given"),
    "DocumentAttached": gettext_noop("A file was added"),
    "ApplicationSubmitted": gettext_noop("The application came in"),
    "ApplicationAssigned": gettext_noop("The application got an adviser"),
    "ApplicantAskedBack": gettext_noop("The hub asked the applicant something"),
    "ApplicationAnswered": gettext_noop("The applicant answered"),
    "MessageWritten": gettext_noop("A message was written"),
    "ApplicationDeclined": gettext_noop("The application was declined"),
    "ApplicationAccepted": gettext_noop("The application was accepted"),
    "ApplicationWithdrawn": gettext_noop("The application was withdrawn"),
    "ApplicationErased": gettext_noop("The applicant's words were erased"),
}


def history_of(application: Application) -> list[Moment]:
    """What happened to an application, in words; the newest last."""
    by = {"applicant": gettext("the applicant"), "visitor": gettext("the applicant"), "navet": ""}
    entries = time_line(application.id).filter(fact__in=HISTORY)
    return [Moment(entry.created_at, by.get(entry.by, entry.by), gettext(HISTORY[entry.fact])) for entry in entries]


def _fitting(asked: dict[str, str], member: Membership) -> QuerySet[Application, dict[str, Any]]:
    found = Application.objects.filter(submitted_at__isnull=False)
    found = found.filter(_status(asked.get("status", "")), _whose(asked.get("whose", ""), member))
    if asked.get("overdue"):
        found = found.filter(first_answered_at__isnull=True, answer_due_at__lt=timezone.now(), status__in=WAITING)
    for word in asked.get("words", "").split()[:6]:
        found = found.filter(
            Q(number__icontains=word)
            | Q(organisation_name__icontains=word)
            | Q(applicant_name__icontains=word)
            | Q(need__icontains=word)
        )
    rows: QuerySet[Application, dict[str, Any]] = found.order_by("submitted_at", "id").values(
        *COLUMNS, need_begins=Left("need", 140)
    )
    return rows


def _status(status: str) -> Q:
    """`waiting` (also when nothing is said), one status, or `all`."""
    if status == "all":
        return Q()
    return Q(status=status) if status in Application.Status else Q(status__in=WAITING)


def _whose(whose: str, member: Membership) -> Q:
    return {"mine": Q(adviser=member), "nobody": Q(adviser__isnull=True)}.get(whose, Q())


def _after(found: QuerySet[Application, dict[str, Any]], after: str) -> QuerySet[Application, dict[str, Any]]:
    moment, _tilde, id = after.partition("~")
    try:
        at, last = datetime.fromisoformat(moment), UUID(id)
    except ValueError:
        return found
    if timezone.is_naive(at):
        return found
    return found.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, id__gt=last))


def _place(told: dict[str, Any]) -> str:
    return f"{told['submitted_at'].isoformat()}~{told['id']}"


def _row(told: dict[str, Any], week: WorkingWeek) -> Row:
    waiting = told["status"] in WAITING or told["first_answered_at"]
    clock = clock_of(week, told["answer_due_at"] if waiting else None, told["first_answered_at"])
    return Row(told, clock, (timezone.now() - told["submitted_at"]).days)
