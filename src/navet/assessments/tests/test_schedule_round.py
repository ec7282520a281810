from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.assessments import commands
from navet.assessments.models import Assessment
from navet.assessments.rounds import due_on, months_after, next_timing
from navet.assessments.tests.rounds import submitted
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed


def test_the_first_delivery_sets_the_day_and_the_next_moves_it(world):
    planned = commands.schedule_round(world.eva, world.bakery, anchor_on=date(2026, 11, 30))
    assert (planned.timing, planned.state, planned.due_on) == ("T1", "planned", date(2027, 11, 30))
    moved = commands.schedule_round(world.eva, world.bakery, anchor_on=date(2026, 12, 24))
    assert (moved, moved.due_on) == (planned, date(2027, 12, 24))
    commands.schedule_round(world.eva, world.bakery, anchor_on=date(2026, 12, 24))
    assert [entry.fact for entry in time_line(planned.id)] == ["RoundScheduled", "RoundScheduled"]


def test_the_months_are_the_hubs(world):
    world.hub.settings = {"assessment_months": {"T1": 6}}
    world.hub.save()
    planned = commands.schedule_round(PLATFORM, world.town, anchor_on=date(2026, 8, 31))
    assert (str(planned.questionnaire), planned.due_on) == ("pso 2023", date(2027, 2, 28))


def test_t2_follows_t1_and_nothing_follows_t2(world):
    for timing in ("T0", "T1", "T2"):
        submitted(world.ben, world.bakery, timing=timing)
    assert commands.schedule_round(world.ben, world.bakery, anchor_on=date(2026, 1, 1)) is None
    assert [each.timing for each in Assessment.objects.order_by("timing")] == ["T0", "T1", "T2"]


def test_nothing_is_planned_for_a_stranger(world):
    world.public_customer.delete()
    assert commands.schedule_round(world.ben, world.town, anchor_on=date(2026, 1, 1)) is None


@pytest.mark.parametrize("who", ["ana", "fia"])
def test_others_may_not(world, who):
    with pytest.raises(NotAllowed):
        commands.schedule_round(getattr(world, who), world.bakery, anchor_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("done", "timing"), [([], "T1"), (["T0"], "T1"), (["T0", "T1"], "T2"), (["T1"], "T2"), (["T2"], None)]
)
def test_which_round_comes_next(done, timing):
    assert next_timing(done) == timing


@pytest.mark.parametrize(
    ("settings", "months"),
    [
        ({}, 12),
        ({"assessment_months": {"T1": 9}}, 9),
        ({"assessment_months": {"T2": 9}}, 12),
        ({"assessment_months": {"T1": "soon"}}, 12),
        ({"assessment_months": {"T1": -1}}, 12),
        ({"assessment_months": 7}, 12),
    ],
)
def test_a_setting_that_makes_no_sense_is_passed_over(settings, months):
    assert months_after(settings, "T1") == months


@given(st.dates(max_value=date(2500, 1, 1)), st.integers(0, 120))
def test_the_day_is_so_many_months_later(anchor, months):
    due = due_on(anchor, months)
    assert (due.year - anchor.year) * 12 + due.month - anchor.month == months
    assert due.day == anchor.day or (
        due.day < anchor.day and due_on(date(due.year, due.month, 1), 1).month != due.month
    )
