"""Gathers what waits for a person, each list short: the rest is behind its link."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from navet.assessments.queries import assessments
from navet.casework.queries import (
    agreements_waiting,
    applications_waiting,
    items_to_deliver,
    left_of,
    steps_overdue,
    tasks_due,
)
from navet.directory.models import Membership

SHOWN = 8


@dataclass(frozen=True)
class Desk:
    """One person's day."""

    applications: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    agreements: list[dict[str, Any]]
    to_give: list[dict[str, Any]]
    assessments: list[Any]

    @property
    def is_clear(self) -> bool:
        return not any((self.applications, self.steps, self.tasks, self.agreements, self.to_give, self.assessments))


def desk_of(member: Membership) -> Desk:
    """Six short lists, one question each; a partner's staff has tasks and help to give."""
    today = timezone.localdate()
    staff = member.is_staff
    return Desk(
        applications=list(applications_waiting(member)[:SHOWN]) if staff else [],
        steps=list(steps_overdue(member, today)[:SHOWN]) if staff else [],
        tasks=list(tasks_due(member, today)[:SHOWN]),
        agreements=list(agreements_waiting(member)[:SHOWN]) if staff else [],
        to_give=_to_give(member),
        assessments=list(assessments(state="overdue")[:SHOWN]) if staff else [],
    )


def _to_give(member: Membership) -> list[dict[str, Any]]:
    """What has been promised in the person's own cases, or by the person's own organisation."""
    items = items_to_deliver(member)
    if member.is_staff:
        items = items.filter(agreement__case__adviser=member)
    shown = list(items[:SHOWN])
    left = left_of(shown)
    return [{"item": item, "left": left[item.id]} for item in shown]
