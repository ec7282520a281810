"""Help and what followed it: pure, from the work, never about fewer than five; and the page for everybody."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from navet.assessments.models import Assessment
from navet.casework.models import Outcome
from navet.catalogue.models import Service
from navet.directory.models import Customer, Organisation
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound
from navet.questionnaires.commands import keep_questionnaire
from navet.questionnaires.queries import shipped_forms
from navet.reporting import queries
from navet.reporting.commands import show_effect
from navet.reporting.effects import FEWEST, Followed, effects
from navet.reporting.tests.test_figures import TODAY, deliver, make_case

helps = st.frozensets(st.sampled_from(["skills", "finance"]))
moves = st.dictionaries(st.sampled_from(["D1", "D2"]), st.integers(-50, 50).map(Fraction))
firms = st.builds(Followed, st.sampled_from("abcdefghij"), helps, moves)


def test_five_organisations_are_told_of_and_four_are_not():
    group = [Followed(str(n), frozenset({"skills"}), {"D1": Fraction(n)}) for n in range(FEWEST)]
    (told,) = effects(group)
    assert (told.help, told.dimension, told.n, told.mean) == ("skills", "D1", 5, 2.0)
    assert told.spread == pytest.approx(2.5**0.5)
    assert effects(group[1:]) == []


@given(st.lists(firms, max_size=30))
def test_no_small_group_shows_and_nobody_counts_twice(followed):
    last = {each.organisation: each for each in followed}.values()
    for told in effects(followed):
        group = [each for each in last if told.help in each.helps and told.dimension in each.moved]
        assert told.n == len(group) >= FEWEST
        assert told.mean * told.n == pytest.approx(float(sum(each.moved[told.dimension] for each in group)))


@pytest.fixture
def measured(world):
    """Five firms measured before and after: each had skills between, one had finance after its last round."""
    service = Service.objects.create(code="S1", slug="s1", title={"sv": "Hjälp"}, pillar="skills")
    shipped = next(form for form in shipped_forms() if "sme" in form.code)
    form = keep_questionnaire(world.ben, world.hub, code=shipped.code, version=shipped.version)
    for number in range(5):
        firm = Organisation.objects.create(
            country="SE", register_number=f"556036{number:04}", legal_name=f"Firma {number}"
        )
        customer = Customer.objects.create(organisation=firm)
        case = make_case(world, customer, f"E-{number}")
        deliver(world, case, service, on=TODAY - timedelta(days=100))
        if number == 0:
            deliver(world, case, service, pillar="finance", on=TODAY)
            Outcome.objects.create(case=case, kind="JOB", count=3, on=TODAY, told_by="STAFF", told_by_name="Ben")
        for timing, days, score in (("T0", 200, 20), ("T1", 50, 30 + number)):
            Assessment.objects.create(
                organisation=firm,
                questionnaire=form,
                timing=timing,
                submitted_at=timezone.now() - timedelta(days=days),
                overall=score,
                scores={"overall": str(score), "dimensions": {f"D{n}": str(score) for n in range(1, 7)}},
            )
    return world


def test_help_between_two_rounds_is_followed_by_what_moved(measured, queries_of):
    (found,) = queries.help_and_effect()
    assert found.n == 5
    assert {each.effect.help for each in found.effects} == {"skills"}
    assert {(each.effect.n, each.effect.mean) for each in found.effects} == {(5, 12.0)}
    assert len(found.effects) == 6
    assert queries_of(queries.help_and_effect) <= 4


def test_the_page_says_followed_by(measured, as_member):
    page = as_member(measured.fia).get("/h/north/figures/effect/").content.decode()
    for words in ("was followed by", "+12.0", "n = 5", "is not caused by"):
        assert words in page
    assert as_member(measured.ana).get("/h/north/figures/effect/").status_code == 403


def test_nobody_measured_twice_is_told_so(world, as_member):
    assert "Nobody has been measured twice yet" in as_member(world.fia).get("/h/north/figures/effect/").content.decode()


def test_an_administrator_shows_the_effect_to_everybody(measured, as_member):
    visitor, administrator = as_member(None), as_member(measured.dag)
    assert visitor.get("/h/north/effect/").status_code == 404
    administrator.post("/h/north/figures/effect/show/", {"shown": "yes"})
    page = visitor.get("/h/north/effect/").content.decode()
    for words in ("What we have achieved", "Customers helped", "New jobs", "+12.0"):
        assert words in page
    assert "Prototypes" not in page
    assert "What we have achieved" in visitor.get("/h/north/").content.decode()
    show_effect(measured.dag, measured.hub, shown=True)
    assert [entry.fact for entry in time_line(measured.hub.id) if entry.fact == "EffectShown"] == ["EffectShown"]
    administrator.post("/h/north/figures/effect/show/", {"shown": "no"})
    assert visitor.get("/h/north/effect/").status_code == 404


def test_only_administrators_choose(world):
    for member in (world.cia, world.ben, world.fia, world.ana):
        with pytest.raises(NotAllowed):
            show_effect(member, world.hub, shown=True)


def test_a_hub_that_has_just_begun_shows_no_number(world, as_member):
    with pytest.raises(NotFound):
        queries.public_effect(world.hub)
    hub = show_effect(world.dag, world.hub, shown=True)
    service = Service.objects.create(code="S1", slug="s1", title={"sv": "Hjälp"}, pillar="skills")
    deliver(world, make_case(world, world.customer, "1"), service, hours=Decimal(5))
    assert (queries.public_effect(hub).numbers, queries.public_effect(hub).rise) == ([], None)
    assert "We have just begun" in as_member(None).get("/h/north/effect/").content.decode()
