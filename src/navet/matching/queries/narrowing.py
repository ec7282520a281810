"""By what an answer may be narrowed: only what is on offer can be chosen."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from uuid import UUID

from django.utils.text import capfirst

from navet.catalogue.models import Service
from navet.catalogue.queries import words
from navet.hubs.models import Hub
from navet.matching.models import OfferText
from navet.matching.queries.pages import country_name
from navet.matching.queries.shelves import everything

Choices = Sequence[tuple[str, str]]
LISTS = {"spoken": "languages", "audience": "audience"}


def narrowing(language: str) -> Mapping[str, Choices]:
    """For each list of `Only` what offers have of it, labelled for the reader; one in which all are alike is left out."""
    stock = everything()
    had = _on_offer(stock.id, stock.edition) if stock else {}
    return {asked: _labelled(asked, values, language) for asked, values in had.items() if len(values) > 1}


@lru_cache(maxsize=2)
def _on_offer(_stock: UUID, _edition: int) -> Mapping[str, frozenset[str]]:
    """What the offers of an edition have. An edition stays as it is, so each process asks once."""
    rows = OfferText.objects.filter(until=None).order_by().distinct()
    seen = list(rows.values_list("kind", "hub_id", "country", "spoken", "audience"))
    return {
        "kinds": frozenset(row[0] for row in seen),
        "countries": frozenset(row[2] for row in seen),
        "hubs": frozenset(str(row[1]) for row in seen),
        "spoken": frozenset(chain.from_iterable(row[3] for row in seen)),
        "audience": frozenset(chain.from_iterable(row[4] for row in seen)),
    }


def _labelled(asked: str, values: Collection[str], language: str) -> Choices:
    """In the order in which one looks for it: a word list's own, or by name."""
    if asked == "kinds":
        return [(value, capfirst(str(label))) for value, label in Service.Kind.choices if value in values]
    if asked == "hubs":
        hubs = Hub.objects.filter(id__in=values).order_by("name").values_list("id", "name")
        return [(str(id), name) for id, name in hubs]
    if asked == "countries":
        return sorted(((code, country_name(code, language)) for code in values), key=lambda pair: pair[1])
    return [(code, str(word)) for code, word in words(LISTS[asked]).items() if code in values]
