from datetime import date

import pytest

from navet.assessments import commands
from navet.assessments.models import Assessment
from navet.assessments.tests.rounds import submitted
from navet.directory.models import Organisation
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused


def test_opens_the_official_form_for_the_kind_of_organisation(world):
    company = commands.open_assessment(world.ben, world.bakery, due_on=date(2027, 1, 15))
    public = commands.open_assessment(world.ben, world.town)
    assert (str(company.questionnaire), str(public.questionnaire)) == ("sme 2023", "pso 2023")
    assert (company.timing, company.state, company.adviser) == ("T0", "open", world.ben)
    assert company.due_on == date(2027, 1, 15)
    assert [entry.fact for entry in time_line(company.id)] == ["AssessmentOpened"]


def test_opening_again_gives_the_same_round(world):
    first = commands.open_assessment(world.ben, world.bakery)
    assert commands.open_assessment(world.ana, world.bakery) == first
    assert Assessment.objects.count() == 1
    assert len(time_line(first.id)) == 1


def test_a_contact_opens_for_the_own_organisation_only(world):
    assert commands.open_assessment(world.ana, world.bakery, code="ai-readiness").adviser is None
    with pytest.raises(NotAllowed):
        commands.open_assessment(world.ana, world.town)


@pytest.mark.parametrize("who", ["eva", "fia"])
def test_others_may_not(world, who):
    with pytest.raises(NotAllowed):
        commands.open_assessment(getattr(world, who), world.bakery)


def test_an_organisation_that_is_no_customer_here_is_not_found(world):
    stranger = Organisation.objects.create(country="SE", register_number="5560000167", legal_name="Okänd AB")
    with pytest.raises(NotFound):
        commands.open_assessment(world.ben, stranger)


def test_an_unknown_questionnaire_is_refused(world):
    with pytest.raises(Refused, match="No such questionnaire"):
        commands.open_assessment(world.ben, world.bakery, code="who")


def test_a_submitted_round_is_not_opened_again(world):
    submitted(world.ben, world.bakery)
    with pytest.raises(Refused, match="submitted already"):
        commands.open_assessment(world.ben, world.bakery)


def test_a_planned_round_is_opened_with_its_day(world):
    planned = commands.schedule_round(world.ben, world.bakery, anchor_on=date(2026, 3, 1))
    opened = commands.open_assessment(world.ben, world.bakery, timing="T1")
    assert (opened, opened.state, opened.due_on) == (planned, "open", date(2027, 3, 1))


def test_each_hub_has_its_own_round(world):
    here = commands.open_assessment(world.ben, world.bakery)
    with inside(world.other.id):
        there = commands.open_assessment(world.neighbour, world.bakery)
        assert there != here
        assert Assessment.objects.get() == there
