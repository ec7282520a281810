"""What is nearest among all vectors: exactly, or by one bit a number first and exactly among the best of these."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from navet.encoding.providers import Floats
from navet.vectors.index.stored import Halves

Rows = NDArray[np.int64]
WORD, AT_ONCE = 64, 65_536
COMPILED = 100_000  # rows: of fewer numpy is fast enough, and the compiler takes 70 MB


def similarities(vectors: Halves | Floats, need: Floats) -> Floats:
    """The inner product of each stored vector with the need's: [offers]."""
    need = need.astype(np.float32)
    if vectors.dtype == np.float32:
        found: Floats = vectors.astype(np.float32, copy=False) @ need
        return found
    from navet.vectors.index.kernels import products  # noqa: PLC0415 - the compiler is for those who have so much

    found = np.empty(len(vectors), np.float32)
    products(vectors.view(np.uint16), need, found)
    return found


def best(scores: Floats, most: int) -> Rows:
    """The rows with the highest scores, best first; among equals the one that stands first. -inf is never among them."""
    least = np.partition(scores, len(scores) - most)[len(scores) - most] if 0 < most < len(scores) else -np.inf
    rows = np.flatnonzero((scores >= least) & (scores > -np.inf))
    return rows[np.argsort(-scores[rows], kind="stable")][:most]


@dataclass(frozen=True)
class Postings:
    """Which rows are in each bucket and with what weight: `rows[starts[b]:starts[b + 1]]` (an inverted file)."""

    starts: Rows
    rows: NDArray[np.int32]
    weights: Floats
    count: int

    def sums(self, buckets: Rows, factors: NDArray[Any]) -> Floats:
        """For each of the `count` rows the sum of its weights in these buckets, each times the bucket's factor."""
        if self.count >= COMPILED:
            from navet.vectors.index.kernels import added  # noqa: PLC0415 - as above

            found = np.zeros(self.count)
            added((self.starts, self.rows, self.weights), buckets, factors, found)
            return found.astype(np.float32)
        slices = [slice(self.starts[bucket], self.starts[bucket + 1]) for bucket in buckets]
        rows = np.concatenate([self.rows[each] for each in slices] or [self.rows[:0]])
        parts = [self.weights[each] * factor for each, factor in zip(slices, factors, strict=True)]
        return np.bincount(rows, np.concatenate(parts or [self.weights[:0]]), minlength=self.count).astype(np.float32)


@dataclass(frozen=True)
class Bits:
    """Each number's sign, once the vectors' middle is taken off: [offers, dimension/64]; otherwise they hardly differ."""

    codes: NDArray[np.uint64]
    common: Floats

    @classmethod
    def of(cls, vectors: Halves, common: Floats | None = None) -> "Bits":
        """One bit for each number, 48 bytes for 384. `common`: what all needs have in common (the offsets' mean)."""
        middle = vectors.mean(axis=0, dtype=np.float32) if len(vectors) else np.zeros(vectors.shape[1], np.float32)
        some = [_codes(vectors[start : start + AT_ONCE] - middle) for start in range(0, len(vectors), AT_ONCE)]
        codes = np.concatenate([_codes(vectors[:0]), *some])
        return cls(codes, np.zeros(1, np.float32) if common is None else common)

    def nearest(self, vectors: Halves, need: Floats, most: int, again: int) -> Rows:
        """The best rows out of the `again` that differ least, these compared exactly."""
        from navet.vectors.index.kernels import differences  # noqa: PLC0415 - as above

        differing = np.empty(len(self.codes), np.uint16)
        differences(self.codes, _codes((need - self.common)[None, :])[0], differing)
        held = np.searchsorted(np.cumsum(np.bincount(differing)), min(again, len(differing)))
        rows = np.flatnonzero(differing <= held)[: 2 * again]
        return rows[best(similarities(vectors[rows], need), most)]


def compile_scans() -> None:
    """Have every loop compiled, also for what is mapped and cannot be written to, so that nobody waits for it later."""
    starts, rows, weights = np.array([0, 1]), np.zeros(1, np.int32), np.ones(1, np.float32)
    vectors = np.zeros((1, WORD), np.float16)
    need, bits = vectors[0].astype(np.float32), Bits.of(vectors)
    for writeable in (True, False):
        for given in (starts, rows, weights, vectors, bits.codes):
            given.flags.writeable = writeable
        similarities(vectors, need)
        bits.nearest(vectors, need, 1, 1)
        Postings(starts, rows, weights, COMPILED).sums(np.zeros(1, np.int64), np.ones(1))


def _codes(vectors: NDArray[np.float16] | Floats) -> NDArray[np.uint64]:
    rows, dimension = vectors.shape
    signs = np.zeros((rows, dimension + -dimension % WORD), bool)
    signs[:, :dimension] = vectors > 0
    return np.packbits(signs, axis=1).view(np.uint64)
