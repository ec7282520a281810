"""What a need and an offer are about, in the words of the hubs' own lists.

A topic that editors have set on offers sounds like the mean of those offers; one that nobody has set, like its labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from navet.encoding.offsets import Offsets
from navet.encoding.providers import Floats, Provider, unit

SUGGESTED = 5
NEAREST = 3  # topics of an offer on which nobody has set one
SHARPNESS = 2.0  # how fast a topic's share falls with its distance, in standard deviations
Integers = NDArray[np.int64]
Labels = Mapping[str, Mapping[str, str]]  # code → language → label


@dataclass(frozen=True)
class Topics:
    """Codes with their vectors, and which offer has which: pairs (offer, topic) with how much of it (1 if a person said so)."""

    codes: Sequence[str]
    vectors: Floats
    offers: Integers
    topics: Integers
    amounts: Floats
    count: int

    def suggest(self, need: Floats, most: int = SUGGESTED) -> list[str]:
        """The codes nearest to the need, nearest first."""
        return [self.codes[row] for row in np.argsort(-(self.vectors @ need), kind="stable")[:most]]

    def shared(self, need: Floats) -> Floats:
        """For each offer how much of its topics is what the need seems to be about."""
        if not len(self.codes):
            return np.zeros(self.count, np.float32)
        near = self.vectors @ need
        shares = np.exp(SHARPNESS * (near - near.mean()) / (near.std() or 1))
        return self._added(shares / shares.sum())

    def confirmed(self, codes: Sequence[str]) -> Floats:
        """1 for each offer that has one of the topics a person confirmed; a part of 1 where the offer's own are a guess."""
        chosen = np.isin(np.array(self.codes, dtype=str), np.array(codes, dtype=str)).astype(np.float32)
        return np.minimum(self._added(chosen), 1)

    def _added(self, weights: NDArray[Any]) -> Floats:
        added = np.bincount(self.offers, weights[self.topics] * self.amounts, minlength=self.count)
        return added.astype(np.float32)


def topics_of(vectors: Floats, tags: Sequence[Sequence[str]], labels: Mapping[str, Floats]) -> Topics:
    """The topics on these offers' mended vectors. `labels`: how the topics of the general list sound, for want of set ones."""
    codes = sorted({tag for each in tags for tag in each})
    if not codes:
        codes = sorted(labels)
        sounds = np.array([labels[code] for code in codes]).reshape(-1, vectors.shape[1])
    place = {code: row for row, code in enumerate(codes)}
    set_on = [(offer, place[tag]) for offer, each in enumerate(tags) for tag in sorted(set(each))]
    offers, topics = np.array(set_on, np.int64).reshape(-1, 2).T
    if set_on:
        sounds = np.zeros((len(codes), vectors.shape[1]), np.float32)
        np.add.at(sounds, topics, vectors[offers])
    sounds = unit(sounds)
    bare = np.setdiff1d(np.arange(len(vectors)), offers)
    guessed = np.argsort(-(vectors[bare] @ sounds.T), axis=1, kind="stable")[:, :NEAREST]
    amounts = np.concatenate([np.ones(len(offers)), np.full(guessed.size, 1 / NEAREST)]).astype(np.float32)
    offers = np.concatenate([offers, np.repeat(bare, guessed.shape[1])])
    return Topics(codes, sounds, offers, np.concatenate([topics, guessed.ravel()]), amounts, len(vectors))


def label_vectors(provider: Provider, offsets: Offsets, labels: Labels) -> dict[str, Floats]:
    """How each topic of a list sounds: the mean of its labels, each without what its language adds."""
    told = [
        (code, language, text) for code, texts in sorted(labels.items()) for language, text in sorted(texts.items())
    ]
    vectors = offsets.take_off(provider.embed([text for _, _, text in told], "offer"), [each for _, each, _ in told])
    of = np.array([code for code, _, _ in told])
    return {code: vectors[of == code].mean(axis=0) for code in labels}
