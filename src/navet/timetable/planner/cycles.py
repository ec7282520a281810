"""Cycles of annealing, each longer than the one before: a plan at once, and a better one after every cycle."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from navet.timetable.planner.annealing import Annealer
from navet.timetable.planner.board import Board
from navet.timetable.planner.watching import Watch

FIRST, LONGER, CYCLES = 400, 8, 3
# Where so many more of them would not fit, the next cycle has all the time there is.
FITTING = 4
# Far from the seeds people choose.
ANOTHER_SEED = 2**32


def large_plans(board: Board, watch: Watch, *, seed: int, threads: int, enough: int = -1) -> Iterator[list[int] | None]:
    """The plans of a large day, the better of two after each cycle when there are two threads; ends at `enough` breaks.

    Without a limit of time a cycle has so many moves, and as the two never hear of each other, the same seed gives the same
    plans. With one it has so many seconds, for a cycle cut off while it is warm is for nothing.
    """
    annealers = [Annealer(board, seed=seed + number * ANOTHER_SEED) for number in range(min(2, threads))]
    goal = annealers[0].rank_of(enough) if enough >= 0 else enough
    steps, seconds, cycles = FIRST * len(board.ids), None, 0
    while True:
        begun = watch.elapsed
        side_by_side(annealers, watch, steps, seconds, goal)
        best = min(annealers, key=lambda annealer: annealer.best_rank)
        yield best.best
        steps, seconds, cycles = steps * LONGER, longer(watch.elapsed - begun, watch.left), cycles + 1
        if watch.over or best.best_rank <= goal or (seconds is None and cycles == CYCLES):
            return


def longer(took: float, left: float | None) -> float | None:
    """The seconds of the next cycle, None without a limit."""
    return left if left is None or left < FITTING * LONGER * took else LONGER * took


def side_by_side(annealers: list[Annealer], watch: Watch, steps: int, seconds: float | None, goal: int) -> None:
    """One cycle of each, in threads of their own."""
    with watch.ends(*(each.stop_now for each in annealers)), ThreadPoolExecutor(len(annealers)) as pool:
        list(pool.map(lambda each: each.cool(steps, seconds, goal), annealers))
