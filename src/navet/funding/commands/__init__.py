"""What can be done with projects, their financiers, their costs and their time sheets."""

from navet.funding.commands.costs import correct_cost, enter_cost
from navet.funding.commands.projects import Part, edit_project, open_project, set_financiers
from navet.funding.commands.time import Worked, approve_sheet, log_delivered_hours, log_hours, remove_hours

__all__ = [
    "Part",
    "Worked",
    "approve_sheet",
    "correct_cost",
    "edit_project",
    "enter_cost",
    "log_delivered_hours",
    "log_hours",
    "open_project",
    "remove_hours",
    "set_financiers",
]
