"""Why an offer fits: words that stand in it and words that stand in the need, never words of our own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from navet.matching.offers import Asked, Offer
from navet.matching.offsets import Offsets
from navet.matching.providers import Floats, Provider
from navet.matching.texts import clauses, cleaned, sentences


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


def clauses_of(provider: Provider, asked: Asked) -> Pieces:
    """A need's clauses. Each is embedded for itself: its tokens' states within the whole text point out the right one less often."""
    texts = clauses(asked.text) or [asked.text]
    return Pieces(texts, provider.embed(texts, "need"))


def sentences_of(provider: Provider, offsets: Offsets, offer: Offer) -> Pieces:
    """An offer's sentences, or its title when it has none, without what their language adds."""
    texts = sentences(cleaned(offer.text)) or [cleaned(offer.title)]
    return Pieces(texts, offsets.take_off(provider.embed(texts, "offer"), [offer.lang] * len(texts)))


def reason_of(asked: Asked, need: Pieces, offer: Floats, pieces: Pieces) -> Reason:
    """The reason for one offer, given its vector and its sentences.

    The nearest clause is, in nine of ten, the one without which the score falls most (occlusion; Zeiler and Fergus 2014),
    and costs no pass of the encoder for each.
    """
    return Reason(
        pieces.texts[int(np.argmax(pieces.vectors @ asked.vector))],
        need.texts[int(np.argmax(need.vectors @ offer))],
    )
