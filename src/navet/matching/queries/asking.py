"""A need is put to the better provider, and to the plainer one when that does not answer in time."""

from dataclasses import dataclass

from navet.matching.models import Stock
from navet.matching.offers import Asked, ask
from navet.matching.providers import Provider
from navet.matching.queries.shelves import PLAIN, Opened, open_shelf
from navet.matching.reasons import Pieces, clauses_of


@dataclass(frozen=True)
class Question:
    """A need with its vector and its clauses', who made them, and the shelf they compare with."""

    asked: Asked
    clauses: Pieces
    opened: Opened
    provider: Provider


def put(stock: Stock, text: str) -> Question | None:
    """Ask by letters; none when nothing is on offer."""
    return _put(stock, PLAIN, text)


def _put(stock: Stock, provider: Provider, text: str) -> Question | None:
    opened = open_shelf(stock, provider.card.stamp)
    if opened is None:
        return None
    asked = ask(provider, text)
    return Question(asked, clauses_of(provider, asked), opened, provider)
