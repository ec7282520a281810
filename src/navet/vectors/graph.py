"""Points of a graph whose inner products are the nearness that counts, whatever is taken off for languages that night.

A text's vector v of language l is drawn less what was taken off for its language then, d_l, and has one mark behind it, at the place
of its language. A question is the need q and, behind it, what each language is to lose beyond that: (o_l - d_l, q). So the inner
product is (v - o_l, q), though o changes every night and the point never does.

Drawn as they came, the texts of each language lie apart, and of the ten nearest the graph found six; levelled first, all.
"""

import numpy as np

from navet.encoding.encoder.card import HIDDEN
from navet.encoding.offsets import Offsets
from navet.encoding.providers import Floats
from navet.encoding.texts.interface import LANGUAGES

PLACES = (*LANGUAGES, "")  # the last is for every other language
# Small, so that the graph is drawn by meaning and not by language.
MARK = 0.05
WIDTH = HIDDEN + len(PLACES)
# How far offsets may move from those it was drawn with, before it is drawn anew: twice as far it began to miss more.
MOST_MOVED = 0.05


def point(levelled: Floats, language: str) -> Floats:
    """A text's vector [HIDDEN], less what is taken off for its language, as a point [WIDTH]."""
    marks = np.zeros(len(PLACES), np.float32)
    marks[PLACES.index(language) if language in PLACES else -1] = MARK
    return np.concatenate([levelled.astype(np.float32), marks])


def question(need: Floats, *, drawn: Offsets, now: Offsets) -> Floats:
    """A need [HIDDEN] as what is held against points [WIDTH]; their offsets were `drawn` and are `now`."""
    losses = [float(((drawn.of(language) - now.of(language)) * need).sum()) / MARK for language in PLACES]
    return np.concatenate([need.astype(np.float32), np.array(losses, np.float32)])


def moved(drawn: Offsets, now: Offsets) -> float:
    """How far the offset that has moved most has moved."""
    return max(
        (float(np.linalg.norm(vector - drawn.of(name))) for name, vector in now.by_language.items()), default=0.0
    )
