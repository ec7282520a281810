"""Works out where a number is going: what it comes to on a day if things go on as they have, and how sure that is.

The time so far is cut into stretches of equal length; what each brought is one observation. The days to come bring
what a stretch brought on average, and the interval is that of a sum yet to be observed: Student's t on the spread
between stretches, with the doubt about the mean included (ISO 16269-8, prediction intervals, normal distribution).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import mean, variance

FEWEST, MOST, DAYS = 3, 12, 30
# 0.9 quantile of Student's t by degrees of freedom: both ends together leave one case in five outside.
STUDENT = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a number is expected to come to by a day, and between what in four cases of five."""

    expected: float
    low: float
    high: float

    def short_of(self, amount: float) -> float:
        """By how much it misses what was promised at this pace; nought when it does not."""
        return max(amount - self.expected, 0.0)

    def verdict(self, amount: float) -> str:
        """`kept` or `missed` when even the other end says so, else `open`."""
        if self.low >= amount:
            return "kept"
        return "missed" if self.high < amount else "open"


def stretches(since: date, today: date) -> tuple[date, ...]:
    """The last days of stretches of about a month from `since` until `today`; none if there are too few to judge by."""
    gone = (today - since).days + 1
    count = min(MOST, gone // DAYS)
    if count < FEWEST:
        return ()
    return tuple(since + timedelta(days=gone * (place + 1) // count - 1) for place in range(count))


def outlook(sums: Sequence[float], *, since: date, today: date, due_on: date) -> Outlook:
    """From what it had come to at the end of each stretch; `today` is the last one's end.

    What has been reached cannot be lost: the low end is never below it. Raises ValueError for fewer than three.
    """
    if len(sums) < FEWEST:
        raise ValueError("Three stretches are the fewest that say anything.")
    steps = [after - before for before, after in zip([0.0, *sums], sums, strict=False)]
    length = ((today - since).days + 1) / len(steps)
    left = max((due_on - today).days, 0) / length
    spread = sqrt(variance(steps) * (left + left * left / len(steps)))
    expected = sums[-1] + mean(steps) * left
    margin = STUDENT[len(steps) - 2] * spread
    return Outlook(expected, max(expected - margin, min(sums[-1], expected)), expected + margin)
