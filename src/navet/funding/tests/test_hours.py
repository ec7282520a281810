"""Room for hours in a day, by property."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from navet.funding.hours import DAY, gaps, length, room, spread, working_days

MONDAY = date(2026, 11, 2)
quarters = st.integers(0, 96).map(lambda n: Decimal(n) / 4)


@st.composite
def days(draw):
    """What is taken of a day: places that do not touch each other's hours."""
    edges = sorted(draw(st.lists(quarters, unique=True, max_size=10)))
    return list(zip(edges[::2], edges[1::2], strict=False))


def clash(places):
    told = sorted(places)
    return any(earlier[1] > later[0] for earlier, later in itertools.pairwise(told))


@given(days())
def test_gaps_and_what_is_taken_are_the_whole_day(taken):
    assert length(gaps(taken)) + length(taken) == DAY
    assert not clash([*gaps(taken), *taken])


@given(quarters, days())
def test_no_hour_of_a_day_stands_twice(hours, taken):
    places = room(hours, taken)
    assert length(places) == min(hours, DAY - length(taken))
    assert not clash([*places, *taken])
    assert all(since < until <= DAY for since, until in places)


@given(quarters, st.lists(days(), min_size=1, max_size=5))
def test_hours_over_days_leave_out_only_what_has_no_room(hours, taken):
    told = {MONDAY + timedelta(days=n): day for n, day in enumerate(taken)}
    found = spread(hours, list(told), told)
    together = sum(length(places) for places in found.values())
    assert together <= hours
    if all(length(day) == 0 for day in taken) and hours <= DAY:
        assert together == hours


def test_what_is_free_before_between_and_after_is_taken_in_order_until_the_hours_are_spent():
    taken = [(Decimal(8), Decimal(12)), (Decimal(13), Decimal(17))]
    assert gaps(taken) == [(0, Decimal(8)), (Decimal(12), Decimal(13)), (Decimal(17), DAY)]
    assert room(Decimal("8.5"), taken) == [(0, Decimal(8)), (Decimal(12), Decimal("12.5"))]
    assert gaps([(Decimal(0), Decimal(8)), (Decimal(8), DAY)]) == []


def test_three_days_of_ten_hours():
    told = [MONDAY + timedelta(days=n) for n in range(3)]
    assert [length(places) for places in spread(Decimal(10), told, {}).values()] == [
        Decimal("3.33"),
        Decimal("3.33"),
        Decimal("3.34"),
    ]


def test_weekends_are_worked_only_when_there_is_nothing_else():
    saturday = MONDAY + timedelta(days=5)
    assert working_days(MONDAY, saturday + timedelta(days=2)) == [
        MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7)
    ]
    assert working_days(saturday, saturday + timedelta(days=1)) == [saturday + timedelta(days=1)]
