"""What a language adds to a vector, taken off the offers' vectors so that no language is nearer than another.

offset_L = (n_L · (mean_L - field) + 15 · told_L) / (n_L + 15): the mean of this platform's own n_L texts in language L, drawn
to that of the same interface sentences in every language. `field` is what own texts have beyond interface sentences in all
languages alike: it belongs to what the hubs do and not to a language, so it stays in the vectors. Without it a language with
few texts would seem nearer than one with many, and a need that no hub can meet would seem nearer the more there is on offer.
A need's language need not be known. After "SHIFT", arXiv 2606.18801 (2026); the shrinking, the interface sentences and the
field are measured for Navet.

What needs of any kind have in common is kept beside: an offer that is near to it is near to every need, as friendly chatter is
(Radovanović, Nanopoulos, Ivanović 2010: hubs; Conneau et al. 2018: what is near to all is to be found less easily).
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from navet.encoding.providers import Floats, Provider
from navet.encoding.texts import any_needs
from navet.encoding.texts.interface import interface_sentences

PRIOR = 15  # texts: so much the interface sentences weigh against one's own
UNTOLD = 3  # texts: the same against nothing, for a provider that has read no sentences
SENTENCES = 100
NEED = "need"  # among the languages of a file


@dataclass(frozen=True)
class Offsets:
    """For each language what is taken off; a language that nobody knows gets the mean of all.

    `need` is the mean vector of needs of any kind, None where no provider has read them.
    """

    by_language: Mapping[str, Floats]
    need: Floats | None = None

    @classmethod
    def named(cls, vectors: Mapping[str, Floats]) -> "Offsets":
        """Out of a file's vectors."""
        kept = {name: vector.astype(np.float32) for name, vector in vectors.items()}
        need = kept.pop(NEED, None)
        return cls(kept, need)

    @property
    def names(self) -> Mapping[str, Floats]:
        """As a file keeps them."""
        return self.by_language if self.need is None else {**self.by_language, NEED: self.need}

    @property
    def version(self) -> str:
        """The same for the same numbers only."""
        told = hashlib.sha256()
        for name, vector in sorted(self.names.items()):
            told.update(name.encode() + b"\0" + vector.astype(np.float32).tobytes())
        return told.hexdigest()[:16]

    def of(self, language: str) -> Floats:
        """What is taken off a text in this language."""
        if language in self.by_language:
            return self.by_language[language]
        return self.mean

    @property
    def mean(self) -> Floats:
        """Of all languages."""
        known = list(self.by_language.values())
        mean: Floats = np.mean(known, axis=0) if known else np.zeros(1, np.float32)
        return mean

    def take_off(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """The vectors without what their language adds. Not made unit length again: measured to rank better."""
        away = {language: self.of(language) for language in set(languages)}
        mended = np.array([vector - away[each] for vector, each in zip(vectors, languages, strict=True)], np.float32)
        return mended.reshape(vectors.shape)


def told_offsets(provider: Provider, say: Callable[[str], None]) -> Offsets:
    """Each language's offset for this provider out of the interface sentences, and the mean of needs of any kind.

    `say` hears each language as it comes.
    """
    sentences = interface_sentences(SENTENCES)
    english = dict(zip(sentences["en"], provider.embed(list(sentences["en"].values()), "offer"), strict=True))
    found = {}
    for language, told in sentences.items():
        say(language)
        found[language] = _as_if_complete(provider.embed(list(told.values()), "offer"), list(told), english)
    needs = provider.embed([need for each in any_needs().values() for need in each], "need")
    return Offsets(found, needs.mean(axis=0))


def _as_if_complete(vectors: Floats, originals: Sequence[str], english: Mapping[str, Floats]) -> Floats:
    """The mean of a language that lacks some sentences: English's mean and what the shared ones differ by."""
    differs = np.mean(vectors - np.array([english[original] for original in originals]), axis=0)
    mean: Floats = (np.mean(list(english.values()), axis=0) + differs).astype(np.float32)
    return mean


def write_offsets(path: Path, offsets: Offsets) -> None:
    """Keep them, half as exact as they were reckoned, which no rank can tell."""
    np.savez(path, allow_pickle=False, **{name: vector.astype(np.float16) for name, vector in offsets.names.items()})


def read_offsets(path: Path) -> Offsets:
    """What was kept."""
    with np.load(path) as kept:
        return Offsets.named({name: kept[name] for name in kept.files})


def shrunken(told: Offsets, vectors: Floats, languages: Sequence[str]) -> Offsets:
    """The offsets for these texts: their own means without what is common to all, drawn to the told ones."""
    spoken = np.array(languages)
    prior = PRIOR if told.by_language else UNTOLD
    rows = {language: vectors[spoken == language] for language in sorted(set(languages))}
    field = _field(told, rows, prior)
    own = {}
    for language, some in rows.items():
        drawn = (some - field).sum(axis=0) + prior * told.of(language)
        own[language] = (drawn / (len(some) + prior)).astype(np.float32)
    return Offsets({**told.by_language, **own}, told.need)


def _field(told: Offsets, rows: Mapping[str, Floats], prior: int) -> Floats:
    """What texts differ by from the told sentences of their language, in the mean of languages; few texts count less."""
    differs = [some.mean(axis=0) - told.of(language) for language, some in rows.items()]
    known = [len(some) / (len(some) + prior) for some in rows.values()]
    mean: Floats = np.average(differs, axis=0, weights=known).astype(np.float32) if rows else np.zeros(1, np.float32)
    return mean
