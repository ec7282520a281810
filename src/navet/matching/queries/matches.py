"""A need against everything on offer: the facade that pages, the adviser's plan and machines ask."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from navet.catalogue.models import Service
from navet.catalogue.queries import label, labels_of
from navet.hubs.models import Hub
from navet.kit.translated import Told, told
from navet.matching.models import OfferText
from navet.matching.offers import Asked
from navet.matching.queries.asking import Question, put
from navet.matching.queries.ranks import MOST_ASKED, Fit, Narrowed, Only, near_rows, ranked_offers, rows_of, why_not
from navet.matching.queries.reasons import Reasons
from navet.matching.queries.shelves import TOPICS, Opened, everything
from navet.matching.verdicts import Verdict
from navet.vectors.index.scans import Rows

HIDDEN = 3
EVERY_OFFER = Only()
WORDS: Sequence[Verdict] = ("strong", "possible", "weak")


@dataclass(frozen=True)
class Topic:
    """A topic of the hubs' own list, named in the reader's language."""

    code: str
    label: str


@dataclass(frozen=True)
class Offered:
    """An offer as everybody may read it. Its page is at `slug` in its own hub (`hub_slug`)."""

    offer_id: UUID
    kind: str
    hub_id: UUID
    hub_slug: str
    hub_name: str
    country: str
    slug: str
    title: Told
    summary: Told


@dataclass(frozen=True)
class Match(Offered):
    """An offer that fits, and why: words that stand in it and in the need, and what can be checked.

    `sentence` is the offer's nearest, in `sentence_language`; `clause` the part of the need that it answers;
    `shared_topics` were set by a person on both sides; `facts` are in the reader's language.
    """

    rank: int
    word: Verdict
    sentence: str
    sentence_language: str
    clause: str
    shared_topics: Sequence[str]
    facts: Sequence[str]


@dataclass(frozen=True)
class Hidden:
    """An offer that would fit, and the filter that keeps it away, in the reader's language."""

    offer: Offered
    why_not: str


@dataclass(frozen=True)
class Asking:
    """What was asked of which versions: all that reckoning the same list again takes."""

    need: str
    vector: bytes
    reader_language: str
    provider: str
    offsets: str
    edition: int
    asked: dict[str, Any]


@dataclass(frozen=True)
class Matches:
    """The answer to a need. `verdict` is the best match's word; "none": no good match, and `matches` is empty.

    `plain`: the plainer kind answered, by letters alone. `topics`: five that the need seems to be about, to be confirmed.
    """

    matches: Sequence[Match]
    verdict: Verdict
    plain: bool
    topics: Sequence[Topic]
    hidden: Sequence[Hidden]
    asking: Asking


@dataclass(frozen=True)
class Wish:
    """How the answer shall look: in whose language, narrowed by what, and how many."""

    reader_language: str
    narrowed: Narrowed = field(default_factory=Narrowed)
    most: int = 5
    among: Collection[UUID] | None = None


def find_matches(
    text: str,
    *,
    reader_language: str,
    hub: Hub | None = None,
    only: Only = EVERY_OFFER,
    nearest_first: bool = False,
    confirmed: Collection[str] = (),
    most: int = 5,
    among: Collection[UUID] | None = None,
) -> Matches:
    """The offers of all hubs that fit a need, in any language, the best first, with reasons.

    text: what is needed, as typed; whatever it holds, it is cleaned. What the reader tells about themselves is no part of
    it: it makes the answer worse. reader_language: of labels, and of an offer's texts where it has them.
    hub: the hub whose page asks; it gets no boost, and only `nearest_first` looks at where it is.
    only: which offers one wants to hear of; of what that keeps from standing here, `hidden` tells the first three.
    confirmed: codes of topics that a person confirmed. most: at most so many, up to 50.
    among: ids of offers, and none but these; an answer so narrowed is not to be remembered, for it could not be replayed.

    Nothing is kept of it: a door that has shown the answer says `commands.remember_matches(who, hub, matches=…)`, and later
    `commands.tell_what_became(who, showing, offer_id=…, what=…)`.
    """
    narrowed = Narrowed.of(hub, only, confirmed, nearest_first=nearest_first)
    wish = Wish(reader_language, narrowed, max(1, min(most, MOST_ASKED)), among)
    stock = everything()
    question = put(stock, text) if stock else None
    if question is None:
        return _nothing(wish)
    with override(reader_language):
        return _answer(question, wish)


def more_like(offer_id: UUID, *, reader_language: str, most: int = 3) -> Sequence[Match]:
    """The offers most like this one, of any hub; none when it is not on offer."""
    title_and_text = OfferText.objects.filter(until=None, offer_id=offer_id).order_by("id").values_list("title", "text")
    mine = title_and_text.first()
    if mine is None:
        return ()
    found = find_matches(f"{mine[0]}. {mine[1]}", reader_language=reader_language, most=most + 1)
    return [match for match in found.matches if match.offer_id != offer_id][:most]


