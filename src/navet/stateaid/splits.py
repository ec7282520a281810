"""Divides the aid of an undertaking that split up: Regulation (EU) 2023/2831, article 3(9).

Aid granted before a split goes to the new undertaking that benefited from it; where that cannot be told, by the book
value of the equity on the day of the split. Either way somebody decides which part goes, and writes down why.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from navet.stateaid.valuing import rounded


class Counted(NamedTuple):
    """One amount that counts, in euro, and the hub it came through."""

    day: date
    amount: Decimal
    hub_id: UUID


@dataclass(frozen=True, slots=True)
class Split:
    """From a day on, `part` (0 to 1) of what `parent` had been granted before counts for `child` and no longer for it."""

    parent: UUID
    child: UUID
    on: date
    part: Decimal


def after_splits(rows: Mapping[UUID, Sequence[Counted]], splits: Iterable[Split]) -> dict[UUID, list[Counted]]:
    """Everybody's rows once all splits are taken into account, the earliest first; to the cent nothing is lost.

    Splits of one day divide the same aid, so their parts are of the whole; a later one divides what was left.
    """
    counted = {id: list(kept) for id, kept in rows.items()}
    by_day: dict[tuple[date, UUID], list[Split]] = defaultdict(list)
    for split in splits:
        by_day[split.on, split.parent].append(split)
    for (on, parent), together in sorted(by_day.items()):
        stays = []
        for row in counted.get(parent, []):
            left = row.amount
            for split in together if row.day < on else ():
                moved = rounded(split.part * row.amount)
                left -= moved
                counted.setdefault(split.child, []).append(Counted(row.day, moved, row.hub_id))
            stays.append(Counted(row.day, left, row.hub_id))
        counted[parent] = stays
    return counted


def those_before(organisations: Collection[UUID], splits: Iterable[Split]) -> frozenset[UUID]:
    """These, and every undertaking that they came out of, however far back."""
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    for split in splits:
        parents[split.child].add(split.parent)
    found, wanted = set(organisations), list(organisations)
    while wanted:
        new = parents[wanted.pop()] - found
        found |= new
        wanted += new
    return frozenset(found)
