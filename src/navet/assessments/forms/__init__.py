"""Shapes for people: the sheet of questions, the report of a result, and the small forms around them."""

from navet.assessments.forms.report import Report, radar, report_of
from navet.assessments.forms.sheet import Asked, posted_answers, posted_value, sheet
from navet.assessments.forms.small import (
    CorrectionForm,
    FilterForm,
    InvitationForm,
    OpeningForm,
    ResultFileForm,
)

__all__ = [
    "Asked",
    "CorrectionForm",
    "FilterForm",
    "InvitationForm",
    "OpeningForm",
    "Report",
    "ResultFileForm",
    "posted_answers",
    "posted_value",
    "radar",
    "report_of",
    "sheet",
]
