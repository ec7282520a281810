"""Whether offers are read as much as they fit: the attention a list gives by rank, held against what it would be by fit.

A list's attention falls with the rank as 1 / log2(rank + 1) (Singh and Joachims 2018, "Fairness of Exposure in Rankings").
Fair would be the same attention, dealt out within each list in proportion to how well its offers fit (there, section 4.2;
over many lists: Biega, Gummadi and Weikum 2018, "Equity of Attention"). How well is the word that was shown with each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2, sqrt
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

RULE = "2026-11"  # changes with whatever changes the numbers
FITS = {"strong": 3, "possible": 2, "weak": 1}  # the grades that offers were judged by, too (docs/matching.md)
FEWEST = 30  # of fewer lists, or fewer offers taken, nothing is said
TOLERANCE = 0.05  # of all attention: as far as an own language may be from its share of what fits

Verdict = Literal["few", "more", "less", "even"]
Sums = defaultdict[str, NDArray[np.float64]]


class Place(NamedTuple):
    """One offer of a list: its group, the word it was shown with, and whether somebody took it."""

    group: str
    word: str
    is_taken: bool


@dataclass(frozen=True)
class Share:
    """A group's share (0 to 1) of all attention, what would be fair, and of all that was taken; none where too few to say.

    `lists`: in how many lists one of its offers stood; `on_offer`: how many it has now. `spread`: two standard errors of
    the difference between attention and fair, each list being one observation (a ratio of sums, linearised).
    """

    code: str
    on_offer: int
    lists: int
    attention: float | None = None
    fair: float | None = None
    spread: float | None = None
    taken: float | None = None

    @property
    def verdict(self) -> Verdict:
        """What may be said: more or less only beyond the tolerance and beyond chance."""
        if self.attention is None or self.fair is None or self.spread is None:
            return "few"
        off = self.attention - self.fair
        if abs(off) <= max(TOLERANCE, self.spread):
            return "even"
        return "more" if off > 0 else "less"


def discount(rank: int) -> float:
    """The attention of a rank, the first being 1."""
    return 1 / log2(rank + 1)


class Tally:
    """Sums over lists by group; lists may be too many to hold at once."""

    def __init__(self) -> None:
        self.whole = self.squares = 0.0
        self.lists = self.taken = 0
        # Lists, attention, fair, offers taken; off * off and off * whole, off being attention less fair in one list.
        self.sums: Sums = defaultdict(lambda: np.zeros(6))

    def add(self, places: Iterable[Place]) -> None:
        """One list, the first rank first."""
        ranked = [(place, discount(rank)) for rank, place in enumerate(places, 1)]
        whole, fits = sum(seen for _, seen in ranked), sum(FITS[place.word] for place, _ in ranked)
        here: Sums = defaultdict(lambda: np.zeros(3))
        for place, seen in ranked:
            here[place.group] += (seen, whole * FITS[place.word] / fits, place.is_taken)
        for group, (seen, fair, taken) in here.items():
            self.sums[group] += (1, seen, fair, taken, (seen - fair) ** 2, (seen - fair) * whole)
            self.taken += int(taken)
        self.lists += 1
        self.whole += whole
        self.squares += whole * whole

    def shares(self, on_offer: Mapping[str, int]) -> list[Share]:
        """Each group's, what was shown most first; also of those on offer that were never shown."""
        found = [self._share(group, on_offer.get(group, 0)) for group in {*self.sums, *on_offer}]
        return sorted(found, key=lambda share: (-share.lists, share.code))

    def _share(self, group: str, on_offer: int) -> Share:
        if group not in self.sums:
            return Share(group, on_offer, 0)
        lists, seen, fair, taken, squares, crossed = map(float, self.sums[group])
        if lists < FEWEST:
            return Share(group, on_offer, int(lists))
        off = (seen - fair) / self.whole
        error = sqrt(max(0.0, squares - 2 * off * crossed + off * off * self.squares)) / self.whole
        part = taken / self.taken if self.taken >= FEWEST else None
        return Share(group, on_offer, int(lists), seen / self.whole, fair / self.whole, 2 * error, part)
