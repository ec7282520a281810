"""Reads the European Central Bank's reference rates: a day a line, a currency a column. Knows no framework.

The Bank's file (`eurofxref-hist.csv`) is headed `Date,USD,JPY,…` and writes `N/A` where it set no rate that day. A rate is
how many units of the currency one euro cost.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

CURRENCY = re.compile(r"[A-Z]{3}")
NONE = {"", "N/A"}
MOST_LINES = 20_000
LARGEST = 8 * 1024 * 1024
HIGHEST = Decimal(10) ** 7
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class DayRate:
    """Units of a currency for one euro on a day."""

    currency: str
    day: date
    rate: Decimal


class WrongRates(ValueError):
    """Not such a file; `line` counts the heading as 1. `code`: FORMAT, HEADINGS, LINES, DAY, RATE, TWICE."""

    def __init__(self, code: str, line: int = 0, found: str = "") -> None:
        super().__init__(f"{code} {line} {found}")
        self.code, self.line, self.found = code, line, found


def read_rates(raw: bytes, *, currencies: Collection[str], since: date) -> list[DayRate]:
    """The rates of these currencies from that day on. One wrong line and there are none. Raises `WrongRates`."""
    lines = _lines(raw)
    heads = [cell.strip() for cell in lines[0]] if lines else []
    if not heads or heads[0] != "Date" or not all(CURRENCY.fullmatch(head) for head in heads[1:] if head):
        raise WrongRates("HEADINGS", 1, ", ".join(heads)[:80])
    found: list[DayRate] = []
    days: set[date] = set()
    for number, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells):
            day = _day(cells[0], number)
            if day in days:
                raise WrongRates("TWICE", number, cells[0][:40])
            days.add(day)
            found += _of_line(heads, cells, day, number)
    return [each for each in found if each.day >= since and each.currency in currencies]


def _lines(raw: bytes) -> list[list[str]]:
    if len(raw) > LARGEST:
        raise WrongRates("LINES")
    try:
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongRates("FORMAT") from error
    if len(lines) > MOST_LINES:
        raise WrongRates("LINES")
    return lines


def _of_line(heads: list[str], cells: list[str], day: date, number: int) -> Iterator[DayRate]:
    for head, cell in zip(heads[1:], cells[1:], strict=False):
        if head and cell.strip() not in NONE:
            yield DayRate(head, day, _rate(cell.strip(), number))


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise WrongRates("DAY", number, text[:40]) from error


def _rate(text: str, number: int) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation as error:
        raise WrongRates("RATE", number, text[:40]) from error
    if not rate.is_finite() or not 0 < rate < HIGHEST or round(rate, DECIMALS) != rate:
        raise WrongRates("RATE", number, text[:40])
    return rate
