"""Lays out a financier's reporting calendar: periods of so many months, side by side, from the first day to the last."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stretch:
    """Days that are claimed together, both included, and the last day to claim them."""

    since: date
    until: date
    due_on: date


def later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def calendar(since: date, until: date, *, months: int, days_to_claim: int) -> list[Stretch]:
    """Every period of a project's days; the last one ends with the project, however short it is."""
    stretches, begin, count = [], since, 1
    while begin <= until:
        end = min(later(since, months * count) - timedelta(days=1), until)
        stretches.append(Stretch(begin, end, end + timedelta(days=days_to_claim)))
        begin, count = end + timedelta(days=1), count + 1
    return stretches
