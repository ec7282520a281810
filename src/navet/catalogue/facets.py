"""Which of the services on show a reader has chosen, and how many each further choice would leave.

Within one facet a service need only fit one of the chosen words; it must fit every facet that has a choice.
A service for every sector, or one that names no sector, audience or region, fits whichever of those is chosen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

FACETS = ("pillar", "technology", "sector", "audience", "region", "language", "format")
# Naming none of these means: for anyone.
OPEN_WHEN_EMPTY = frozenset({"sector", "audience", "region"})
ALL_SECTORS = "all-sectors"
ANYTHING = "*"

Choices = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Shelved:
    """One service on show: what lists, facets and feeds need of it. Texts by language, codes by facet."""

    id: UUID
    slug: str
    code: str
    kind: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    duration: Mapping[str, str]
    provider: str
    codes: Mapping[str, frozenset[str]]
    amount: Decimal | None = None
    invoiced: Decimal | None = None
    currency: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Chosen:
    """The services that fit every choice, in the order they came, and per facet how many each word would leave."""

    items: list[Shelved]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def codes_by_facet(**lists: Iterable[str]) -> dict[str, frozenset[str]]:
    """A service's codes as the facets see them: one that fits anyone says only that."""
    codes = {facet: frozenset(code for code in lists[facet] if code) for facet in FACETS}
    for facet in OPEN_WHEN_EMPTY:
        if not codes[facet] or ALL_SECTORS in codes[facet]:
            codes[facet] = frozenset({ANYTHING})
    return codes


def choose(items: Sequence[Shelved], choices: Choices) -> Chosen:
    """Narrow by the choices. A word's count is what choosing it, with the other facets as they are, would show."""
    active = [(facet, chosen) for facet, chosen in choices.items() if chosen]
    fitting: list[Shelved] = []
    counters: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for item in items:
        failed = [facet for facet, chosen in active if not _fits(item.codes[facet], chosen)]
        if not failed:
            fitting.append(item)
        if len(failed) <= 1:
            for facet in failed or FACETS:
                counters[facet].update(item.codes[facet])
    return Chosen(fitting, {facet: _spread(counter) for facet, counter in counters.items()})


def _fits(codes: frozenset[str], chosen: frozenset[str]) -> bool:
    return ANYTHING in codes or not codes.isdisjoint(chosen)


def _spread(counter: Counter[str]) -> dict[str, int]:
    """A service that fits anything counts for every word that some other service names."""
    return {code: number + counter[ANYTHING] for code, number in counter.items() if code != ANYTHING}
