"""What the doors of matching share: offers as cards, a match that goes along as it was shown, and a fair share for all."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from navet.encoding.chosen import texts_go_to
from navet.hubs.models import Hub
from navet.matching.commands import remember_matches, tell_what_became
from navet.matching.permissions import may_tell
from navet.matching.queries import find_matches
from navet.matching.queries.pages import country_name, same_showing, showing_or_none, tongue, web_addresses

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from navet.directory.models import Membership, Visitor
    from navet.kit.translated import Told
    from navet.matching.queries import Hidden, Match, Matches

A_MINUTE = 60  # needs from one address, in each web process; somebody who types is answered at every pause
AT_MOST = 5
SALT = "matching.attached"
GOES_TO = _("To compare it with what is on offer, %(hub)s uses the service at %(goes_to)s, which receives the text.")


class Fitting(NamedTuple):
    """How well an offer fits, in a word and never in a number, and in a tone that only repeats it."""

    label: "StrPromise"
    tone: str


FITTING = {
    "strong": Fitting(_("strong match"), "success"),
    "possible": Fitting(_("possible match"), "info"),
    "weak": Fitting(_("weak match"), "neutral"),
}


def where_needs_go(hub: Hub) -> str:
    """Where a need goes to be compared, for whoever writes one; empty when that is this machine."""
    return str(GOES_TO) % {"hub": hub.name, "goes_to": texts_go_to()} if texts_go_to() else ""


@dataclass(frozen=True)
class Attached:
    """Which offer, out of which showing, and the reason that was read there. Texts stand as they were shown."""

    showing: str
    offer: str
    hub: str
    title: str
    word: str
    sentence: str
    language: str
    clause: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What `written` wrote; none of anything else."""
        try:
            told: Any = json.loads(text)
            return cls(**{each.name: str(told[each.name]) for each in fields(cls)})
        except (ValueError, KeyError, TypeError):
            return None

    def written(self) -> str:
        """Plain text, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def fitting(self) -> Fitting | None:
        return FITTING.get(self.word)

    @property
    def address(self) -> str:
        """By way of what was shown, to the offer's own page."""
        return reverse("matching:open_match", args=[self.showing, self.offer])


def look(
    who: "Membership | Visitor", hub: Hub, text: str, *, language: str, most: int = AT_MOST, **how: Any
) -> "tuple[Matches, list[Card]]":
    """Look for what fits a need, and keep what is shown; the same answer for the same person again is kept once."""
    matches = find_matches(text, reader_language=language, hub=hub, most=most, **how)
    if not matches.asking.provider:  # nothing is on offer anywhere
        return matches, []
    showing = same_showing(who, matches.asking) or remember_matches(who, hub, matches=matches)
    return matches, cards_of(matches.matches, hub, showing.id, language)


def tell(who: "Membership | Visitor", kept: str, what: str, reason: str = "") -> None:
    """What was done with a match that went along. `kept`: as `Attached.written`; of nothing, nothing is told."""
    match = Attached.read(kept) if kept else None
    showing = showing_or_none(match.showing) if match else None
    if match and showing and may_tell(who, showing):
        tell_what_became(who, showing, offer_id=UUID(match.offer), what=what, reason=reason)


def reader_language() -> str:
    """The reader's language, without its country."""
    return (get_language() or "en").split("-")[0]


def seal(match: Attached) -> str:
    """For a hidden field."""
    return signing.dumps(asdict(match), salt=SALT, compress=True)


def unseal(text: str) -> Attached | None:
    """What a hidden field brought back; none when it is not of our making."""
    try:
        return Attached(**signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Card:
    """A match as a page shows it to one reader. `tongue`: the offer's language by name, where it is not the reader's."""

    match: "Match"
    attached: Attached
    country: str
    tongue: str
    is_ours: bool

    @property
    def facts(self) -> list[str]:
        """What can be checked, beside the hub, which stands above them."""
        return [each for each in self.match.facts if each != self.match.hub_name]

    @property
    def sealed(self) -> str:
        return seal(self.attached)

    @property
    def standing(self) -> Fitting | None:
        return self.attached.fitting

    @property
    def address(self) -> str:
        return self.attached.address


def cards_of(matches: "Sequence[Match]", hub: Hub, showing_id: UUID, language: str) -> list[Card]:
    """The matches of one showing, as this hub shows them to a reader of that language."""
    return [_card(match, hub, showing_id, language) for match in matches]


@dataclass(frozen=True)
class Link:
    """A match in a short list, with the address of its own page."""

    match: "Match"
    address: str
    country: str
    tongue: str


def links_of(matches: "Sequence[Match]", hub: Hub, language: str) -> list[Link]:
    """The matches as links, to our own pages and to other hubs'."""
    pages = pages_of([(match.hub_id, match.slug) for match in matches], hub)
    return [
        Link(match, page, country_name(match.country, language), tongue(match.sentence_language, language))
        for match, page in zip(matches, pages, strict=True)
    ]


@dataclass(frozen=True)
class Away:
    """An offer that what was asked keeps away, and why."""

    title: "Told"
    hub_name: str
    country: str
    address: str
    why_not: str


def away_of(hidden: "Sequence[Hidden]", hub: Hub, language: str) -> list[Away]:
    """What fits and is not shown, with the addresses of the offers' own pages."""
    offers = [each.offer for each in hidden]
    pages = pages_of([(offer.hub_id, offer.slug) for offer in offers], hub)
    return [
        Away(offer.title, offer.hub_name, country_name(offer.country, language), page, each.why_not)
        for each, offer, page in zip(hidden, offers, pages, strict=True)
    ]


def pages_of(offers: Sequence[tuple[UUID, str]], here: Hub | None) -> list[str]:
    """The addresses of offers' own pages, given the hub and the slug of each; of `here`, within the site."""
    elsewhere = web_addresses({hub_id for hub_id, _slug in offers} - ({here.id} if here else set()))
    return [
        f"{elsewhere[hub_id]}/services/{slug}/" if hub_id in elsewhere else reverse("catalogue:service", args=[slug])
        for hub_id, slug in offers
    ]


def _card(match: "Match", hub: Hub, showing_id: UUID, language: str) -> Card:
    attached = Attached(
        showing=str(showing_id),
        offer=str(match.offer_id),
        hub=match.hub_name,
        title=str(match.title),
        word=match.word,
        sentence=match.sentence,
        language=match.sentence_language,
        clause=match.clause,
    )
    country = country_name(match.country, language)
    return Card(match, attached, country, tongue(match.sentence_language, language), is_ours=match.hub_id == hub.id)


def asks_too_often(request: HttpRequest) -> bool:
    """Whether this address has asked more than its share in the last minute; asking this counts."""
    proxied = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    address = proxied.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    key = f"matching:{address.encode().hex()[:120]}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # it ran out between the two
        return False
