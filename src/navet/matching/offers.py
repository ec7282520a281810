"""Offers and needs as the reckoning sees them, and their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from navet.matching.providers import Floats, Parted, Provider, Role, unit
from navet.matching.texts import clauses, cleaned, sentences, windows


@dataclass(frozen=True)
class Offer:
    """Something a hub has for others, with what its editors say it is about."""

    id: str
    kind: str
    lang: str
    title: str
    text: str
    tags: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """All that letters are counted in."""
        return cleaned(f"{self.title}. {self.text}")


@dataclass(frozen=True)
class Need:
    """What somebody looks for, with the topics they confirmed."""

    id: str
    lang: str
    text: str
    topics: tuple[str, ...] = ()


def embed_offers(provider: Provider, offers: Sequence[Offer]) -> Floats:
    """A vector of length 1 for each offer, before its language's offset is taken off."""
    return _embed(provider, [windows(cleaned(each.title), cleaned(each.text)) for each in offers], "offer")


def embed_need(provider: Provider, text: str) -> Floats:
    """The vector of a need's text."""
    need: Floats = _embed(provider, [windows("", cleaned(text))], "need")[0]
    return need


def embed_clauses(provider: Provider, text: str) -> tuple[list[str], Parted]:
    """A need's clauses and their vectors, all in one pass of the encoder; of a long text, what its window holds."""
    parts = clauses(windows("", cleaned(text))[0]) or [""]
    return parts, provider.embed_parts([parts], "need")[0]


def embed_sentences(provider: Provider, offers: Sequence[Offer]) -> list[tuple[list[str], Parted]]:
    """Each offer's title and sentences with their vectors; the title is the first part."""
    parts = [[f"{cleaned(each.title)}.", *sentences(cleaned(each.text))] for each in offers]
    return list(zip(parts, provider.embed_parts(parts, "offer"), strict=True))


def _embed(provider: Provider, texts: Sequence[Sequence[str]], role: Role) -> Floats:
    """Of a text in several windows, the mean."""
    vectors = provider.embed([window for each in texts for window in each], role)
    of = np.repeat(np.arange(len(texts)), [len(each) for each in texts])
    added = np.zeros((len(texts), provider.card.dimension), np.float32)
    np.add.at(added, of, vectors)
    return unit(added)
