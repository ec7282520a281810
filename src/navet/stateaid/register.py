"""Works out until when aid must stand in the public register: Regulation (EU) 2023/2831, article 6(1)."""

from datetime import date, timedelta

from holidays import country_holidays

WORKING_DAYS = 20
SATURDAY = 5


def register_by(granted_on: date, country: str) -> date:
    """The twentieth working day after the grant, by the public holidays of the country (ISO 3166-1).

    A working day is neither a holiday by law nor a Saturday or Sunday (Regulation 1182/71, article 2). Days that are
    free by custom only, such as Christmas Eve, count, so that the day told is early rather than late.
    """
    free = country_holidays(country, observed=True)
    day, left = granted_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in free
    return day
