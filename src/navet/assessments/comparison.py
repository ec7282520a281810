"""Comparing scores honestly: within one questionnaire version, and never so that a firm shows through."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

FEWEST_PEERS = 5
"""A group with fewer organisations than this is hidden: its mean would tell about each of them."""

Group = TypeVar("Group")


@dataclass(frozen=True)
class Round:
    """One submitted assessment, as much of it as a comparison needs. Scores are 0 to 100."""

    organisation: str
    questionnaire: str
    version: str
    timing: str
    scores: Mapping[str, Fraction]
    overall: Fraction

    @property
    def form(self) -> tuple[str, str]:
        """What must be the same for two rounds to be comparable."""
        return self.questionnaire, self.version


@dataclass(frozen=True)
class Increase:
    """The mean change between two timings over the `n` customers who have both; None when n is 0."""

    n: int
    overall: Fraction | None
    dimensions: Mapping[str, Fraction]


@dataclass(frozen=True)
class PeerMean:
    """The mean of a group of organisations."""

    n: int
    overall: Fraction
    dimensions: Mapping[str, Fraction]


def change(before: Round, after: Round) -> Mapping[str, Fraction] | None:
    """How far each dimension moved; None when the two are not of the same questionnaire version."""
    if before.form != after.form:
        return None
    return {code: after.scores[code] - value for code, value in before.scores.items()}


def increase(rounds: Iterable[Round], *, before: str = "T0", after: str = "T1") -> Increase:
    """The paired mean increase over everybody who has both rounds in the same version.

    Who did not come back counts in neither round, so the figure can not move by who stays away.
    """
    first: dict[tuple[str, tuple[str, str]], Round] = {}
    second: dict[tuple[str, tuple[str, str]], Round] = {}
    for each in rounds:
        if each.timing in (before, after):
            (first if each.timing == before else second)[each.organisation, each.form] = each
    pairs = [(first[key], second[key]) for key in first if key in second]
    if not pairs:
        return Increase(0, None, {})
    codes = set.intersection(*(set(start.scores) for start, _ in pairs))
    return Increase(
        n=len(pairs),
        overall=_mean([end.overall - start.overall for start, end in pairs]),
        dimensions={code: _moved(pairs, code) for code in sorted(codes)},
    )


def _moved(pairs: list[tuple[Round, Round]], code: str) -> Fraction:
    return _mean([end.scores[code] - start.scores[code] for start, end in pairs])


def peer_means(
    rounds: Iterable[Round], form: tuple[str, str], group_of: Callable[[Round], Group]
) -> dict[Group, PeerMean]:
    """The mean per group in one questionnaire version; an organisation counts once, a small group not at all.

    Give the rounds of one timing. When exactly one group is too small its mean could be worked out from the
    whole, so a caller that also shows the whole hides a second group; see `hidden_by_difference`.
    """
    latest: dict[tuple[Group, str], Round] = {}
    for each in rounds:
        if each.form == form:
            latest[group_of(each), each.organisation] = each
    groups: dict[Group, list[Round]] = {}
    for (group, _), each in latest.items():
        groups.setdefault(group, []).append(each)
    return {group: _peer_mean(members) for group, members in groups.items() if len(members) >= FEWEST_PEERS}


def hidden_by_difference(sizes: Mapping[Group, int]) -> set[Group]:
    """The groups to hide so that none smaller than five can be found by subtracting from the whole.

    Every small group, and when the small ones together are still fewer than five, the smallest other one.
    """
    small = {group for group, size in sizes.items() if size < FEWEST_PEERS}
    rest = sorted((size, str(group), group) for group, size in sizes.items() if group not in small)
    together = sum(sizes[group] for group in small)
    if small and together < FEWEST_PEERS and rest:
        small.add(rest[0][2])
    return small


def _peer_mean(members: list[Round]) -> PeerMean:
    return PeerMean(
        n=len(members),
        overall=_mean([member.overall for member in members]),
        dimensions={code: _mean([member.scores[code] for member in members]) for code in members[0].scores},
    )


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
