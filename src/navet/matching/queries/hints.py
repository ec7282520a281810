"""What an offer's owner can mend, counted from what this hub's pages showed; never a word of anybody's need."""

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from navet.catalogue.models import Service
from navet.kit.translated import LANGUAGES
from navet.matching.fusion import SHORT
from navet.matching.grams import spelled
from navet.matching.hints import Case, Hint, Reading, hints
from navet.matching.models import OfferText, Reaction, Showing
from navet.matching.queries.fairness import TAKEN

HINT_DAYS = 90  # as long as a need's words are kept
MOST_LISTS = 2000  # the newest; an offer shown more often has its hints without the rest
SHORTEST, BEGINNING = 3, 5  # letters: of a word that counts, and of what its forms have in common


def hints_of(offer: Service) -> list[Hint]:
    """What would help an offer of the chosen hub be found; nothing of one that is not open."""
    if not offer.takes_requests:
        return []
    texts = list(OfferText.objects.filter(offer_id=offer.id, until=None).order_by("id"))
    written = [code for code in offer.hub.languages if code in LANGUAGES]
    topics = any(text.topics for text in texts)
    reading = Reading({text.language: len(text.text) for text in texts}, topics, written)
    since = timezone.now() - timedelta(days=HINT_DAYS)
    told = Reaction.objects.filter(offer_id=offer.id, showing__created_at__gte=since)
    deeds: defaultdict[UUID, set[str]] = defaultdict(set)
    declined = []
    for showing, what, reason in told.values_list("showing_id", "what", "reason"):
        deeds[showing].add(what)
        declined.append(reason)
    shown = Showing.objects.filter(created_at__gte=since, shown__contains=[{"offer": str(offer.id)}])
    rows = shown.order_by("-id").only("shown", "reader_language", "need")[:MOST_LISTS]
    words = {text.language: spelled(f"{text.title} {text.text}") for text in texts}
    cases = [_case(str(offer.id), row, deeds[row.id], words) for row in rows]
    return hints(reading, cases, declined)


def _case(offer: str, row: Showing, deeds: set[str], words: dict[str, str]) -> Case:
    return Case(
        rank=1 + [each["offer"] for each in row.shown].index(offer),
        reader=row.reader_language,
        is_opened=Reaction.What.OPENED in deeds,
        is_taken=bool(deeds & TAKEN),
        is_missed=_is_missed(row.need, words.get(row.reader_language, "")),
    )


def _is_missed(need: str, words: str) -> bool:
    """Whether a short search has no word in the offer's text in its language, not even how one begins."""
    searched = spelled(need).split()
    said = [word[:BEGINNING] for word in searched if len(word) >= SHORTEST]
    return bool(words and said) and len(searched) <= SHORT and not any(word in words for word in said)
