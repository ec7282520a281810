"""Everything the case page shows, asked once."""

from typing import Any

from django.utils import timezone

from navet.casework.models import Case
from navet.casework.permissions import may_work_on, may_write_in
from navet.casework.queries.agreements import agreements_of
from navet.casework.queries.cases import notes_of, partners_of, tasks_of, time_spent_on
from navet.casework.queries.deliveries import deliveries_of, items_to_deliver, left_of
from navet.casework.queries.outcomes import outcomes_of
from navet.casework.queries.plans import plan_of
from navet.casework.queries.time_lines import time_line_of
from navet.directory.models import Membership


def whole_case(member: Membership, case: Case) -> dict[str, Any]:
    """The case as this person may see it: a partner neither the notes nor the hub's hours."""
    tasks, to_give = list(tasks_of(case)), list(items_to_deliver(member, case))
    left = left_of(to_give)
    return {
        "case": case,
        "to_give": [{"item": item, "left": left[item.id].normalize()} for item in to_give],
        "deliveries": list(deliveries_of(member, case)),
        "plan": plan_of(case) if member.may_read else None,
        "agreements": list(agreements_of(case)) if member.may_read else [],
        "outcomes": list(outcomes_of(case)) if member.may_read else [],
        "moments": time_line_of(member, case),
        "open_tasks": [task for task in tasks if task.done_at is None],
        "done_tasks": [task for task in tasks if task.done_at],
        "partners": list(partners_of(case)),
        "notes": list(notes_of(case)) if member.may_read else [],
        "time_spent": time_spent_on(case) if member.may_read else [],
        "may_work": may_work_on(member, case),
        "may_write": may_write_in(member, case),
        "today": timezone.localdate(),
    }
