"""Reads a budget as it is pasted from a spreadsheet, and says what moved between two versions of it.

One row a line, its cells apart by tabs or semicolons: partner, kind of cost, work package, period, amount.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from navet.funding.cost_options import NOTHING

CELLS = 5
MOST = Decimal(1_000_000_000_000)
GAPS = re.compile(r"[\s\u00a0\u202f]")

Place = tuple[str, str, str, str]


@dataclass(frozen=True)
class Line:
    """A part of the budget: whose, for what kind of cost, in which work package and period, how much."""

    partner: str
    kind: str
    work_package: str
    period: str
    amount: Decimal

    @property
    def place(self) -> Place:
        return self.partner, self.kind, self.work_package, self.period


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: its number, from 1, and `cells`, `partner`, `kind`, `amount`, `empty` or `twice`."""

    row: int
    what: str
    said: str = ""


@dataclass(frozen=True)
class Shift:
    """Money that moved: the line's place, what it was and what it is."""

    place: Place
    before: Decimal
    after: Decimal


def read(text: str, *, partners: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[list[Line], list[Fault]]:
    """The lines of a pasted budget and every fault in it; `partners` and `kinds`: what may be said → what is meant."""
    lines: list[Line] = []
    faults: list[Fault] = []
    places: set[Place] = set()
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        found = _line(number, row, _finder(partners), _finder(kinds))
        if isinstance(found, Line) and found.place in places:
            found = Fault(number, "twice")
        if isinstance(found, Fault):
            faults.append(found)
        else:
            places.add(found.place)
            lines.append(found)
    return lines, faults


def _finder(known: Mapping[str, str]) -> Callable[[str], str | None]:
    folded = {said.casefold(): meant for said, meant in known.items()}
    return lambda said: folded.get(said.casefold())


def _line(
    number: int, row: str, partner_of: Callable[[str], str | None], kind_of: Callable[[str], str | None]
) -> Line | Fault:
    cells = [cell.strip() for cell in re.split(r"[\t;]", row)]
    if len(cells) != CELLS:
        return Fault(number, "cells", str(len(cells)))
    partner, kind, amount = partner_of(cells[0]), kind_of(cells[1]), _amount(cells[4])
    if partner is None:
        return Fault(number, "partner", cells[0])
    if kind is None:
        return Fault(number, "kind", cells[1])
    if amount is None:
        return Fault(number, "amount", cells[4])
    return Line(partner, kind, cells[2], cells[3], amount) if cells[2] and cells[3] else Fault(number, "empty")


def _amount(said: str) -> Decimal | None:
    """`1 250 000,50` and `1250000.50`: at most two decimals, not below zero."""
    try:
        amount = Decimal(GAPS.sub("", said).replace(",", "."))
    except InvalidOperation:
        return None
    fits = amount.is_finite() and 0 <= amount < MOST and amount == round(amount, 2)
    return amount if fits else None


def shifts(before: Iterable[Line], after: Iterable[Line]) -> list[Shift]:
    """What moved from one version to the next; their sum is the change of the whole."""
    was = {line.place: line.amount for line in before}
    now = {line.place: line.amount for line in after}
    places = sorted(was.keys() | now.keys())
    moved = [Shift(place, was.get(place, NOTHING), now.get(place, NOTHING)) for place in places]
    return [shift for shift in moved if shift.before != shift.after]


def sums(lines: Iterable[Line], by: Callable[[Line], str]) -> list[tuple[str, Decimal]]:
    """Lines added up by partner, kind or whatever else, by name."""
    found: dict[str, Decimal] = {}
    for line in lines:
        found[by(line)] = found.get(by(line), NOTHING) + line.amount
    return sorted(found.items())
