"""One page of the public catalogue, as it is shown: cards, facets with counts, and where the next page begins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from navet.catalogue.facets import FACETS, Choices, Shelved, choose
from navet.catalogue.models import Price
from navet.catalogue.queries.searching import search_services
from navet.catalogue.queries.shelf import Shelf, shelf
from navet.catalogue.queries.taxonomies import label, words
from navet.kit.translated import Told, told

PAGE = 50
SUMMARY_CHARS = 220
FACET_SCHEMES = {
    "pillar": "pillars",
    "technology": "technologies",
    "sector": "catalogue-sectors",
    "audience": "audience",
    "region": "nuts-3",
    "language": "languages",
    "format": "formats",
}
FACET_NAMES = {
    "pillar": _("Kind of help"),
    "technology": _("Technology"),
    "sector": _("Industry"),
    "audience": _("Who you are"),
    "region": _("Where"),
    "language": _("Language"),
    "format": _("How we meet"),
}
# These lists have an order of their own; the others go by the alphabet.
KEPT_IN_ORDER = frozenset({"pillar", "audience", "format"})


@dataclass(frozen=True)
class Card:
    """A service in a list, in one reader's language."""

    slug: str
    title: Told
    summary: Told
    pillar: str
    provider: str
    duration: str
    invoiced: Decimal | None
    currency: str
    unit: str


@dataclass(frozen=True)
class Option:
    """One word of a facet, and how many services choosing it would show."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: Sequence[Option]

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.is_chosen]


@dataclass(frozen=True)
class Browsed:
    """What a reader asked for and got. `after`: the address of the last card, where the next page begins."""

    cards: Sequence[Card]
    facets: Sequence[Facet]
    total: int
    of_all: int
    is_close: bool
    after: str | None
    is_first: bool

    @property
    def is_narrowed(self) -> bool:
        return any(facet.chosen for facet in self.facets)


def read_choices(asked: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """What was chosen in each facet; a word nobody knows is no choice."""
    return {facet: frozenset(asked.get(facet, ())) & frozenset(words(FACET_SCHEMES[facet])) for facet in FACETS}


def browse(text: str, choices: Choices, language: str, after: str | None = None) -> Browsed:
    """One page of the open services that fit, the best or the alphabetically first first."""
    stock = shelf()
    items, is_close = _matching(stock, text, language)
    chosen = choose(items, choices)
    begin = place_after(chosen.items, after)
    page = chosen.items[begin : begin + PAGE]
    has_more = begin + PAGE < len(chosen.items)
    return Browsed(
        cards=[card_of(item, language) for item in page],
        facets=[_facet(name, chosen.counts[name], choices[name]) for name in FACETS],
        total=len(chosen.items),
        of_all=len(stock.items),
        is_close=is_close,
        after=page[-1].slug if has_more else None,
        is_first=begin == 0,
    )


def matching(text: str, choices: Choices, language: str) -> list[Shelved]:
    """Every open service that fits, in the same order: for feeds."""
    items, _is_close = _matching(shelf(), text, language)
    return choose(items, choices).items


def _matching(stock: Shelf, text: str, language: str) -> tuple[Sequence[Shelved], bool]:
    if not text:
        return stock.in_order(language), False
    found = search_services(text, language)
    return [stock.items[id] for id in found.ids if id in stock.items], found.is_close


def place_after(items: Sequence[Shelved], after: str | None) -> int:
    """Where the page begins; a service that is gone sends the reader to the beginning."""
    if not after:
        return 0
    return next((place + 1 for place, item in enumerate(items) if item.slug == after), 0)


def card_of(item: Shelved, language: str) -> Card:
    summary = told(dict(item.summary), language)
    return Card(
        slug=item.slug,
        title=told(dict(item.title), language),
        summary=Told(Truncator(summary.text).chars(SUMMARY_CHARS), summary.language, summary.asked),
        pillar=label("pillars", next(iter(item.codes["pillar"]))),
        provider=item.provider,
        duration=told(dict(item.duration), language).text,
        invoiced=item.invoiced,
        currency=item.currency,
        unit=str(Price.Unit(item.unit).label) if item.unit else "",
    )


def _facet(name: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Facet:
    scheme = FACET_SCHEMES[name]
    known = [word for code, word in words(scheme).items() if code in counts or code in chosen]
    options = [Option(word.code, str(word), counts.get(word.code, 0), word.code in chosen) for word in known]
    if name not in KEPT_IN_ORDER:
        options.sort(key=lambda option: option.label.casefold())
    return Facet(name, str(FACET_NAMES[name]), options)
