"""Texts become vectors, a handful at a time; what the languages add to them is reckoned anew every night."""

import io
from collections.abc import Iterable

import numpy as np
from django.conf import settings
from django.db.models import Exists, OuterRef

from navet.encoding.encoder.card import HIDDEN
from navet.encoding.offsets import Offsets, shrunken
from navet.encoding.providers import Card, Floats, Provider
from navet.kit.commands import Platform, command
from navet.matching import permissions
from navet.matching.commands.stock import next_edition
from navet.matching.models import LanguageOffsets, OfferText, Stock, TextVectors
from navet.matching.offers import Offer, embed_offers
from navet.matching.queries import general_topics, offsets_of, packed, texts_in, unpacked
from navet.matching.queries.shelves import offsets_named
from navet.matching.reasons import sentence_texts
from navet.matching.topics import label_vectors
from navet.vectors.commands import Levelled, add_points, take_out_points
from navet.vectors.graph import MOST_MOVED, moved
from navet.vectors.index.stored import Stamp
from navet.vectors.queries import drawn_with, graph_is_there, points_of

AT_ONCE, DRAWN_AT_ONCE = 32, 500


@command(may=permissions.is_the_platform)
def embed_texts(who: Platform, stock: Stock, *, provider: Provider, most: int = AT_ONCE) -> int:
    """Make the vectors of some texts that lack this provider's; killed half-way, the next one takes them up. Answers how many.

    Raises ProviderTrouble. Two at the same time take different texts.
    """
    stamp = provider.card.stamp
    made = TextVectors.objects.filter(digest=OuterRef("digest"), provider=stamp)
    due = OfferText.objects.filter(~Exists(made), until=None).order_by("id").select_for_update(skip_locked=True)
    texts = list({text.digest: text for text in due[:most]}.values())
    if not texts:
        return 0
    offers = [Offer(str(text.id), text.kind, text.language, text.title, text.text) for text in texts]
    whole = embed_offers(provider, offers)
    pieces = [sentence_texts(text.title, text.text) for text in texts]
    vectors = provider.embed([sentence for each in pieces for sentence in each], "offer")
    ends = np.cumsum([len(each) for each in pieces])
    sentences = np.split(vectors, ends[:-1])
    since = next_edition()
    TextVectors.objects.bulk_create(
        (
            TextVectors(digest=text.digest, provider=stamp, whole=packed(one), sentences=packed(many), since=since)
            for text, one, many in zip(texts, whole, sentences, strict=True)
        ),
        ignore_conflicts=True,
    )
    return len(texts)


@command(may=permissions.is_the_platform)
def renew_offsets(who: Platform, stock: Stock, *, provider: Provider, told: Offsets) -> bool:
    """Reckon anew what each language adds to this provider's vectors. Answers whether that is another version.

    `told`: the offsets from the interface sentences alone. Raises ProviderTrouble.
    """
    stock.refresh_from_db()
    stamp = provider.card.stamp
    rows = texts_in(stock.edition, stamp)
    vectors = unpacked(b"".join(bytes(row.whole) for row in rows), provider.card.dimension)
    offsets = shrunken(told, vectors, [row.language for row in rows])
    known = offsets_of(stamp, stock.edition)
    if known is not None and known.version == offsets.version:
        return False
    labels = label_vectors(provider, offsets, general_topics())
    LanguageOffsets.objects.create(
        provider=stamp,
        version=offsets.version,
        offsets=_file(offsets.names.items()),
        labels=_file(labels.items()),
        since=next_edition(),
    )
    return True


@command(may=permissions.is_the_platform)
def draw_graph(who: Platform, stock: Stock, *, provider: Card, most: int = DRAWN_AT_ONCE) -> int:
    """Have some of the texts that lack it stand in the graph, once all are too many to be compared. Answers how many.

    Killed half-way, the next one takes them up. Without pgvector, and for vectors of another length, nothing.
    """
    few = OfferText.objects.filter(until=None).count() <= settings.GRAPH_FROM
    if few or provider.dimension != HIDDEN or not graph_is_there():
        return 0
    _alone(stock)
    stamp = drawn_with(provider.stamp) or _stamp_now(stock, provider)
    if stamp is None:
        return 0
    drawn = points_of(stamp).filter(digest=OuterRef("digest"), language=OuterRef("language"))
    made = TextVectors.objects.filter(digest=OuterRef("digest"), provider=provider.stamp)
    due = OfferText.objects.filter(~Exists(drawn), Exists(made), until=None)
    texts = list(due.values_list("digest", "language").distinct()[:most])
    vectors = TextVectors.objects.filter(provider=provider.stamp, digest__in=[digest for digest, _ in texts])
    whole = dict(vectors.values_list("digest", "whole"))
    raw = unpacked(b"".join(bytes(whole[digest]) for digest, _ in texts), HIDDEN)
    levelled = offsets_named(stamp).take_off(raw, [language for _, language in texts])
    add_points(who, stamp, texts=[Levelled(*text, vector) for text, vector in zip(texts, levelled, strict=True)])
    return len(texts)


@command(may=permissions.is_the_platform)
def tidy_graph(who: Platform, stock: Stock, *, provider: Card) -> None:
    """Take out of the graph what is no longer on offer; all of it, to be drawn anew, once the offsets have moved too far."""
    _alone(stock)
    stamp = _stamp_now(stock, provider)
    if stamp is None or not graph_is_there():
        return
    drawn = drawn_with(provider.stamp)
    if drawn is not None and moved(offsets_named(drawn), offsets_named(stamp)) <= MOST_MOVED:
        stamp = drawn
    gone = points_of(stamp).exclude(Exists(OfferText.objects.filter(digest=OuterRef("digest"), until=None)))
    take_out_points(who, stamp, digests=list(gone.values_list("digest", flat=True)))


def _alone(stock: Stock) -> None:
    """One draws at a time, and nobody while the graph is tidied."""
    Stock.objects.select_for_update().get(id=stock.id)


def _stamp_now(stock: Stock, provider: Card) -> Stamp | None:
    stock.refresh_from_db()
    known = offsets_of(provider.stamp, stock.edition)
    return Stamp(provider.stamp, known.version) if known else None


def _file(named: Iterable[tuple[str, Floats]]) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **dict(named))
    return stream.getvalue()
