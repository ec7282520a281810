"""Offers and needs as the reckoning sees them, and their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from navet.encoding.providers import Card, Floats, Provider, unit
from navet.encoding.tellings import tellings
from navet.encoding.texts import cleaned, windows

WINDOWS_OF_A_NEED = 2  # two pages; a third would keep the one who asks waiting


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


@dataclass(frozen=True)
class Asked:
    """A need's text as it was cleaned, its vector of length 1, and who made that."""

    text: str
    vector: Floats
    card: Card


def ask(provider: Provider, text: str) -> Asked:
    """Make a need's vector. Raises ProviderTrouble."""
    text = cleaned(text)
    vectors = provider.embed(windows("", text)[:WINDOWS_OF_A_NEED], "need")
    return Asked(text, unit(vectors.sum(axis=0)), provider.card)


def embed_offers(provider: Provider, offers: Sequence[Offer]) -> Floats:
    """A vector of length 1 for each offer, before its language's offset is taken off."""
    told = tellings(provider, [(cleaned(each.title), cleaned(each.text)) for each in offers])
    pages = [windows(title, text) for title, text in told]
    vectors = provider.embed([page for each in pages for page in each], "offer")
    added = np.zeros((len(pages), provider.card.dimension), np.float32)
    np.add.at(added, np.repeat(np.arange(len(pages)), [len(each) for each in pages]), vectors)
    return unit(added)
