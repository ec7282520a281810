"""Runs of letters, hashed: what names, product codes and words of one stem have in common, in any language.

`HashedGrams` is the provider without weights. `Grams` weighs them against what is on offer (TF-IDF; Salton and Buckley
1988, with logarithmic term frequency) and answers for all offers at once.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from navet.encoding.providers import Card, Floats, Role, unit
from navet.vectors.index.scans import Postings

SIZES_ALONE, SIZE = (3, 4, 5), 4
BUCKETS = 1 << 18
COMMON = 0.15  # of the offers: a run in more of them tells nothing
FEW = 10  # offers: with so few, nothing is called common
_WORDS = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ over the golden ratio (Knuth, TAOCP 3, 6.4)
Hashes = NDArray[np.uint64]
Integers = NDArray[np.int64]


def spelled(text: str) -> str:
    """The words of a text, small and in compatibility form, between single spaces."""
    return f" {' '.join(_WORDS.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def hashed_runs(text: str, sizes: Sequence[int]) -> Hashes:
    """A 64-bit number for every run of so many letters, spaces between words included."""
    letters = np.frombuffer(spelled(text).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    found = []
    for size in sizes:
        count = max(len(letters) - size + 1, 0)
        runs = np.full(count, size, np.uint64)
        for place in range(size):
            runs = (runs ^ letters[place : place + count]) * _FACTOR
            runs ^= runs >> np.uint64(29)
        found.append(runs)
    return np.concatenate(found)


class HashedGrams:
    """Vectors out of hashed character runs, with a sign from the hash (Weinberger et al. 2009)."""

    card = Card("hashed character runs", "1", 1024, "EUPL-1.2", most_tokens=4000, plain=True)

    def embed(self, texts: Sequence[str], role: Role, clauses: Sequence[str] = ()) -> Floats:
        """As the interface says."""
        counted = [self._counted(text) for text in (*texts, *clauses)]
        return unit(np.array(counted).reshape(-1, self.card.dimension))

    def _counted(self, text: str) -> NDArray[Any]:
        runs, counts = np.unique(hashed_runs(text, SIZES_ALONE), return_counts=True)
        places = (runs >> np.uint64(20)) % np.uint64(self.card.dimension)
        signs = np.where(runs >> np.uint64(63), 1, -1)
        return np.bincount(places.astype(np.int64), signs * (1 + np.log(counts)), minlength=self.card.dimension)


@dataclass(frozen=True)
class Grams:
    """For each bucket the offers that have it, with their weights, and how rare it is."""

    postings: Postings
    rarity: Floats

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Grams":
        """Weigh the runs of all offers' texts."""
        counted = [_buckets(text) for text in texts]
        lengths = np.array([len(buckets) for buckets, _ in counted], np.int64)
        buckets = np.concatenate([each for each, _ in counted] or [np.zeros(0, np.int64)])
        counts = np.concatenate([each for _, each in counted] or [np.zeros(0, np.int64)])
        having = np.bincount(buckets, minlength=BUCKETS)
        rarity = np.log((1 + len(texts)) / (1 + having)) + 1
        rarity[(having == 0) | (having > max(COMMON * len(texts), FEW))] = 0
        offers = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        weights = (1 + np.log(counts)) * rarity[buckets]
        sizes = np.sqrt(np.bincount(offers, weights**2, minlength=len(texts)))
        weights = weights / np.where(sizes > 0, sizes, 1)[offers]
        kept = np.flatnonzero(weights)
        kept = kept[np.argsort(buckets[kept], kind="stable")]
        starts = np.concatenate([[0], np.cumsum(np.bincount(buckets[kept], minlength=BUCKETS))])
        postings = Postings(starts, offers[kept], weights[kept].astype(np.float32), len(texts))
        return cls(postings, rarity.astype(np.float32))

    def score(self, text: str) -> Floats:
        """How much of the text's runs each offer has: the cosine of the weights, 0 to 1."""
        buckets, counts = _buckets(text)
        weights = (1 + np.log(counts)) * self.rarity[buckets]
        weights /= np.linalg.norm(weights) or 1
        return self.postings.sums(buckets, weights)


def _buckets(text: str) -> tuple[Integers, Integers]:
    """The buckets of a text's runs and how often each comes."""
    buckets, counts = np.unique(hashed_runs(text, (SIZE,)) >> np.uint64(64 - 18), return_counts=True)
    return buckets.astype(np.int64), counts
