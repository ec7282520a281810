from navet.casework.models.agreements import Agreement, AgreementItem
from navet.casework.models.applications import (
    Application,
    ApplicationLink,
    Decision,
    Document,
    Message,
    Withdrawal,
)
from navet.casework.models.cases import Case, CasePartner, Note, Task, TimeSpent
from navet.casework.models.deliveries import Delivery, DeliveryDraft, IndicatorRow, WorkLog
from navet.casework.models.guests import Guest
from navet.casework.models.numbers import Counter
from navet.casework.models.outcomes import Outcome, OutcomeQuestion, Satisfaction
from navet.casework.models.plans import Plan, PlanItem

__all__ = [
    "Agreement",
    "AgreementItem",
    "Application",
    "ApplicationLink",
    "Case",
    "CasePartner",
    "Counter",
    "Decision",
    "Delivery",
    "DeliveryDraft",
    "Document",
    "Guest",
    "IndicatorRow",
    "Message",
    "Note",
    "Outcome",
    "OutcomeQuestion",
    "Plan",
    "PlanItem",
    "Satisfaction",
    "Task",
    "TimeSpent",
    "Withdrawal",
    "WorkLog",
]
