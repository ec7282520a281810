from typing import Any

from navet.casework.models import Case, OutcomeQuestion
from navet.casework.permissions.cases import speaks_for_customer
from navet.kit.commands import Platform


def may_tell_outcome(who: Any, case: Case) -> bool:
    """The customer and the hub's staff, during the case and after it."""
    return bool(getattr(who, "is_staff", False)) or speaks_for_customer(who, case)


def may_rate(who: Any, case: Case) -> bool:
    return may_tell_outcome(who, case)


def may_ask_for_outcome(who: Any, question: OutcomeQuestion) -> bool:
    """Only the clock."""
    return isinstance(who, Platform)


def may_answer_question(who: Any, question: OutcomeQuestion) -> bool:
    return speaks_for_customer(who, question.case)
