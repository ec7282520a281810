"""What a letter tells, as its reader reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from navet.matching.doors import FITTING, Fitting
from navet.matching.queries.pages import country_name, language_name, web_addresses


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
    homes = web_addresses({UUID(each["hub"]) for each in offers})
    return [
        Written(
            title=each["title"],
            hub_name=each["hub_name"],
            country=country_name(each["country"], language),
            standing=FITTING.get(each["word"]),
            sentence=each["sentence"],
            tongue=language_name(each["language"], language) if each["language"] != language else "",
            address=f"{homes[UUID(each['hub'])]}/services/{each['slug']}/",
        )
        for each in offers
    ]
