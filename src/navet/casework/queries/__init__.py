from navet.casework.queries.case_pages import whole_case
from navet.casework.queries.cases import (
    CASE_COLUMNS,
    find_case,
    find_task,
    list_of_cases,
    page_of_cases,
    table_of_cases,
)
from navet.casework.queries.time_lines import time_line_of

__all__ = [
    "CASE_COLUMNS",
    "find_case",
    "find_task",
    "list_of_cases",
    "page_of_cases",
    "table_of_cases",
    "time_line_of",
    "whole_case",
]
