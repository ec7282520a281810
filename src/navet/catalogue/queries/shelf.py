"""What is on show, kept in the process for as long as it is true.

A hub's open services are read once, as plain values; after that each page asks one question, whether anything that
the catalogue shows has changed. The journal knows: it counts the facts that change it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from navet.catalogue import facts
from navet.catalogue.facets import Shelved, codes_by_facet
from navet.catalogue.models import Service
from navet.catalogue.queries.prices import current_prices
from navet.catalogue.queries.services import open_on
from navet.directory.facts import HubEdited, PartnerEdited
from navet.funding.facts import FinanciersSet, ProjectEdited
from navet.hubs.models import chosen_hub
from navet.journal.queries import how_often
from navet.kit.translated import told

CHANGES = [
    kind.__name__
    for kind in (
        facts.ServiceEdited,
        facts.ServicePublished,
        facts.ServiceClosed,
        facts.PriceSet,
        FinanciersSet,
        HubEdited,
        PartnerEdited,
        ProjectEdited,
    )
]
COLUMNS = (
    "id",
    "slug",
    "code",
    "kind",
    "title",
    "summary",
    "duration",
    "provider__name",
    "provider__short_name",
    "pillar",
    "technologies",
    "sectors",
    "audience",
    "regions",
    "languages",
    "format",
)

Stamp = tuple[int, date]


@dataclass(frozen=True)
class Shelf:
    """One hub's open services as they were at `stamp`."""

    stamp: Stamp
    items: Mapping[UUID, Shelved]
    _orders: dict[str, Sequence[Shelved]] = field(default_factory=dict)

    def in_order(self, language: str) -> Sequence[Shelved]:
        """By title, as the reader of that language sees it."""
        if language not in self._orders:
            by_title = lambda item: (told(dict(item.title), language).text.casefold(), item.slug)  # noqa: E731
            self._orders[language] = sorted(self.items.values(), key=by_title)
        return self._orders[language]


_kept: dict[UUID, Shelf] = {}


def catalogue_stamp() -> Stamp:
    """When this has changed, whatever was made of the catalogue is old. Prices begin and end with a day, and so does applying."""
    return how_often(CHANGES), timezone.localdate()


def shelf() -> Shelf:
    """The hub's open services: one question when nothing has changed, three when something has."""
    stamp = catalogue_stamp()
    kept = _kept.get(chosen_hub())
    if kept is None or kept.stamp != stamp:
        kept = _kept[chosen_hub()] = Shelf(stamp, _read(stamp[1]))
    return kept


def _read(on: date) -> dict[UUID, Shelved]:
    prices = {
        row["service_id"]: {name: row[name] for name in ("amount", "invoiced", "currency", "unit")}
        for row in current_prices(on).values("service_id", "amount", "invoiced", "currency", "unit")
    }
    rows = Service.objects.filter(open_on(on)).values(*COLUMNS)
    return {row["id"]: _shelved(row, prices.get(row["id"], {})) for row in rows}


def _shelved(row: dict[str, Any], price: dict[str, Any]) -> Shelved:
    codes = codes_by_facet(
        pillar=[row["pillar"]],
        technology=row["technologies"],
        sector=row["sectors"],
        audience=row["audience"],
        region=row["regions"],
        language=row["languages"],
        format=[row["format"]],
    )
    provider = row["provider__short_name"] or row["provider__name"] or ""
    told_of = {name: row[name] for name in ("id", "slug", "code", "kind", "title", "summary", "duration")}
    return Shelved(**told_of, provider=provider, codes=codes, **price)
