"""A plan made better: annealed, then the exact search among the slots that a warm walk from it passes through.

The annealing ends a few breaks above the best of a hard day however long it runs, and the exact search finds the best only
after many seconds. Left with the eight or so slots that each meeting has in plans nearly as good, it finds a better plan in
tenths of a second: a large neighbourhood (Shaw 1998), drawn from good plans as in tour merging (Cook and Seymour 2003).
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from navet.mixing.proof import Status
from navet.timetable.planner.annealing import Annealer
from navet.timetable.planner.board import Board
from navet.timetable.planner.clauses import Simplified, Solver
from navet.timetable.planner.exact import fewest_breaks
from navet.timetable.planner.ground import Flags

FIRST_CYCLE = 400
# A day without any plan is annealed further, for about a second: a move costs as much as some meetings, and one for each
# meeting of its chain, which is as long as slots are full.
CYCLE, CYCLES, WORK, MOVE = 2_000, 3, 90_000_000, 6
# The slots a meeting has in a neighbourhood, on average: at first, at least and at most, and how they change.
SLOTS, FEWEST, MANY, MORE, LESS = 8.0, 2.0, 9.0, 0.8, 1.5
# The walk that finds them: its warmth in breaks, its moves for each meeting between two looks, its looks.
WARMTH, WARMER, MOVES, LOOKS = 0.25, 1.6, 50, 80
# CP-SAT's own measure, about a second each: at most for one neighbourhood, what a walk counts, and all of them together.
EFFORT, WALK, ALL_EFFORT = 1.0, 0.1, 2.0
# Of more meetings none worth while is closed with that.
MOST_MEETINGS = 500


class Refiner:
    """Always the same plans for the same board and seed. Not to be shared between threads; `stop_now` may be called from any."""

    def __init__(self, board: Board, seed: int) -> None:
        self.board = board
        self.annealer = Annealer(board, seed=seed)
        self._seed = seed
        self._slots, self._warmth = SLOTS, WARMTH
        self._left = ALL_EFFORT if len(board.ids) <= MOST_MEETINGS else 0.0
        self._stopped = threading.Event()
        self._solver: Solver | None = None

    def stop_now(self) -> None:
        """Let the running search return at once, and begin no other."""
        self._stopped.set()
        self.annealer.stop_now()
        if self._solver is not None:
            self._solver.stop()

    def stands_at(self, bound: int) -> bool:
        """Whether the annealing has a plan with no more breaks than this."""
        return self.annealer.best_rank <= self.annealer.rank_of(bound)

    def first(self, bound: int) -> list[int] | None:
        """A plan at once, if the day is not hard to plan at all."""
        self.annealer.cool(FIRST_CYCLE * len(self.board.ids), goal=self.annealer.rank_of(bound))
        return self.annealer.best

    def plans(self, bound: Callable[[], int]) -> Iterator[list[int] | None]:
        """The best plan after every cycle of annealing, each twice as long as the one before, every walk and every neighbourhood.

        Ends when it has done its work; a cycle ends early at `bound`. Whoever takes the plans ends it with a good one.
        """
        meetings = len(self.board.ids)
        steps, cycles, work = CYCLE * meetings, 0, 0
        while cycles < CYCLES or (self.annealer.best is None and work < WORK):
            self.annealer.cool(steps, goal=self.annealer.rank_of(bound()))
            yield self.annealer.best
            if self._stopped.is_set():
                return
            cycles, work = cycles + 1, work + steps * (MOVE + meetings // self.board.slots)
            steps *= 2
        plan = self.annealer.best
        while plan is not None and self._left > 0 and not self._stopped.is_set():
            allowed = self._visited(plan)
            self._seed += 1
            self._solver = Solver(seed=self._seed, effort=EFFORT, simplified=Simplified.LITTLE)
            # Told before another as good is found: a proof may end it at any moment, and must not decide which of them leaves.
            yield self.annealer.best
            if self._stopped.is_set():
                return
            plan = self._among(allowed, self._solver)
            yield plan

    def _among(self, allowed: Flags, solver: Solver) -> list[int] | None:
        """The best plan of a neighbourhood, also another one as good, from which the next walk sees other slots."""
        model = fewest_breaks(replace(self.board, allowed=allowed))
        solved = solver.solve(model.clauses)
        self._left -= WALK + solved.effort
        self._adapt(allowed, closed=solved.status is Status.OPTIMAL)
        as_good = bool(solved.values) and self.annealer.rank_of(solved.objective) <= self.annealer.best_rank
        return model.plan(solved.values) if as_good else self.annealer.best

    def _visited(self, plan: list[int]) -> Flags:
        """M by T: the slots that each meeting has in the plan and in those that a walk from it passes through."""
        meetings = np.arange(len(plan))
        visited = np.zeros_like(self.board.allowed)
        visited[meetings, plan] = True
        self.annealer.stand_at(plan)
        for _ in range(LOOKS):
            self.annealer.wander(MOVES * len(plan), self._warmth)
            slots = self.annealer.slots
            visited[meetings[slots >= 0], slots[slots >= 0]] = True
            if visited.sum() >= self._slots * len(plan):
                break
        return visited

    def _adapt(self, visited: Flags, *, closed: bool) -> None:
        """A neighbourhood that could be closed may be larger the next time, and one that a walk could not fill, warmer."""
        slots = visited.sum() / len(visited)
        if not closed:
            self._slots = max(FEWEST, slots - LESS)
        elif slots >= self._slots:
            self._slots = min(MANY, self._slots + MORE)
        else:
            self._warmth *= WARMER
