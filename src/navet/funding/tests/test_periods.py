from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from navet.funding.periods import Stretch, calendar, later

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@given(days, st.integers(0, 3000), st.integers(1, 60), st.integers(0, 90))
def test_every_day_of_a_project_is_claimed_in_one_period(since, length, months, to_claim):
    until = since + timedelta(days=length)
    stretches = calendar(since, until, months=months, days_to_claim=to_claim)
    told = [each.since + timedelta(days=n) for each in stretches for n in range((each.until - each.since).days + 1)]
    assert told == [since + timedelta(days=n) for n in range(length + 1)]
    assert all(each.due_on - each.until == timedelta(days=to_claim) for each in stretches)


def test_months_that_are_shorter_end_with_their_last_day():
    assert later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert calendar(date(2024, 1, 31), date(2024, 3, 30), months=1, days_to_claim=0) == [
        Stretch(date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 28)),
        Stretch(date(2024, 2, 29), date(2024, 3, 30), date(2024, 3, 30)),
    ]


def test_no_days_no_periods():
    assert calendar(date(2026, 1, 2), date(2026, 1, 1), months=6, days_to_claim=0) == []
