from navet.funding.views.claims import answer_status, decide_claim, period, submit_claim
from navet.funding.views.layouts import add_layout, edit_layout, layouts
from navet.funding.views.money import enter_bought_cost, enter_contribution, project, set_terms
from navet.funding.views.projects import edit_project, open_project, projects, set_financiers
from navet.funding.views.time import approve_sheet, my_time, remove_hours, sheet, sheets

__all__ = [
    "add_layout",
    "answer_status",
    "approve_sheet",
    "decide_claim",
    "edit_layout",
    "edit_project",
    "enter_bought_cost",
    "enter_contribution",
    "layouts",
    "my_time",
    "open_project",
    "period",
    "project",
    "projects",
    "remove_hours",
    "set_financiers",
    "set_terms",
    "sheet",
    "sheets",
    "submit_claim",
]
