"""Points of a graph whose inner products are the nearness that counts, whatever is taken off for languages that night.

What is taken off a vector v of language l for a need q is (o_l, q), one number for all texts of the language. So a point is v
and, behind it, one mark at the place of its language; a question is q and, behind it, what each language is to lose. The
offsets change every night, the points never, and nothing is drawn anew.
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


def point(vector: Floats, language: str) -> Floats:
    """A text's raw vector [HIDDEN] as a point [WIDTH]."""
    marks = np.zeros(len(PLACES), np.float32)
    marks[PLACES.index(language) if language in PLACES else -1] = MARK
    return np.concatenate([vector.astype(np.float32), marks])


def question(need: Floats, offsets: Offsets) -> Floats:
    """A need [HIDDEN] as what is held against points [WIDTH]; offsets are those to be taken off them."""
    losses = [-float((offsets.of(language) * need).sum()) / MARK for language in PLACES]
    return np.concatenate([need.astype(np.float32), np.array(losses, np.float32)])
