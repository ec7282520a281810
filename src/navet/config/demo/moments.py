"""Days gone by: the demo's story happens on its own days, through commands that only know "now"."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.utils import timezone

OPENING = time(8, 4)
PACE = timedelta(minutes=7)
SATURDAY = 5


@dataclass
class Days:
    """Gives every step its moment: working days, one after the other, and never later than now."""

    zone: ZoneInfo
    now: datetime = field(default_factory=timezone.now)
    taken: dict[date, int] = field(default_factory=dict)

    def day(self, days_ago: int) -> date:
        """That many days ago; forward in time when negative. A weekend counts as the Friday before it."""
        day = self.now.astimezone(self.zone).date() - timedelta(days=days_ago)
        return day if days_ago <= 0 else day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))

    def moment(self, days_ago: int) -> datetime:
        """The next free moment of that working day."""
        day = self.day(days_ago)
        before = self.taken.get(day, 0)
        self.taken[day] = before + 1
        then = datetime.combine(day, OPENING, self.zone) + PACE * before
        return min(then, self.now)


@contextmanager
def at(then: datetime) -> Iterator[None]:
    """Everything in this block happens then, as far as anybody who asks Django for the time can tell."""
    with patch("django.utils.timezone.now", lambda: then):
        yield
