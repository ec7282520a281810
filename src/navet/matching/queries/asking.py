"""A need is put to the encoder, and by letters alone when that does not answer in time."""

from dataclasses import dataclass

from navet.encoding.chosen import chosen_encoder
from navet.encoding.providers import Provider, ProviderTrouble
from navet.matching.models import Stock
from navet.matching.offers import Asked
from navet.matching.queries.shelves import PLAIN, Opened, open_shelf
from navet.matching.reasons import Pieces, ask_in_parts


@dataclass(frozen=True)
class Question:
    """A need with its vector and its clauses', and the shelf they compare with."""

    asked: Asked
    clauses: Pieces
    opened: Opened


def put(stock: Stock, text: str) -> Question | None:
    """Ask the better one that answers; none when nothing is on offer."""
    try:
        better = _put(stock, chosen_encoder(), text)
    except ProviderTrouble:
        better = None
    return better or _put(stock, PLAIN, text)


def _put(stock: Stock, provider: Provider, text: str) -> Question | None:
    opened = open_shelf(stock, provider.card.stamp)
    return Question(*ask_in_parts(provider, text), opened) if opened else None
