"""Questions about projects, financiers, costs and time sheets."""

from navet.funding.permissions import may_approve_sheet as may_approve
from navet.funding.queries.costs import costs_about, costs_of, find_cost, paid_by, standing
from navet.funding.queries.projects import (
    Glance,
    financiers_of,
    find_project,
    glance_at,
    projects,
    projects_at_a_glance,
    public_share,
    public_shares,
)
from navet.funding.queries.time import (
    Month,
    find_hours,
    find_sheet,
    hours_about,
    hours_apart,
    last_month,
    month_of,
    month_of_time,
    next_month,
    sheets_of,
    taken_hours,
    this_month,
)

__all__ = [
    "Glance",
    "Month",
    "costs_about",
    "costs_of",
    "financiers_of",
    "find_cost",
    "find_hours",
    "find_project",
    "find_sheet",
    "glance_at",
    "hours_about",
    "hours_apart",
    "last_month",
    "may_approve",
    "month_of",
    "month_of_time",
    "next_month",
    "paid_by",
    "projects",
    "projects_at_a_glance",
    "public_share",
    "public_shares",
    "sheets_of",
    "standing",
    "taken_hours",
    "this_month",
]
