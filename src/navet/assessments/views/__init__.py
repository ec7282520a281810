"""The pages of maturity: the list, opening a round, answering it, its result, and what stands around it."""

from navet.assessments.views.answering import answer_question, submit_assessment
from navet.assessments.views.files import import_results, read_results
from navet.assessments.views.inviting import invite_colleague, link, remind, withdraw_invitation
from navet.assessments.views.lists import assessments, open_assessment
from navet.assessments.views.results import answers, assessment, correct_assessment, result_letter

__all__ = [
    "answer_question",
    "answers",
    "assessment",
    "assessments",
    "correct_assessment",
    "import_results",
    "invite_colleague",
    "link",
    "open_assessment",
    "read_results",
    "remind",
    "result_letter",
    "submit_assessment",
    "withdraw_invitation",
]
