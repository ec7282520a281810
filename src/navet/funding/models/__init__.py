from navet.funding.models.costs import Cost, CostKind, whole
from navet.funding.models.projects import CURRENCY, STATE_RESOURCES, Financier, Project
from navet.funding.models.time import TimeEntry, TimeSheet

__all__ = [
    "CURRENCY",
    "STATE_RESOURCES",
    "Cost",
    "CostKind",
    "Financier",
    "Project",
    "TimeEntry",
    "TimeSheet",
    "whole",
]
