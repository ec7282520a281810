from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.casework.models import Case, CasePartner, Note, Task, TimeSpent
from navet.directory.models import Membership, Visitor
from navet.kit.refusals import NotFound

PER_PAGE = 50


@dataclass(frozen=True)
class CasePage:
    """One page of a list, newest first, and the key of the next one."""

    rows: list[dict[str, Any]]
    next: UUID | None


def cases_seen_by(member: Membership | Visitor) -> QuerySet[Case]:
    """Staff and auditors see all cases; a partner's staff those the partner takes part in."""
    if member.may_read:
        return Case.objects.all()
    if isinstance(member, Membership) and member.is_partner_staff:
        return Case.objects.filter(partners__partner=member.partner_id)
    return Case.objects.none()


def find_case(member: Membership | Visitor, id: UUID) -> Case:
    found = cases_seen_by(member).select_related("customer__organisation", "adviser", "application")
    case = found.filter(id=id).first()
    if case is None:
        raise NotFound
    return case


def find_task(member: Membership | Visitor, id: UUID) -> Task:
    task = Task.objects.select_related("case").filter(id=id, case__in=cases_seen_by(member)).first()
    if task is None:
        raise NotFound
    return task


def list_of_cases(member: Membership | Visitor, asked: Mapping[str, Any]) -> QuerySet[Case]:
    """The cases this person sees, narrowed by `stage`, `adviser` (an id), `overdue` and `text`."""
    cases = cases_seen_by(member)
    if asked.get("stage"):
        cases = cases.filter(stage=asked["stage"])
    if asked.get("adviser"):
        cases = cases.filter(adviser=asked["adviser"])
    if asked.get("overdue"):
        cases = cases.filter(overdue_on(timezone.localdate()))
    if asked.get("text"):
        words = asked["text"]
        name = Q(customer__organisation__legal_name__icontains=words)
        cases = cases.filter(name | Q(title__icontains=words) | Q(number__startswith=words))
    return cases.order_by("-id")


def overdue_on(today: date) -> Q:
    """A next step whose day has passed, or none written at all."""
    return ~Q(stage=Case.Stage.CLOSED) & (Q(next_step_on__lt=today) | Q(next_step=""))


SHOWN = (
    "id",
    "number",
    "title",
    "stage",
    "next_step",
    "next_step_on",
    "adviser__name",
    "customer__organisation__legal_name",
    "created_at",
)


def page_of_cases(cases: QuerySet[Case], *, before: UUID | None = None, size: int = PER_PAGE) -> CasePage:
    """By key, newest first; one row more than shown tells whether there is a next page."""
    if before:
        cases = cases.filter(id__lt=before)
    rows = [row | {"standing": Case.Stage(row["stage"])} for row in cases.values(*SHOWN)[: size + 1]]
    return CasePage(rows[:size], rows[size - 1]["id"] if len(rows) > size else None)


def tasks_of(case: Case) -> QuerySet[Task]:
    """What is to be done first, by day; what is done last."""
    return Task.objects.filter(case=case).select_related("assigned_to").order_by("-done_at", "due_on", "id")


def notes_of(case: Case) -> QuerySet[Note]:
    return Note.objects.filter(case=case).select_related("author").order_by("-id")


def time_spent_on(case: Case) -> list[dict[str, Any]]:
    """Hours by person."""
    spent = TimeSpent.objects.filter(case=case).values("member__name").annotate(hours=Sum("hours"))
    return [dict(row) for row in spent.order_by("-hours")]


def partners_of(case: Case) -> QuerySet[CasePartner]:
    return CasePartner.objects.filter(case=case).select_related("partner").order_by("id")


CASE_COLUMNS = (
    _("Number"), _("Customer"), _("Title"), _("Where it stands"), _("Adviser"), _("What happens next"), _("When"),
    _("Opened"),
)  # fmt: skip


def table_of_cases(cases: QuerySet[Case]) -> Iterator[list[Any]]:
    """Every case asked for, as the rows of a file."""
    stages = dict(Case.Stage.choices)
    for row in cases.values(*SHOWN).iterator(chunk_size=500):
        yield [
            row["number"],
            row["customer__organisation__legal_name"],
            row["title"],
            str(stages[row["stage"]]),
            row["adviser__name"],
            row["next_step"],
            row["next_step_on"],
            row["created_at"],
        ]
