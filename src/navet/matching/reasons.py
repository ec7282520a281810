"""Why an offer fits: words that stand in it and words that stand in the need, never words of our own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from navet.encoding.offsets import Offsets
from navet.encoding.providers import Floats, Provider, unit
from navet.encoding.texts import clauses, cleaned, sentences, windows
from navet.matching.offers import WINDOWS_OF_A_NEED, Asked, Offer


@dataclass(frozen=True)
class Pieces:
    """Pieces of a text as they stand in it, and their vectors."""

    texts: Sequence[str]
    vectors: Floats


@dataclass(frozen=True)
class Reason:
    """The sentence of the offer nearest to the need, and the clause of the need nearest to the offer."""

    sentence: str
    clause: str


def ask_in_parts(provider: Provider, text: str) -> tuple[Asked, Pieces]:
    """A need and its clauses, embedded together: one request instead of two. Raises ProviderTrouble.

    Each clause is embedded for itself: its tokens' states within the whole text point out the right one less often. One that
    is all of the need has the need's vector.
    """
    text = cleaned(text)
    whole, parts = windows("", text)[:WINDOWS_OF_A_NEED], clauses(text) or [text]
    vectors = provider.embed(whole, "need", parts if len(parts) > 1 else ())
    asked = Asked(text, unit(vectors[: len(whole)].sum(axis=0)), provider.card)
    return asked, Pieces(parts, vectors[len(whole) :]) if len(parts) > 1 else Pieces(parts, asked.vector[None])


def sentences_of(provider: Provider, offsets: Offsets, offer: Offer) -> Pieces:
    """An offer's sentences, or its title when it has none, without what their language adds."""
    texts = sentence_texts(offer.title, offer.text)
    return Pieces(texts, offsets.take_off(provider.embed(texts, "offer"), [offer.lang] * len(texts)))


def sentence_texts(title: str, text: str) -> list[str]:
    """What may be shown as an offer's nearest sentence."""
    return sentences(cleaned(text)) or [cleaned(title)]


def reason_of(asked: Asked, need: Pieces, offer: Floats, pieces: Pieces) -> Reason:
    """The reason for one offer, given its vector and its sentences.

    The nearest clause is, in nine of ten, the one without which the score falls most (occlusion; Zeiler and Fergus 2014),
    and costs no pass of the encoder for each.
    """
    return Reason(
        pieces.texts[int(np.argmax(pieces.vectors @ asked.vector))],
        need.texts[int(np.argmax(need.vectors @ offer))],
    )
