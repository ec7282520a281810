from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as some

from navet.casework.queries.clocks import Clock, Light
from navet.hubs.working_hours import WorkingWeek, days_off, due_after, worked_between

SWEDEN = WorkingWeek("Europe/Stockholm", "SE")
NORWAY = WorkingWeek("Europe/Oslo", "NO")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(2027, 3, 1, 9), 4, at(2027, 3, 1, 13)),  # a Monday
        (at(2027, 3, 1, 14), 4, at(2027, 3, 2, 10)),
        (at(2027, 3, 5, 15), 2, at(2027, 3, 8, 9)),  # over a weekend
        (at(2027, 3, 6, 12), 1, at(2027, 3, 8, 9)),  # asked on a Saturday
        (at(2027, 3, 1, 3), 8, at(2027, 3, 1, 16)),
        (at(2027, 3, 1, 9), 0, at(2027, 3, 1, 9)),
        (at(2027, 3, 25, 15), 2, at(2027, 3, 30, 9)),  # Good Friday and Easter Monday
        (at(2027, 5, 5, 15), 2, at(2027, 5, 7, 9)),  # Ascension Day
    ],
)
def test_due(start, hours, due):
    assert due_after(start, timedelta(hours=hours), SWEDEN) == due


def test_each_country_has_its_own_days_off():
    constitution_day = date(2027, 5, 17)
    assert constitution_day in days_off("NO", 2027)
    assert constitution_day not in days_off("SE", 2027)
    assert not NORWAY.is_working_day(constitution_day)
    assert days_off("XX", 2027) == frozenset()


@pytest.mark.parametrize("hours", [timedelta(hours=-1), timedelta(hours=1001)])
def test_refuses_what_cannot_be_promised(hours):
    with pytest.raises(ValueError):
        due_after(at(2027, 3, 1, 9), hours, SWEDEN)


def test_refuses_a_week_without_hours():
    with pytest.raises(ValueError):
        due_after(at(2027, 3, 1, 9), timedelta(hours=1), WorkingWeek("Europe/Oslo", "NO", time(9), time(9)))


moments = some.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=some.just(UTC))
weeks = some.sampled_from([SWEDEN, NORWAY, WorkingWeek("Europe/Helsinki", "FI", time(9), time(17, 30))])


@settings(max_examples=60, deadline=None)
@given(start=moments, hours=some.integers(0, 80), week=weeks)
def test_exactly_the_promised_time_is_worked_until_due(start, hours, week):
    due = due_after(start, timedelta(hours=hours), week)
    assert due >= start
    assert worked_between(start, due, week) == timedelta(hours=hours)
    assert week.is_working_day(week.day_of(due))


@settings(max_examples=60, deadline=None)
@given(a=moments, far=some.integers(0, 90 * 24), further=some.integers(0, 90 * 24), week=weeks)
def test_working_time_adds_up_and_turns_round(a, far, further, week):
    b = a + timedelta(hours=far)
    c = b + timedelta(hours=further)
    assert worked_between(a, b, week) + worked_between(b, c, week) == worked_between(a, c, week)
    assert worked_between(b, a, week) == -worked_between(a, b, week)


@settings(max_examples=60, deadline=None)
@given(start=moments, days=some.integers(0, 800), seconds=some.integers(0, 86_399), week=weeks)
def test_working_time_is_what_counting_day_by_day_finds(start, days, seconds, week):
    end = start + timedelta(days=days, seconds=seconds)
    counted, day = timedelta(0), week.day_of(start)
    while day <= week.day_of(end):
        opens, closes = week.hours_of(day)
        counted += max(min(closes, end) - max(opens, start), timedelta(0))
        day += timedelta(days=1)
    assert worked_between(start, end, week) == counted


@pytest.mark.parametrize(
    ("light", "hours", "label"),
    [
        (Light.SOON, 0, "under an hour left"),
        (Light.SOON, 1, "1 working hour left"),
        (Light.LATE, 0, "late"),
        (Light.LATE, 3, "3 working hours late"),
        (Light.ANSWERED_LATE, 0, "answered late"),
    ],
)
def test_a_clock_says_in_words_how_the_promise_stands(light, hours, label):
    with override("en"):
        assert Clock(light, hours).label == label
