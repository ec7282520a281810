"""What runs a hundred million times is compiled by numba when it is first asked for, and kept on the disk.

`navet timetable build` compiles all of it beforehand; `make setup` says that.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba

Given = ParamSpec("Given")
Result = TypeVar("Result")


def compiled(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function as machine code that lets go of Python's lock; only numbers and arrays go in and out."""
    made: Callable[Given, Result] = numba.njit(cache=True, nogil=True)(function)
    return made


def compiled_bare(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """The same for functions that ask for no memory.

    Numba then counts no references, which made small functions that hand arrays to each other ten times slower.
    """
    bare: dict[str, Any] = {"_nrt": False, "forceinline": True}
    made: Callable[Given, Result] = numba.njit(cache=True, nogil=True, **bare)(function)
    return made
