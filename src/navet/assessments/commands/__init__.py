"""Everything that can be done with a round: plan, open, answer, submit, correct, invite, remind, import."""

from navet.assessments.commands.answering import answer_question, correct_assessment, submit_assessment
from navet.assessments.commands.imports import READY, import_results, read_results
from navet.assessments.commands.inviting import invite_colleague, remind, withdraw_invitation
from navet.assessments.commands.planning import open_assessment, schedule_round

__all__ = [
    "READY",
    "answer_question",
    "correct_assessment",
    "import_results",
    "invite_colleague",
    "open_assessment",
    "read_results",
    "remind",
    "schedule_round",
    "submit_assessment",
    "withdraw_invitation",
]
