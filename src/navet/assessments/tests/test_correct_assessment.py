from decimal import Decimal

import pytest

from navet.assessments import commands, queries
from navet.assessments.models import Assessment
from navet.assessments.tests.rounds import submitted
from navet.assessments.tests.test_scoring import SME
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused


def test_changes_one_answer_and_leaves_the_trace(world):
    done = submitted(world.ana, world.bakery)
    correction = commands.correct_assessment(
        world.ben, done, question="q8", value=[True] * 6, reason="The plan was in place"
    )
    done.refresh_from_db()
    assert (correction.before, correction.after) == (SME["q8"], [True] * 6)
    assert correction.scores_before["overall"] == "361/7"
    assert (correction.corrected_by, correction.reason) == (world.ben, "The plan was in place")
    assert done.overall == Decimal("54.3492")
    assert queries.answers_to(done)["q8"] == [True] * 6
    assert list(queries.corrections_of(done)) == [correction]
    assert [entry.fact for entry in time_line(done.id)][-1] == "AssessmentCorrected"


def test_needs_a_reason(world):
    done = submitted(world.ana, world.bakery)
    with pytest.raises(Refused) as refusal:
        commands.correct_assessment(world.ben, done, question="q8", value=[True] * 6, reason="")
    assert list(refusal.value.fields) == ["reason"]
    assert queries.answers_to(done)["q8"] == SME["q8"]


def test_an_open_round_is_answered_not_corrected(world):
    assessment = commands.open_assessment(world.ben, world.bakery)
    with pytest.raises(Refused, match="submitted here"):
        commands.correct_assessment(world.ben, assessment, question="q8", value=[True] * 6, reason="x")


def test_a_round_from_a_file_is_not_corrected(world):
    done = submitted(world.ana, world.bakery)
    Assessment.objects.filter(id=done.id).update(source="file")
    with pytest.raises(Refused, match="submitted here"):
        commands.correct_assessment(world.ben, done, question="q8", value=[True] * 6, reason="x")


def test_an_unknown_question_is_not_found(world):
    done = submitted(world.ana, world.bakery)
    with pytest.raises(NotFound):
        commands.correct_assessment(world.ben, done, question="q99", value=[], reason="x")


@pytest.mark.parametrize("who", ["ana", "eva", "fia"])
def test_others_may_not(world, who):
    done = submitted(world.ben, world.bakery)
    with pytest.raises(NotAllowed):
        commands.correct_assessment(getattr(world, who), done, question="q8", value=[True] * 6, reason="x")
