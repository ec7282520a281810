"""Reckons in working hours: when a promise of so many hours falls due, and how many passed. Knows no framework.

A day counts from `opens` to `closes` in the hub's own zone, unless it is a weekend or a public holiday of the country
(the `holidays` package; Sundays are days off by themselves).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
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
    first, last = week.day_of(start).year, week.day_of(end).year
    whole_years = sum((_days_of(year, week)[-1].worked for year in range(first, last)), timedelta(0))
    return whole_years + _worked_this_year(end, week) - _worked_this_year(start, week)


class _Day(NamedTuple):
    opens: datetime
    closes: datetime
    worked: timedelta
    """Since New Year, this day included."""


@lru_cache(maxsize=64)
def _days_of(year: int, week: WorkingWeek) -> tuple[_Day, ...]:
    """A year's days, New Year's first: a list of fifty clocks would otherwise count every day of every wait."""
    days, worked, day = [], timedelta(0), date(year, 1, 1)
    while day.year == year:
        opens, closes = week.hours_of(day)
        worked += closes - opens
        days.append(_Day(opens, closes, worked))
        day += timedelta(days=1)
    return tuple(days)


def _worked_this_year(until: datetime, week: WorkingWeek) -> timedelta:
    """The working time from New Year, in the hub's zone, to a moment."""
    today = week.day_of(until)
    day = _days_of(today.year, week)[today.timetuple().tm_yday - 1]
    return day.worked - max(day.closes - max(day.opens, until), timedelta(0))
