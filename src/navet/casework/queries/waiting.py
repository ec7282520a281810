"""What waits for a person in casework today; each question is asked once and answered with what is shown."""

from datetime import date
from typing import Any

from django.db.models import Q

from navet.casework.models import Agreement, Application, Case, Task
from navet.casework.queries.cases import overdue_on
from navet.directory.models import Membership

Rows = Any  # a query set of plain rows

CUSTOMER = "case__customer__organisation__legal_name"


def applications_waiting(member: Membership) -> Rows:
    """Nobody's, or this person's own, oldest first."""
    waiting = Application.objects.filter(status=Application.Status.SUBMITTED)
    mine = waiting.filter(Q(adviser=member) | Q(adviser__isnull=True))
    return mine.order_by("submitted_at").values(
        "id", "number", "organisation_name", "need", "submitted_at", "answer_due_at"
    )


def steps_overdue(member: Membership, today: date) -> Rows:
    """The person's own cases whose next step is late, or not written."""
    mine = Case.objects.filter(overdue_on(today), adviser=member)
    return mine.order_by("next_step_on", "id").values(
        "id", "number", "title", "next_step", "next_step_on", "customer__organisation__legal_name"
    )


def tasks_due(member: Membership, today: date) -> Rows:
    """What the person has to do by today, the oldest first."""
    mine = Task.objects.filter(assigned_to=member, done_at__isnull=True, due_on__lte=today)
    return mine.order_by("due_on", "id").values("id", "text", "due_on", "case_id", CUSTOMER)


def agreements_waiting(member: Membership) -> Rows:
    """Sent and not signed, or signed and not confirmed, in the person's own cases; those that wait for us first."""
    mine = Agreement.objects.filter(status__in=[Agreement.Status.SENT, Agreement.Status.SIGNED], case__adviser=member)
    return mine.order_by("-status", "sent_at").values("id", "number", "status", "sent_at", CUSTOMER)