def _answer(question: Question, wish: Wish) -> Matches:
    narrowed, opened = wish.narrowed, question.opened
    passing = narrowed.mask(opened.filed.traits)
    mask = passing if wish.among is None else passing & rows_of(opened, wish.among)
    near = near_rows(opened, question.asked, mask, wish.most)
    fits, ranked = ranked_offers(opened, question.asked, narrowed, mask, wish.most, near=near)
    outside = why_not(opened, question.asked, narrowed, fits, wish.most)[:HIDDEN]
    shown = _texts_of([fit.offer_id for fit in fits] + [fit.offer_id for fit in outside])
    reasons = Reasons(question, shown)
    matches = [
        _match(rank, fit, shown[fit.offer_id], reasons, wish)
        for rank, fit in enumerate((fit for fit in fits if fit.offer_id in shown), 1)
    ]
    hidden = [
        Hidden(Offered(**_particulars(shown[fit.offer_id], wish.reader_language)), _why(fit.why_not))
        for fit in outside
        if fit.offer_id in shown
    ]
    return Matches(
        matches=matches,
        verdict=min((match.word for match in matches), key=WORDS.index, default="none"),
        plain=question.asked.card.plain,
        topics=[Topic(code, label(TOPICS, code)) for code in ranked.suggested],
        hidden=hidden,
        asking=_asking(question.asked, opened, wish, [str(f.offer_id) for f in fits if f.offer_id not in shown], near),
    )


def _asking(asked: Asked, opened: Opened, wish: Wish, left_out: list[str], near: Rows | None) -> Asking:
    """`near`: what the graph told; it is kept, for later the graph may tell other rows."""
    stamp = opened.filed.shelf.stored.stamp
    return Asking(
        need=asked.text,
        vector=asked.vector.astype("<f4").tobytes(),
        reader_language=wish.reader_language,
        provider=stamp.provider,
        offsets=stamp.offsets,
        edition=opened.edition,
        asked=wish.narrowed.as_told()
        | {"most": wish.most, "left_out": left_out}
        | ({} if near is None else {"near": near.tolist()}),
    )


def _nothing(wish: Wish) -> Matches:
    """Nothing is on offer yet."""
    asked = wish.narrowed.as_told() | {"most": wish.most, "left_out": []}
    asking = Asking("", b"", wish.reader_language, "", "", 0, asked)
    return Matches((), "none", plain=True, topics=(), hidden=(), asking=asking)


def _texts_of(offer_ids: Iterable[UUID]) -> dict[UUID, list[OfferText]]:
    """What each of these offers reads like now, in all its languages; who was closed meanwhile is left out."""
    found: dict[UUID, list[OfferText]] = {}
    texts = OfferText.objects.filter(until=None, offer_id__in=list(offer_ids)).select_related("hub").order_by("id")
    for text in texts:
        found.setdefault(text.offer_id, []).append(text)
    return found


def _particulars(texts: Sequence[OfferText], language: str) -> dict[str, Any]:
    first = texts[0]
    return {
        "offer_id": first.offer_id,
        "kind": first.kind,
        "hub_id": first.hub_id,
        "hub_slug": first.hub.slug,
        "hub_name": first.hub.name,
        "country": first.country,
        "slug": first.slug,
        "title": told({text.language: text.title for text in texts}, language),
        "summary": told({text.language: text.summary for text in texts}, language),
    }


def _match(rank: int, fit: Fit, texts: Sequence[OfferText], reasons: Reasons, wish: Wish) -> Match:
    particulars = _particulars(texts, wish.reader_language)
    read = next(text for text in texts if text.language == particulars["title"].language)
    reason = reasons.of(read, fit.row)
    confirmed = [code for code in wish.narrowed.confirmed if code in read.topics]
    return Match(
        **particulars,
        rank=rank,
        word=fit.word,
        sentence=reason.sentence,
        sentence_language=read.language,
        clause=reason.clause,
        shared_topics=labels_of(TOPICS, confirmed),
        facts=_facts(read),
    )


def _facts(text: OfferText) -> list[str]:
    """What can be checked: the kind, the hub, the languages one is helped in, the last day to apply."""
    spoken = ", ".join(labels_of("languages", text.spoken))
    return [
        str(Service.Kind(text.kind).label),
        text.hub.name,
        *([_("Languages: %(languages)s") % {"languages": spoken}] if spoken else []),
        *([_("Apply by %(day)s") % {"day": date_format(text.apply_by, "DATE_FORMAT")}] if text.apply_by else []),
    ]


def _why(trait: str) -> str:
    """The filter in the reader's words."""
    return {
        "kind": _("You asked for other kinds of help."),
        "hub": _("Another hub than you asked for offers it."),
        "country": _("It is in a country you did not ask for."),
        "spoken": _("It is not given in the languages you asked for."),
        "audience": _("It is meant for others than you said."),
    }[trait]
