"""Works out until when aid must stand in the public register: Regulation (EU) 2023/2831, article 6(1)."""

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

WORKING_DAYS = 20
SATURDAY = 5


def register_by(granted_on: date, country: str) -> date:
    """The twentieth working day after the grant, by the public holidays of the country (ISO 3166-1).

    A working day is neither a holiday by law nor a Saturday or Sunday (Regulation 1182/71, article 2). Days that are
    free by custom only, such as Christmas Eve, count, so that the day told is early rather than late.
    """
    free = _days_off(country)
    day, left = granted_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in free
    return day


@cache
def _days_off(country: str) -> HolidayBase:
    """A country's holidays; each year is worked out when it is first asked for."""
    return country_holidays(country, observed=True)
