"""Why an offer fits: words that stand in it and words that stand in the need, never words of our own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from navet.matching.providers import Floats, Parted


@dataclass(frozen=True)
class Reason:
    """The sentence of the offer nearest to the need, and the clause of the need without which the offer fits least."""

    sentence: str
    clause: str


def reason_of(need: Parted, clauses: Sequence[str], offer: Floats, sentences: Sequence[str], parts: Floats) -> Reason:
    """The reason for one offer. `offer`: its vector; `parts`: those of its title and sentences; all mended by its offset.

    The title is only shown when there is no sentence, for it stands above the match anyway.
    """
    first = 1 if len(sentences) > 1 else 0
    near = parts[first:] @ need.whole
    return Reason(sentences[first + int(np.argmax(near))], clauses[_carrying(need, offer)])


def _carrying(need: Parted, offer: Floats) -> int:
    """The clause whose absence would lower the score most (occlusion; Zeiler and Fergus 2014).

    The need's vector is the mean of its tokens', so a clause is taken out by subtraction, without another pass.
    """
    if len(need.parts) == 1:
        return 0
    weighted = need.parts * need.shares[:, None]
    without = weighted.sum(axis=0) - weighted
    lengths = np.linalg.norm(without, axis=1)
    return int(np.argmin((without @ offer) / np.where(lengths > 0, lengths, 1)))
