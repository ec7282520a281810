"""Works out whether aid keeps to a ceiling over rolling years: Regulation (EU) 2023/2831, article 3.

A window ends on a day and begins on the same day `years` earlier (29 February becomes 28 February); both days
count. The regulation does not settle the day exactly three years back; we count it, to be safe.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from navet.directory.undertakings import Link, single_undertaking

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most aid, in the regime's currency, in one member state over this many rolling years."""

    amount: Decimal
    years: int


@dataclass(frozen=True, slots=True)
class Grant:
    """Aid that was granted. A correction is one more grant on the same day, above or below zero."""

    undertaking: str
    member_state: str
    amount: Decimal
    granted_on: date


@dataclass(frozen=True, slots=True)
class Ask:
    """Aid that somebody wants to promise on a day."""

    undertaking: str
    member_state: str
    amount: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Window:
    """The years up to a day, and the aid in them."""

    ends_on: date
    sum: Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the whole ask fits (it is never trimmed, article 3(7)), and what would.

    `used`: the window that ends on the asked day, without the ask. `room`: the most that fits on that day.
    `fits_on`: the first day from then on which the whole ask fits if nothing else is granted; none if it is
    above the ceiling itself. `windows_over`: each window that would pass the ceiling, the ask included.
    """

    allowed: bool
    group: tuple[str, ...]
    used: Decimal
    ceiling: Decimal
    room: Decimal
    fits_on: date | None
    windows_over: tuple[Window, ...]


def answer(
    ask: Ask,
    *,
    ceiling: Ceiling,
    grants: Iterable[Grant],
    links: Iterable[Link] = (),
    public_owners: Collection[str] = (),
) -> Answer:
    """Check an ask against the grants of its whole single undertaking, as linked on the asked day."""
    group = single_undertaking(ask.undertaking, links=links, public_owners=public_owners, on=ask.on)
    history = History(
        ceiling,
        (
            (grant.granted_on, grant.amount)
            for grant in grants
            if grant.member_state == ask.member_state and grant.undertaking in group
        ),
    )
    over = history.windows_over(ask.amount, ask.on)
    return Answer(
        allowed=not over,
        group=tuple(sorted(group)),
        used=history.used(ask.on),
        ceiling=ceiling.amount,
        room=history.room(ask.on),
        fits_on=history.fits_on(ask.amount, ask.on),
        windows_over=over,
    )


class History:
    """All aid of one single undertaking in one member state, ready to be asked many things fast."""

    def __init__(self, ceiling: Ceiling, granted: Iterable[tuple[date, Decimal]]) -> None:
        self.ceiling = ceiling
        by_day: dict[date, Decimal] = defaultdict(lambda: NOTHING)
        for day, amount in granted:
            by_day[day] += amount
        self.days: Sequence[date] = sorted(by_day)
        self._running = list(accumulate((by_day[day] for day in self.days), initial=NOTHING))

    def used(self, ends_on: date) -> Decimal:
        """The aid in the window that ends on this day."""
        first = bisect_left(self.days, years_before(ends_on, self.ceiling.years))
        return self._running[bisect_right(self.days, ends_on)] - self._running[first]

    def room(self, on: date) -> Decimal:
        """The most that can be granted on this day: no window it falls in may pass the ceiling."""
        fullest = max(self.used(ends_on) for ends_on in self._windows_with(on))
        return max(self.ceiling.amount - fullest, NOTHING)

    def windows_over(self, amount: Decimal, on: date) -> tuple[Window, ...]:
        """The windows that this amount, granted on this day, would take past the ceiling."""
        sums = (Window(ends_on, self.used(ends_on) + amount) for ends_on in self._windows_with(on))
        return tuple(window for window in sums if window.sum > self.ceiling.amount)

    def windows_past(self) -> tuple[Window, ...]:
        """The windows that hold more than the ceiling as it is: aid told of late, or a link that came, can do that."""
        sums = (Window(day, self.used(day)) for day in self.days)
        return tuple(window for window in sums if window.sum > self.ceiling.amount)

    def fits_on(self, amount: Decimal, on: date) -> date | None:
        """The first day from `on` on which this amount fits. Only a grant's lapse can make room."""
        if amount > self.ceiling.amount:
            return None
        lapses = (lapses_on(day, self.ceiling.years) for day in self.days)
        days = [on, *(day for day in lapses if day is not None and day > on)]
        full = [day for day in self.days if self.used(day) + amount > self.ceiling.amount]
        return next((day for day in days if self._fits(amount, day, full)), None)

    def _fits(self, amount: Decimal, on: date, full: Sequence[date]) -> bool:
        if self.used(on) + amount > self.ceiling.amount:
            return False
        later = bisect_left(full, on)
        return later == len(full) or years_before(full[later], self.ceiling.years) > on

    def _windows_with(self, on: date) -> Iterator[date]:
        """The ends of the windows in which a grant on this day would count and that can be the fullest."""
        yield on
        for day in self.days[bisect_right(self.days, on) :]:
            if years_before(day, self.ceiling.years) > on:
                return
            yield day


def years_before(day: date, years: int) -> date:
    """The same day that many years earlier; 29 February becomes 28 February where the year has none."""
    if day.year <= years:
        return date.min
    return _in_year(day, day.year - years)


def lapses_on(granted_on: date, years: int) -> date | None:
    """The first day whose window no longer reaches back to this day; none past the end of the calendar."""
    if granted_on.year + years >= date.max.year:
        return None
    day = _in_year(granted_on, granted_on.year + years)
    while years_before(day, years) <= granted_on:
        day += timedelta(days=1)
    return day


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
