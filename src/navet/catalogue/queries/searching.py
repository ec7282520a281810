"""Finding services by words: full text in the reader's language first, then parts of words, then words typed wrong."""

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add, and_, or_
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from navet.catalogue.models import Service
from navet.catalogue.queries.services import open_on
from navet.catalogue.queries.taxonomies import SCHEMES, words

CONFIGURATIONS = {"nb": "norwegian", "sv": "swedish", "en": "english"}
MOST_WORDS = 8
# Shorter words must be whole ones: "ai" is in "training" as well.
LONG_ENOUGH = 4
CLOSE_ENOUGH = 0.4
SEARCHED_LISTS = {"pillar": "pillar__in", "technologies": "technologies__overlap", "sectors": "sectors__overlap"}


@dataclass(frozen=True)
class Found:
    """Services, the best first. `is_close`: none had all the words; these have some, or something like them."""

    ids: list[UUID]
    is_close: bool = False


def search_services(text: str, language: str) -> Found:
    """Open services that have every word; when there are none, those that come close."""
    asked = re.findall(r"\w+", text.casefold())[:MOST_WORDS]
    if not asked:
        return Found([])
    exact = list(_ranked(_with_every_word(asked), asked, language))
    return Found(exact) if exact else Found(list(_like(asked, language)), is_close=True)


def _with_every_word(asked: list[str]) -> Q:
    """Every word, in one language's text or somewhere in titles, summaries and the names of the lists' words."""
    in_texts = [Q(**{f"search_{language}": _query(asked, language, " & ")}) for language in CONFIGURATIONS]
    return reduce(or_, in_texts) | reduce(and_, (_somewhere(word) for word in asked))


def _somewhere(word: str) -> Q:
    found = (
        Q(search_text__regex=rf"\m{re.escape(word)}\M") if len(word) < LONG_ENOUGH else Q(search_text__contains=word)
    )
    for field, lookup in SEARCHED_LISTS.items():
        if codes := _codes_named(field, word):
            found |= Q(**{lookup: codes})
    return found


def _query(asked: list[str], language: str, between: str) -> SearchQuery:
    """The words as PostgreSQL asks for them; a long word may be only the beginning of one (test → testmiljö)."""
    parts = [f"{word}:*" if len(word) >= LONG_ENOUGH else word for word in asked]
    return SearchQuery(between.join(parts), config=CONFIGURATIONS[language], search_type="raw")


def _ranked(matching: Q, asked: list[str], language: str) -> "QuerySet[Service, UUID]":
    own = language if language in CONFIGURATIONS else "en"
    rank = SearchRank(F(f"search_{own}"), _query(asked, own, " | "))
    return (
        Service.objects.filter(matching, open_on(timezone.localdate()))
        .annotate(rank=Coalesce(rank, Value(0.0), output_field=FloatField()))
        .order_by("-rank", "slug")
        .values_list("id", flat=True)
    )


def _like(asked: list[str], language: str) -> "QuerySet[Service, UUID]":
    """Some of the words, or words spelt almost so."""
    long = [word for word in asked if len(word) >= LONG_ENOUGH] or asked
    likeness = reduce(add, (TrigramWordSimilarity(word, "search_text") for word in long)) / Value(float(len(long)))
    some = reduce(or_, (Q(**{f"search_{each}": _query(long, each, " | ")}) for each in CONFIGURATIONS))
    own = language if language in CONFIGURATIONS else "en"
    rank = SearchRank(F(f"search_{own}"), _query(long, own, " | "))
    return (
        Service.objects.filter(open_on(timezone.localdate()))
        .annotate(likeness=likeness, rank=rank + likeness)
        .filter(some | Q(likeness__gte=CLOSE_ENOUGH))
        .order_by("-rank", "slug")
        .values_list("id", flat=True)
    )


@lru_cache(maxsize=1024)
def _codes_named(field: str, word: str) -> list[str]:
    """Codes of a list whose label, in any language, has a word that begins so (a short one: is so)."""
    fits = str.__eq__ if len(word) < LONG_ENOUGH else str.startswith
    return [
        code
        for code, each in words(SCHEMES[field]).items()
        if any(fits(part, word) for text in each.labels.values() for part in re.findall(r"\w+", text.casefold()))
    ]
