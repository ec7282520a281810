from navet.casework.models.applications import (
    Application,
    ApplicationLink,
    Decision,
    Document,
    Message,
    Withdrawal,
)
from navet.casework.models.cases import Case, CasePartner, Note, Task, TimeSpent
from navet.casework.models.guests import Guest
from navet.casework.models.numbers import Counter

__all__ = [
    "Application",
    "ApplicationLink",
    "Case",
    "CasePartner",
    "Counter",
    "Decision",
    "Document",
    "Guest",
    "Message",
    "Note",
    "Task",
    "TimeSpent",
    "Withdrawal",
]
