from navet.casework.models.applications import Application, Decision, Document, DraftColleague, Message, Withdrawal
from navet.casework.models.cases import Case, CasePartner, Note, Task, TimeSpent

__all__ = [
    "Application",
    "Case",
    "CasePartner",
    "Decision",
    "Document",
    "DraftColleague",
    "Message",
    "Note",
    "Task",
    "TimeSpent",
    "Withdrawal",
]
