import pytest

from navet.assessments import commands, queries
from navet.assessments.tests.rounds import submitted
from navet.assessments.tests.test_scoring import SME
from navet.kit.refusals import NotAllowed, NotFound, Refused


@pytest.fixture
def assessment(world):
    return commands.open_assessment(world.ben, world.bakery)


def test_the_last_answer_stands_with_who_gave_it(world, assessment):
    commands.answer_question(world.ana, assessment, question="q8", value=[True] * 6)
    commands.answer_question(world.ben, assessment, question="q8", value=[False] * 6)
    assert queries.answers_to(assessment) == {"q8": [False] * 6}
    assert queries.who_answered(assessment)["q8"][0] == "Ben"


def test_a_half_answered_question_is_kept_and_counts_as_open(world, assessment):
    commands.answer_question(world.ana, assessment, question="q4", value=[5, None, None, None, None, None, None])
    form, answers = queries.form_of(assessment.questionnaire_id), queries.answers_to(assessment)
    assert queries.progress(form, answers, "D2") == queries.Progress(0, 2)
    commands.answer_question(world.ana, assessment, question="q3", value=SME["q3"])
    assert queries.progress(form, queries.answers_to(assessment)) == queries.Progress(1, 11)


def test_a_wrong_answer_is_refused_at_its_place(world, assessment):
    with pytest.raises(Refused) as refusal:
        commands.answer_question(world.ana, assessment, question="q4", value=[9] * 7)
    assert refusal.value.fields == {"q4": ["q4[0]: 9 is not between 0 and 5"]}


def test_an_unknown_question_is_not_found(world, assessment):
    with pytest.raises(NotFound):
        commands.answer_question(world.ana, assessment, question="q99", value=[])


def test_answering_a_planned_round_opens_it(world):
    from datetime import date

    planned = commands.schedule_round(world.ben, world.bakery, anchor_on=date(2026, 1, 1))
    commands.answer_question(world.ana, planned, question="q8", value=[True] * 6)
    planned.refresh_from_db()
    assert planned.state == "open"


def test_a_submitted_round_is_locked(world):
    locked = submitted(world.ben, world.bakery)
    with pytest.raises(Refused, match="locked"):
        commands.answer_question(world.ana, locked, question="q8", value=[True] * 6)


@pytest.mark.parametrize("who", ["eva", "fia"])
def test_others_may_not(world, assessment, who):
    with pytest.raises(NotAllowed):
        commands.answer_question(getattr(world, who), assessment, question="q8", value=[True] * 6)


def test_a_contact_of_another_organisation_may_not(world):
    town = commands.open_assessment(world.ben, world.town)
    with pytest.raises(NotAllowed):
        commands.answer_question(world.ana, town, question="q8", value=[True] * 6)


def test_a_guest_answers_the_parts_of_the_link(world, assessment):
    invitation = commands.invite_colleague(
        world.ana, assessment, name="Gun", email="gun@example.org", language="sv", dimensions=["D4"]
    )
    guest = queries.guest_of(invitation)
    commands.answer_question(guest, assessment, question="q8", value=[True] * 6)
    assert queries.who_answered(assessment)["q8"][0] == "Gun"
    with pytest.raises(NotAllowed, match="another part"):
        commands.answer_question(guest, assessment, question="q1", value=SME["q1"])
    with pytest.raises(NotAllowed):
        commands.submit_assessment(guest, assessment)
    commands.withdraw_invitation(world.ana, invitation)
    with pytest.raises(NotAllowed):
        commands.answer_question(guest, assessment, question="q8", value=[True] * 6)
