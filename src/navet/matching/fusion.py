"""Meaning, letters and topics in one number, each first put on the same scale over what may be answered with.

The weights were measured; letters at equal weight, or reciprocal ranks, are much worse (matching of short and long needs).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from navet.encoding.providers import Floats

SHORT = 4  # words: a search, not a need
IN_TITLE = 1.0  # standard deviations more for an offer whose title holds a short search word for word
FEW = 1  # offer: so much a language that is little known is levelled less
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Weights:
    """What each kind of evidence counts beside meaning, which counts 1."""

    letters: float
    letters_in_short: float
    guessed_topics: float
    confirmed_topics: float


# Letters at 0.1, not 0.15 as first measured: needs rank alike, and a need's own language is shown less beyond its share.
WITH_MEANING = Weights(letters=0.1, letters_in_short=0.5, guessed_topics=0.2, confirmed_topics=0.3)
PLAINER = Weights(letters=1.0, letters_in_short=1.0, guessed_topics=0.3, confirmed_topics=0.5)


def standard(scores: Floats, mask: Mask) -> Floats:
    """Standard scores over the offers in the mask; 0 for all where all are alike."""
    if not mask.any():
        return np.zeros_like(scores)
    away: Floats = scores - (scores if mask.all() else scores[mask]).mean()
    among = away if mask.all() else away[mask]
    spread = float(np.sqrt(among @ among / len(among)))
    return np.zeros_like(scores) if spread < np.finfo(np.float32).tiny else away / np.float32(spread)


def levelled(scores: Floats, languages: NDArray[np.int64], mask: Mask) -> Floats:
    """Letters' scores without what an offer gets for its language alone: little words are shared by all of a language."""
    among, spoken = (scores, languages) if mask.all() else (scores[mask], languages[mask])
    many = int(languages.max()) + 1
    means = np.bincount(spoken, among, minlength=many) / (np.bincount(spoken, minlength=many) + FEW)
    made: Floats = scores - means.astype(np.float32)[languages]
    return made
