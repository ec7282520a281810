"""Works out which help was followed by which change in digital maturity, honestly: how many, how far, how spread.

An observation, never a cause: those who ask for help may well have moved without it. A group of fewer than five
organisations is hidden, since its mean would tell about each of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, stdev

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Followed:
    """One organisation between two rounds: the kinds of help it had, and how far each dimension moved, in points."""

    organisation: str
    helps: frozenset[str]
    moved: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Effect:
    """A kind of help and what it was followed by in a dimension: `n` organisations, mean and standard deviation."""

    help: str
    dimension: str
    n: int
    mean: float
    spread: float


def effects(followed: Iterable[Followed]) -> list[Effect]:
    """Every kind of help with every dimension, the largest rise first; each organisation counts once, small groups not."""
    by_organisation = {each.organisation: each for each in followed}
    groups: dict[tuple[str, str], list[float]] = {}
    for each in by_organisation.values():
        for help in each.helps:
            for dimension, points in each.moved.items():
                groups.setdefault((help, dimension), []).append(float(points))
    found = [
        Effect(help, dimension, len(points), mean(points), stdev(points))
        for (help, dimension), points in groups.items()
        if len(points) >= FEWEST
    ]
    return sorted(found, key=lambda effect: (-effect.mean, effect.help, effect.dimension))
