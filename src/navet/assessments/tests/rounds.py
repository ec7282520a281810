"""Rounds to test with."""

from navet.assessments import commands
from navet.assessments.models import Assessment
from navet.assessments.tests.test_scoring import SME


def fill(who, assessment: Assessment, answers: dict | None = None) -> None:
    for code, value in (SME if answers is None else answers).items():
        commands.answer_question(who, assessment, question=code, value=value)


def submitted(who, organisation, *, timing: str = "T0", answers: dict | None = None) -> Assessment:
    assessment = commands.open_assessment(who, organisation, code="sme", timing=timing)
    fill(who, assessment, answers)
    return commands.submit_assessment(who, assessment)
