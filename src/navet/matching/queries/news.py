"""What is new on offer and fits a need, for whoever wants to hear of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from navet.encoding.chosen import chosen_card
from navet.hubs.models import Hub
from navet.matching.models import OfferText
from navet.matching.queries.matches import Match, find_matches
from navet.matching.queries.ranks import MOST_ASKED
from navet.matching.queries.shelves import embedding_progress, everything

WORTH_TELLING = {"strong", "possible"}


@dataclass(frozen=True)
class News:
    """What is new and fits, the best first; it is all there was until that edition."""

    matches: Sequence[Match]
    edition: int


def current_edition() -> int:
    """The number of what is on offer now."""
    stock = everything()
    return stock.edition if stock else 0


def find_news(
    need: str, *, since: int, but: Collection[UUID], reader_language: str, hub: Hub, confirmed: Collection[str] = ()
) -> News | None:
    """The offers that were read anew after the edition `since` and fit well, without those told already (`but`).

    None when it must be asked again later: while offers wait to be read, or the encoder that has read them is away,
    letters alone would miss what fits.
    """
    fresh = OfferText.objects.filter(until=None, since__gt=since).exclude(offer_id__in=but)
    offers = set(fresh.values_list("offer_id", flat=True))
    if not offers:
        return News([], since)
    read = embedding_progress(chosen_card().stamp)
    if read.done and not read.is_whole:
        return None
    found = find_matches(
        need, reader_language=reader_language, hub=hub, confirmed=confirmed, most=MOST_ASKED, among=offers
    )
    if read.done and found.plain:
        return None
    return News([match for match in found.matches if match.word in WORTH_TELLING], found.asking.edition)
