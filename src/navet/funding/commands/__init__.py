"""What can be done with projects, their financiers, their costs, time sheets and claims."""

from navet.funding.commands.claims import (
    Decided,
    PaidIn,
    Recognised,
    answer_status,
    decide_claim,
    enter_contribution,
    set_terms,
    submit_claim,
)
from navet.funding.commands.costs import Bought, correct_cost, enter_bought_cost, enter_cost
from navet.funding.commands.layouts import add_layout, edit_layout
from navet.funding.commands.projects import Part, edit_project, open_project, set_financiers
from navet.funding.commands.time import Worked, approve_sheet, log_delivered_hours, log_hours, remove_hours

__all__ = [
    "Bought",
    "Decided",
    "PaidIn",
    "Part",
    "Recognised",
    "Worked",
    "add_layout",
    "answer_status",
    "approve_sheet",
    "correct_cost",
    "decide_claim",
    "edit_layout",
    "edit_project",
    "enter_bought_cost",
    "enter_contribution",
    "enter_cost",
    "log_delivered_hours",
    "log_hours",
    "open_project",
    "remove_hours",
    "set_financiers",
    "set_terms",
    "submit_claim",
]
