"""Each measurement in a process of its own: nothing is left over from the one before, and its memory is its own."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

Told = dict[str, Any]


def alone(work: Callable[..., Told], *given: Any) -> Told:
    """What the work tells, done by a new process. That process is first made ready, which is not measured."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(made_ready, work, given).result()


def made_ready(work: Callable[..., Told], given: tuple[Any, ...]) -> Told:
    """Compiled code is loaded first: a program that serves pages has done that long ago."""
    from navet.timetable.planner import build

    begun = time.perf_counter()
    build()
    loading = time.perf_counter() - begun
    return work(*given) | {"loading_seconds": round(loading, 2)}


def memory_mb() -> int:
    """The most memory that this process ever held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
