"""Which offers stand at which rank: the same reckoning for an answer now and for one long ago."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings
from django.utils import timezone

from navet.hubs.models import Hub
from navet.matching.filed import Mask, Traits
from navet.matching.offers import Asked
from navet.matching.queries.shelves import Opened, offsets_named
from navet.matching.ranking import HALF, Ranked, rank
from navet.matching.verdicts import Verdict
from navet.vectors.index.scans import Rows
from navet.vectors.queries import LOOKED_AT, graph_is_there, nearest_texts

MOST_ASKED = 50
LANGUAGES_OF_ONE = 3  # so many rows an offer may have


@dataclass(frozen=True)
class Fit:
    """An offer's place on the shelf and how well it fits; `why_not`: the filter that keeps it away."""

    offer_id: UUID
    row: int
    word: Verdict
    why_not: str = ""


@dataclass(frozen=True)
class Only:
    """Which offers one wants to hear of: one of each list, and all where it is empty.

    kinds: of `Service.Kind`; hubs: ids; countries: "NO"; spoken: languages in which one is helped, "sv"; audience: codes
    of whom it is for, "public".
    """

    kinds: Collection[str] = ()
    hubs: Collection[str] = ()
    countries: Collection[str] = ()
    spoken: Collection[str] = ()
    audience: Collection[str] = ()


@dataclass(frozen=True)
class Narrowed:
    """What an answer is narrowed by and turned towards; plain values, kept with what was shown.

    on: the day it is asked, "2027-01-31"; lists kept from before offers had a last day to apply have none.
    """

    hub: str = ""
    country: str = ""
    regions: Sequence[str] = ()
    kind: Sequence[str] = ()
    hubs: Sequence[str] = ()
    countries: Sequence[str] = ()
    spoken: Sequence[str] = ()
    audience: Sequence[str] = ()
    confirmed: Sequence[str] = field(default=())
    nearest_first: bool = False
    on: str = ""

    @classmethod
    def of(cls, hub: Hub | None, only: Only, confirmed: Collection[str], *, nearest_first: bool) -> "Narrowed":
        """As a door asks it."""
        return cls(
            hub=str(hub.id) if hub else "",
            country=hub.country if hub else "",
            regions=tuple(hub.regions) if hub else (),
            kind=_once_each(only.kinds),
            hubs=_once_each(only.hubs),
            countries=_once_each(only.countries),
            spoken=_once_each(only.spoken),
            audience=_once_each(only.audience),
            confirmed=_once_each(confirmed),
            nearest_first=nearest_first and hub is not None,
            on=timezone.localdate().isoformat(),
        )

    def as_told(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def by_filter(self, traits: Traits) -> dict[str, Mask]:
        """For each filter that is set, who passes it."""
        wanted = {"kind": self.kind, "hub": self.hubs, "country": self.countries, "spoken": self.spoken}
        passing = {trait: traits.having(trait, values) for trait, values in wanted.items() if values}
        return passing | ({"audience": traits.open_to("audience", self.audience)} if self.audience else {})

    def still_open(self, traits: Traits) -> Mask:
        """Whose last day to apply is not over; a shelf laid out by an older release knows of none."""
        over = [day for day in traits.values.get("apply_by", ()) if day < self.on]
        return ~traits.having("apply_by", over) if over else np.ones(traits.count, bool)

    def mask(self, traits: Traits) -> Mask:
        """Who is open and passes all filters."""
        passing = self.still_open(traits)
        for each in self.by_filter(traits).values():
            passing &= each
        return passing

    def distances(self, traits: Traits) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """From the hub whose page asks: 0 its own, 1 in its regions, 2 in its country, 3 elsewhere."""
        near = [region for region in traits.values.get("region", ()) if region.startswith(tuple(self.regions))]
        found = np.full(traits.count, 3)
        found[traits.having("country", [self.country])] = 2
        found[traits.having("region", near)] = 1
        found[traits.having("hub", [self.hub])] = 0
        return found


def near_rows(opened: Opened, asked: Asked, mask: Mask, most: int) -> Rows | None:
    """The rows nearest in meaning as the graph tells; none where all are to be compared.

    That is where few are asked for, and where the graph tells too few of them: a filter keeps the others away, or it is being
    drawn anew.
    """
    drawn = opened.filed.drawn
    if drawn is None or int(mask.sum()) <= settings.GRAPH_FROM or not graph_is_there():
        return None
    then, now = offsets_named(drawn.stamp), offsets_named(opened.filed.shelf.stored.stamp)
    need = asked.vector if now.need is None else asked.vector - HALF * now.need
    told = nearest_texts(drawn.stamp, need, drawn=then, now=now, most=LOOKED_AT)
    near = drawn.rows_of(told)
    return near if told and int(mask[near].sum()) >= LANGUAGES_OF_ONE * most else None


def ranked_offers(
    opened: Opened, asked: Asked, narrowed: Narrowed, mask: Mask, most: int, *, near: Rows | None = None
) -> tuple[list[Fit], Ranked]:
    """The offers that fit, the best first, or the nearest first; whoever does not fit at all is left out.

    near: the rows among which the best are by meaning, None for all.
    """
    filed = opened.filed
    room = LANGUAGES_OF_ONE * (MOST_ASKED if narrowed.nearest_first else most)
    ranked = rank(filed.shelf, asked, confirmed=narrowed.confirmed, mask=mask, near=near, most=room)
    fits = list(_once(opened, ranked))
    if narrowed.nearest_first:
        distances = narrowed.distances(filed.traits)
        fits.sort(key=lambda fit: int(distances[fit.row]))
    return fits[:most], ranked


def rows_of(opened: Opened, offers: Collection[UUID]) -> Mask:
    """Where these offers stand on the shelf, in all their languages."""
    wanted = {str(offer) for offer in offers}
    ids = opened.filed.shelf.stored.ids
    return np.fromiter((each.partition(":")[0] in wanted for each in ids), bool, len(ids))


def why_not(opened: Opened, asked: Asked, narrowed: Narrowed, fits: Sequence[Fit], most: int) -> list[Fit]:
    """The offers that would stand among the best `most`, were it not for a filter; the first filter that each fails.

    Beside an offer that fits (one of `fits`) one that hardly does is not worth a word.
    """
    passing = narrowed.by_filter(opened.filed.traits)
    if not passing:
        return []
    mask = narrowed.still_open(opened.filed.traits)
    ranked = rank(opened.filed.shelf, asked, confirmed=narrowed.confirmed, mask=mask, most=LANGUAGES_OF_ONE * most)
    only_weak = all(fit.word == "weak" for fit in fits)
    failed = [
        (fit, next((trait for trait, each in passing.items() if not each[fit.row]), ""))
        for fit in _once(opened, ranked)[:most]
    ]
    return [replace(fit, why_not=trait) for fit, trait in failed if trait and (only_weak or fit.word != "weak")]


def _once_each(values: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _once(opened: Opened, ranked: Ranked) -> list[Fit]:
    """Each offer that fits at the rank of its best language."""
    found: dict[UUID, Fit] = {}
    for row, word in zip(ranked.rows.tolist(), ranked.words, strict=True):
        offer_id = UUID(opened.filed.shelf.stored.ids[row].partition(":")[0])
        if word != "none":
            found.setdefault(offer_id, Fit(offer_id, row, word))
    return list(found.values())
