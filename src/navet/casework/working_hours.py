"""Reckons in working hours: when a promise of so many hours falls due, and how many passed. Knows no framework.

A day counts from `opens` to `closes` in the hub's own zone, unless it is a weekend or a public holiday of the country
(the `holidays` package; Sundays are days off by themselves).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

SATURDAY = 5
LONGEST = timedelta(hours=1000)


@dataclass(frozen=True)
class WorkingWeek:
    """When somebody is there to answer."""

    zone: str
    country: str
    opens: time = time(8)
    closes: time = time(16)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in days_off(self.country, day.year)

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        """When the day opens and closes, in universal time; the same moment twice on a day off."""
        zone = ZoneInfo(self.zone)
        opens = datetime.combine(day, self.opens, zone).astimezone(UTC)
        closes = datetime.combine(day, self.closes, zone).astimezone(UTC)
        return (opens, max(opens, closes)) if self.is_working_day(day) else (opens, opens)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()


@lru_cache(maxsize=256)
def days_off(country: str, year: int) -> frozenset[date]:
    """A country's public holidays in a year; none where the country is not known."""
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def due_after(start: datetime, hours: timedelta, week: WorkingWeek) -> datetime:
    """The moment, in universal time, when that much working time has passed since `start`.

    Raises ValueError for less than no time, more than 1 000 hours, or a week in which nobody ever works.
    """
    if not timedelta(0) <= hours <= LONGEST or week.closes <= week.opens:
        raise ValueError(hours)
    day, left, now = week.day_of(start), hours, start.astimezone(UTC)
    while True:
        opens, closes = week.hours_of(day)
        begins = max(opens, now)
        if closes - begins >= left and closes > opens:
            return max(begins, opens) + left
        left -= max(closes - begins, timedelta(0))
        day += timedelta(days=1)


def worked_between(start: datetime, end: datetime, week: WorkingWeek) -> timedelta:
    """How much working time lies between two moments; below zero when the second comes first."""
    if end < start:
        return -worked_between(end, start, week)
    total, day = timedelta(0), week.day_of(start)
    while day <= week.day_of(end):
        opens, closes = week.hours_of(day)
        total += max(min(closes, end) - max(opens, start), timedelta(0))
        day += timedelta(days=1)
    return total
