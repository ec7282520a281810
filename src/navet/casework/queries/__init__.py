from navet.casework.queries.applications import (
    applications_of,
    find_application,
    find_application_by_secret,
    find_document,
    find_link,
    find_message,
    find_own_application,
    open_file,
    page_of_application,
)
from navet.casework.queries.case_pages import whole_case
from navet.casework.queries.cases import (
    CASE_COLUMNS,
    find_case,
    find_task,
    list_of_cases,
    page_of_cases,
    table_of_cases,
)
from navet.casework.queries.clocks import clock_of, first_answer_due, working_week
from navet.casework.queries.drafts import (
    drafts_by,
    first_open_question,
    next_step,
    served,
    service_asked_for,
    summary_of,
)
from navet.casework.queries.figures import outcomes_between, satisfaction_between, standing_rows
from navet.casework.queries.fitting import Fit, fit_of
from navet.casework.queries.inbox import (
    EXPORT_HEADINGS,
    export_cells,
    find_inbox_application,
    inbox_page,
    inbox_rows,
    whole_application,
)
from navet.casework.queries.time_lines import time_line_of

__all__ = [
    "CASE_COLUMNS",
    "EXPORT_HEADINGS",
    "Fit",
    "applications_of",
    "clock_of",
    "drafts_by",
    "export_cells",
    "find_application",
    "find_application_by_secret",
    "find_case",
    "find_document",
    "find_inbox_application",
    "find_link",
    "find_message",
    "find_own_application",
    "find_task",
    "first_answer_due",
    "first_open_question",
    "fit_of",
    "inbox_page",
    "inbox_rows",
    "list_of_cases",
    "next_step",
    "open_file",
    "outcomes_between",
    "page_of_application",
    "page_of_cases",
    "satisfaction_between",
    "served",
    "service_asked_for",
    "standing_rows",
    "summary_of",
    "table_of_cases",
    "time_line_of",
    "whole_application",
    "whole_case",
    "working_week",
]
