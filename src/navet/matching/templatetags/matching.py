"""What pages of other modules show of matching."""

from typing import Any

from django import template

from navet.matching.doors import Attached, reader_language
from navet.matching.queries.pages import language_name

register = template.Library()


@register.inclusion_tag("matching/attached.html")
def attached_match(kept: str, *, by_hub: bool = True) -> dict[str, Any]:
    """`{% attached_match application.answers.match %}`: the offer that came along, and the reason that was read."""
    match = Attached.read(kept) if kept else None
    if match is None:
        return {}
    reader = reader_language()
    tongue = language_name(match.language, reader) if match.language != reader else ""
    return {"match": match, "tongue": tongue, "by_hub": by_hub}
