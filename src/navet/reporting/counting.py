"""Works out an indicator from rows: what the database adds up, added up once more by hand.

A frozen report is counted from its own rows alone, and so is the check that it still is what was sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class How(StrEnum):
    """What is done with a column of the rows that count; a mean does not grow day by day, and rows without it are left out."""

    ROWS = "rows"
    DISTINCT = "distinct"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Measure:
    """How a number comes from rows: a column of those whose other columns are as `only` says."""

    how: How
    column: str = "id"
    only: Mapping[str, str] = field(default_factory=dict)

    def of(self, rows: Iterable[Row]) -> Decimal:
        """The number; nought for no rows. Cells are as a database or a file has them: `"4.50"` and `4.5` are one amount."""
        kept = [row[self.column] for row in rows if all(row[name] == value for name, value in self.only.items())]
        told = [cell for cell in kept if cell not in {None, ""}]
        if self.how == How.ROWS:
            return Decimal(len(told))
        if self.how == How.DISTINCT:
            return Decimal(len(set(map(str, told))))
        whole = sum((Decimal(str(cell)) for cell in told), Decimal(0))
        return whole if self.how == How.SUM or not told else whole / len(told)


def groups(rows: Iterable[Row], by: str) -> dict[str, list[Row]]:
    """Rows under the value they have in a field; nothing and the empty text are one value."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[by] or ""), []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Differences:
    """What two sets of rows differ in, by their ids: those that came, those that went, those that changed in which cells."""

    came: tuple[Row, ...]
    went: tuple[Row, ...]
    changed: tuple[tuple[Row, tuple[tuple[str, Any, Any], ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.changed)


def differences(then: Iterable[Row], now: Iterable[Row]) -> Differences:
    """Rows as they were held against rows as they are."""
    before, after = {row["id"]: row for row in then}, {row["id"]: row for row in now}
    changed = []
    for id in before.keys() & after.keys():
        old, new = before[id], after[id]
        cells = tuple((name, old[name], new[name]) for name in old if name in new and old[name] != new[name])
        if cells:
            changed.append((new, cells))
    return Differences(
        tuple(after[id] for id in sorted(after.keys() - before.keys())),
        tuple(before[id] for id in sorted(before.keys() - after.keys())),
        tuple(sorted(changed, key=lambda each: str(each[0]["id"]))),
    )
