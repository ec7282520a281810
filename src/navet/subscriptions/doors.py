"""What a letter tells, as its reader reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from navet.matching.doors import FITTING, Fitting, pages_of
from navet.matching.queries.pages import country_name, tongue


@dataclass(frozen=True)
class Written:
    """An offer as a letter tells it to one reader. `tongue`: its language by name, where it is not the reader's."""

    title: str
    hub_name: str
    country: str
    standing: Fitting | None
    sentence: str
    tongue: str
    address: str


def written(offers: Sequence[dict[str, Any]], language: str) -> list[Written]:
    """The offers of a letter, with their whole addresses."""
    pages = pages_of([(UUID(each["hub"]), each["slug"]) for each in offers], None)
    return [
        Written(
            title=each["title"],
            hub_name=each["hub_name"],
            country=country_name(each["country"], language),
            standing=FITTING.get(each["word"]),
            sentence=each["sentence"],
            tongue=tongue(each["language"], language),
            address=page,
        )
        for each, page in zip(offers, pages, strict=True)
    ]
