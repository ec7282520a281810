"""What pages of other modules show of matching."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.urls import reverse

from navet.matching.doors import Attached, Link, links_of, reader_language
from navet.matching.queries import find_matches, more_like
from navet.matching.queries.hints import HINT_DAYS, hints_of
from navet.matching.queries.pages import language_name, tongue

MOST_FOUND, MOST_ALIKE = 5, 3
register = template.Library()


@register.inclusion_tag("matching/attached.html")
def attached_match(kept: str, *, by_hub: bool = True) -> dict[str, Any]:
    """`{% attached_match application.answers.match %}`: the offer that came along, and the reason that was read."""
    match = Attached.read(kept) if kept else None
    if match is None:
        return {}
    return {"match": match, "tongue": tongue(match.language, reader_language()), "by_hub": by_hub}


@register.inclusion_tag("matching/links.html", takes_context=True)
def fitting_offers(context: Mapping[str, Any], text: str, cards: Collection[Any]) -> dict[str, list[Link]]:
    """`{% fitting_offers text browsed.cards %}`: what fits by meaning, of all hubs, beside the services found by words."""
    if not text:
        return {"links": []}
    hub = context["request"].hub
    found = find_matches(text, reader_language=reader_language(), hub=hub, most=MOST_FOUND)
    shown = {reverse("catalogue:service", args=[card.slug]) for card in cards}
    links = links_of(found.matches, hub, reader_language())
    return {"links": [link for link in links if link.address not in shown]}


@register.inclusion_tag("matching/more_like.html", takes_context=True)
def more_like_this(context: Mapping[str, Any], offer: Any) -> dict[str, list[Link]]:
    """`{% more_like_this service %}`: the offers most like this one, of any hub."""
    alike = more_like(offer.id, reader_language=reader_language(), most=MOST_ALIKE)
    return {"links": links_of(alike, context["request"].hub, reader_language())}


@register.inclusion_tag("matching/hints.html")
def repair_hints(offer: Any) -> dict[str, Any]:
    """`{% repair_hints service %}`: what would help an open offer be found, one sentence each, for whoever owns it."""
    told = [(hint, language_name(hint.about, reader_language())) for hint in hints_of(offer)]
    return {"hints": told, "is_open": offer.takes_requests, "days": HINT_DAYS}
