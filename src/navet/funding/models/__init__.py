from navet.funding.models.claims import Claim, ClaimLine, Contribution, CostRule, Period, StatusAnswer
from navet.funding.models.costs import Cost, CostKind, whole
from navet.funding.models.layouts import Layout
from navet.funding.models.projects import CURRENCY, STATE_RESOURCES, Financier, Project
from navet.funding.models.time import TimeEntry, TimeSheet

__all__ = [
    "CURRENCY",
    "STATE_RESOURCES",
    "Claim",
    "ClaimLine",
    "Contribution",
    "Cost",
    "CostKind",
    "CostRule",
    "Financier",
    "Layout",
    "Period",
    "Project",
    "StatusAnswer",
    "TimeEntry",
    "TimeSheet",
    "whole",
]
