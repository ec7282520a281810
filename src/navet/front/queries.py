from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from navet.catalogue.facets import Shelved
from navet.catalogue.queries import label, shelf

PILLARS = ("test-before-invest", "skills", "finance", "ecosystem")


@dataclass(frozen=True)
class Shown:
    """A service as the front page shows it."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    pillar: str


@dataclass(frozen=True)
class Window:
    """What the front page shows of the catalogue: how many services each pillar has, and one of each today."""

    numbers: dict[str, int]
    featured: list[Shown]


def window(language: str, today: date) -> Window:
    """What the hub shows in its window today; other services tomorrow, so that each has its day."""
    on_show = shelf().in_order(language)
    by_pillar = {pillar: [item for item in on_show if pillar in item.codes["pillar"]] for pillar in PILLARS}
    numbers = {pillar: len(items) for pillar, items in by_pillar.items()}
    return Window(numbers, list(_of_the_day(by_pillar, today)))


def _of_the_day(by_pillar: dict[str, list[Shelved]], today: date) -> Iterator[Shown]:
    for pillar, items in by_pillar.items():
        if items:
            item = items[today.toordinal() % len(items)]
            yield Shown(item.slug, dict(item.title), dict(item.summary), label("pillars", pillar))
