"""When the next round falls due, and which one it is.

A round measures the same customer again: T0 before help, T1 about a year later, T2 about two. How many months that
is, is a setting of the hub; the clock starts from a stored day, the anchor.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

T0, T1, T2 = TIMINGS = ("T0", "T1", "T2")
USUAL_MONTHS = {T0: 0, T1: 12, T2: 24}
LONGEST = 120
SETTING = "assessment_months"


def months_after(settings: Mapping[str, Any], timing: str) -> int:
    """How many months after the anchor a round is due: the hub's setting, else the usual."""
    chosen = settings.get(SETTING, {})
    months = chosen.get(timing, USUAL_MONTHS[timing]) if isinstance(chosen, dict) else USUAL_MONTHS[timing]
    sensible = isinstance(months, int) and 0 <= months <= LONGEST
    return months if sensible else USUAL_MONTHS[timing]


def due_on(anchor: date, months: int) -> date:
    """The same day of the month so many months later; the month's last day when it is shorter."""
    years, month = divmod(anchor.month - 1 + months, 12)
    year, month = anchor.year + years, month + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))


def next_timing(submitted: Iterable[str]) -> str | None:
    """The round that follows those already submitted; None after T2.

    Help may begin without a first round, so T1 follows nothing as well as T0.
    """
    done = set(submitted)
    if T2 in done:
        return None
    return T2 if T1 in done else T1
