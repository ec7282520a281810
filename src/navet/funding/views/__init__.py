from navet.funding.views.projects import edit_project, open_project, projects, set_financiers
from navet.funding.views.time import approve_sheet, my_time, remove_hours, sheet, sheets

__all__ = [
    "approve_sheet",
    "edit_project",
    "my_time",
    "open_project",
    "projects",
    "remove_hours",
    "set_financiers",
    "sheet",
    "sheets",
]
