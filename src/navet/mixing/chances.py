"""Chance for compiled code: one stream of numbers, the same on every machine."""

import math

import numpy as np
from numpy.typing import NDArray

from navet.mixing.compiled import compiled, compiled_bare

Stream = NDArray[np.uint64]
FINEST = 2.0**-53


@compiled_bare
def draw(stream: Stream) -> np.uint64:
    """The next number of the stream, which is any but 0. Source: Marsaglia 2003, xorshift64."""
    number = np.uint64(stream[0])
    number ^= number << np.uint64(13)
    number ^= number >> np.uint64(7)
    number ^= number << np.uint64(17)
    stream[0] = number
    return number


@compiled
def draw_below(stream: Stream, limit: int) -> int:
    """A whole number from 0 up, below the limit, which is less than a million."""
    return int((draw(stream) >> np.uint64(20)) % np.uint64(limit))


@compiled
def is_taken(change: float, heat: float, stream: Stream) -> bool:
    """Whether to take a step that makes things worse by so much: the hotter, the likelier; always if not worse."""
    return change <= 0 or float(draw(stream) >> np.uint64(11)) * FINEST < math.exp(-change / heat)
