"""Where a number is going: by hand, and by properties."""

from datetime import date, timedelta
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.reporting.pace import DAYS, MOST, outlook, stretches

SINCE = date(2026, 1, 1)


def test_a_steady_pace_is_sure_of_itself():
    told = outlook([10, 20, 30], since=SINCE, today=SINCE + timedelta(days=89), due_on=SINCE + timedelta(days=179))
    assert (told.expected, told.low, told.high) == (60, 60, 60)
    assert (told.short_of(74), told.verdict(74), told.verdict(60)) == (14, "missed", "kept")


def test_an_uneven_pace_says_how_uneven():
    """Steps 0, 10 and 20: mean 10, variance 100, t 1.886 of 2 degrees; three more stretches of three."""
    told = outlook([0, 10, 30], since=SINCE, today=SINCE + timedelta(days=89), due_on=SINCE + timedelta(days=179))
    assert told.expected == 60
    assert told.high == pytest.approx(60 + 1.886 * (100 * (3 + 9 / 3)) ** 0.5)
    assert told.low == 30
    assert told.verdict(70) == "open"


def test_too_early_says_nothing():
    assert stretches(SINCE, SINCE + timedelta(days=88)) == ()
    assert len(stretches(SINCE, SINCE + timedelta(days=89))) == 3
    with pytest.raises(ValueError, match="fewest"):
        outlook([1, 2], since=SINCE, today=SINCE, due_on=SINCE)


@given(st.integers(89, 4000))
def test_stretches_cover_the_time_and_are_alike(days):
    today = SINCE + timedelta(days=days)
    ends = stretches(SINCE, today)
    lengths = [(after - before).days for before, after in zip([SINCE - timedelta(days=1), *ends], ends, strict=False)]
    assert ends[-1] == today
    assert sum(lengths) == days + 1
    assert max(lengths) - min(lengths) <= 1
    assert min(lengths) >= DAYS or len(ends) == MOST


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=12), st.integers(0, 2000))
def test_the_expected_lies_between_and_nothing_reached_is_lost(steps, left):
    sums = [sum(steps[: n + 1]) for n in range(len(steps))]
    today = SINCE + timedelta(days=30 * len(steps) - 1)
    told = outlook(sums, since=SINCE, today=today, due_on=today + timedelta(days=left))
    assert sums[-1] - 1e-6 <= told.low <= told.expected + 1e-6
    assert told.expected <= told.high + 1e-6
    if left == 0:
        assert told.low == told.expected == told.high == sums[-1]


def test_four_of_five_come_true():
    """Normal steps, nothing promised away: the sum to come lies in its interval as often as is said."""
    chance, inside, times = Random(7), 0, 4_000
    normal = NormalDist(100, 10)
    for _ in range(times):
        steps = [normal.inv_cdf(chance.random()) for _ in range(9)]
        sums = [sum(steps[: n + 1]) for n in range(6)]
        told = outlook(sums, since=SINCE, today=SINCE + timedelta(days=179), due_on=SINCE + timedelta(days=269))
        inside += told.low <= sum(steps) <= told.high
    assert 0.78 < inside / times < 0.82
