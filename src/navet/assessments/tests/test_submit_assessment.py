from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine

from navet.assessments import commands, queries
from navet.assessments.models import Assessment
from navet.assessments.tests.rounds import fill, submitted
from navet.assessments.tests.test_scoring import PSO, SME
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


def test_freezes_the_scores_and_what_was_known(world):
    world.customer.sector, world.customer.size = "agriculture-food", "small"
    world.customer.save()
    done = submitted(world.ana, world.bakery)
    assert (done.overall, done.level, done.state) == (Decimal("51.5714"), "moderately advanced", "submitted")
    assert done.overall_score == sum(done.dimension_scores.values()) / 6
    assert done.dimension_scores["D1"] == Fraction(170, 3)
    assert done.part_scores["D3.1"] == Fraction(300, 7)
    assert (done.sector, done.size, done.region) == ("agriculture-food", "small", "SE224")
    assert (done.submitted_by, done.submitted_by_name) == (world.ana, "Ana")
    assert [entry.fact for entry in time_line(done.id)] == ["AssessmentOpened", "AssessmentSubmitted"]


def test_submitting_again_changes_nothing(world):
    done = submitted(world.ana, world.bakery)
    again = commands.submit_assessment(world.ben, done)
    assert (again.submitted_at, again.submitted_by) == (done.submitted_at, world.ana)
    assert [entry.fact for entry in time_line(done.id)].count("AssessmentSubmitted") == 1


@time_machine.travel("2026-11-23 12:00+00:00", tick=False)
def test_the_next_round_is_planned(world):
    submitted(world.ana, world.bakery)
    planned = Assessment.objects.get(timing="T1")
    assert (planned.state, planned.anchor_on, planned.due_on) == ("planned", date(2026, 11, 23), date(2027, 11, 23))
    submitted(world.ana, world.bakery, timing="T1")
    last = Assessment.objects.get(timing="T2")
    assert (last.anchor_on, last.due_on) == (date(2026, 11, 23), date(2028, 11, 23))
    submitted(world.ana, world.bakery, timing="T2")
    assert Assessment.objects.count() == 3


@pytest.mark.parametrize(("left", "words"), [(1, "1 question is still open"), (2, "2 questions are still open")])
def test_an_unfinished_round_is_refused(world, left, words):
    assessment = commands.open_assessment(world.ben, world.bakery)
    fill(world.ben, assessment, dict(list(SME.items())[left:]))
    with pytest.raises(Refused, match=words):
        commands.submit_assessment(world.ben, assessment)


def test_a_guest_with_the_whole_round_submits(world):
    assessment = commands.open_assessment(world.ben, world.bakery)
    invitation = commands.invite_colleague(world.ben, assessment, name="Gun", email="g@example.org", language="sv")
    guest = queries.guest_of(invitation)
    fill(guest, assessment)
    done = commands.submit_assessment(guest, assessment)
    assert (done.submitted_by, done.submitted_by_name) == (None, "Gun")


@pytest.mark.parametrize("who", ["eva", "fia"])
def test_others_may_not(world, who):
    assessment = commands.open_assessment(world.ben, world.bakery)
    with pytest.raises(NotAllowed):
        commands.submit_assessment(getattr(world, who), assessment)


def test_the_weakest_parts_come_first(world):
    done = submitted(world.ana, world.bakery)
    weak = queries.weaknesses_of(done)
    assert [each.part for each in weak[:3]] == ["D2.2", "D6.1", "D3.1"]
    assert weak[0].title["sv"] == "Avancerade tekniker"
    assert queries.latest_submitted(world.bakery.id) == done
    assert queries.latest_submitted(world.town.id) is None


def test_a_customer_gone_meanwhile_is_not_remembered(world):
    assessment = commands.open_assessment(world.ben, world.town)
    fill(world.ben, assessment, PSO)
    world.public_customer.delete()
    done = commands.submit_assessment(world.ben, assessment)
    assert (done.state, done.sector, done.region) == ("submitted", "", "")
