"""The loops over everything on offer, as machine code: they run as fast as memory can be read.

numpy turns half precision into single 20 times slower; here the processor's own conversion is asked for.
"""

from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

compiled = numba.njit(cache=True, nogil=True, fastmath=True)
# To the last bit as numpy does it: whichever way a list was shown, it is ranked the same again.
compiled_exactly = numba.njit(cache=True, nogil=True)


@intrinsic
def single(context: Any, number: Any = None) -> Any:  # pragma: no cover - runs in the compiler
    """The bits of a half-precision number as a single-precision one."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.fpext(builder.bitcast(arguments[0], ir.HalfType()), ir.FloatType())

    return types.float32(types.uint16), write


@intrinsic
def ones(context: Any, number: Any = None) -> Any:  # pragma: no cover - runs in the compiler
    """How many bits are 1."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), write


@compiled
def products(halves: Any, vector: Any, found: Any) -> None:
    """The inner product of every row (bits of half precision) with the vector."""
    for row in range(halves.shape[0]):
        total = np.float32(0)
        for column in range(halves.shape[1]):
            total += single(halves[row, column]) * vector[column]
        found[row] = total


@compiled
def differences(codes: Any, code: Any, found: Any) -> None:
    """In how many bits every row differs from the code."""
    for row in range(codes.shape[0]):
        total = np.uint64(0)
        for column in range(codes.shape[1]):
            total += ones(codes[row, column] ^ code[column])
        found[row] = total


@compiled_exactly
def added(postings: Any, buckets: Any, factors: Any, found: Any) -> None:
    """To each row that is in one of the buckets, its weight there times the bucket's factor."""
    starts, rows, weights = postings
    for at in range(len(buckets)):
        for place in range(starts[buckets[at]], starts[buckets[at] + 1]):
            found[rows[place]] += weights[place] * factors[at]
