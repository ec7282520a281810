"""Finds room for hours of work in a person's days: each hour of a day stands once, and a day has 24.

A place is (since, until) in hours of work, not of the clock: the third hour somebody worked that day is (2, 3).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

DAY = Decimal(24)
FRIDAY = 4

Place = tuple[Decimal, Decimal]


def working_days(since: date, until: date) -> list[date]:
    """Monday to Friday between two days, both included; where there are none, the last day."""
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return [day for day in days if day.weekday() <= FRIDAY] or [until]


def gaps(taken: Iterable[Place]) -> list[Place]:
    """What is free of a day, in order."""
    free, at = [], Decimal(0)
    for since, until in sorted(taken):
        if since > at:
            free.append((at, since))
        at = until
    return [*free, (at, DAY)] if at < DAY else free


def room(hours: Decimal, taken: Iterable[Place]) -> list[Place]:
    """Where so many hours stand in a day beside what is there, the earliest gaps first; fewer when the day is full."""
    places, left = [], hours
    for since, until in gaps(taken):
        if left > 0:
            places.append((since, min(until, since + left)))
            left -= min(until - since, left)
    return places


def spread(hours: Decimal, days: Sequence[date], taken: Mapping[date, Sequence[Place]]) -> dict[date, list[Place]]:
    """Hours over days as evenly as hundredths allow, the last day taking the rest; what no day has room for is left out."""
    each = (hours / len(days)).quantize(Decimal("0.01"), ROUND_DOWN)
    parts = dict.fromkeys(days, each) | {days[-1]: hours - each * (len(days) - 1)}
    return {day: room(part, taken.get(day, ())) for day, part in parts.items()}


def length(places: Iterable[Place]) -> Decimal:
    return sum((until - since for since, until in places), Decimal(0))
