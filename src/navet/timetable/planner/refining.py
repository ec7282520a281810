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
from navet.timetable.planner.annealing import NEVER, Annealer
from navet.timetable.planner.answers import Found
from navet.timetable.planner.board import Board
from navet.timetable.planner.clauses import Simplified, Solved, Solver
from navet.timetable.planner.exact import fewest_breaks
from navet.timetable.planner.ground import Flags

FIRST_CYCLE = 400
# A day without any plan is annealed further, for about a second: a move costs as much as some meetings, and one for each
# meeting of its chain, which is as long as slots are full.
CYCLE, CYCLES, WORK, MOVE = 2_000, 2, 90_000_000, 6
# The slots a meeting has in a neighbourhood, on average: at first, of who helps out, at least and at most, and how they change.
SLOTS, LARGER, FEWEST, MANY, MORE, LESS = 6.0, 8.0, 2.0, 11.0, 1.0, 1.5
# The walk that finds them: its warmth in breaks, and how much warmer each lap is than the one before; laps, looks in a lap,
# moves for each meeting between two looks; and how often a slot must have been seen for the walk to end sooner.
WARMTH, WARMER, LAPS, LOOKS, MOVES, TWICE = 0.25, 1.25, 6, 100, 25, 2
# CP-SAT's own measure, about a second each: at most for one neighbourhood, what a walk counts, all of them together, and all of
# who helps out.
EFFORT, WALK, ALL_EFFORT, HELPING_EFFORT = 1.0, 0.1, 2.0, 1.2
# Of more meetings none worth while is closed with that.
MOST_MEETINGS = 500


class Refiner:
    """`plans` are always the same for the same board and seed. Not to be shared between threads; `stop_now` may come from any."""

    def __init__(self, board: Board, seed: int) -> None:
        self.board = board
        self.annealer = Annealer(board, seed=seed)
        self._seed = seed
        self._slots, self._warmth = SLOTS, WARMTH
        self._left = self._allowed(ALL_EFFORT)
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
        # One cycle more where no neighbourhood follows.
        enough = CYCLES + (meetings > MOST_MEETINGS)
        while cycles < enough or (self.annealer.best is None and work < WORK):
            self.annealer.cool(steps, goal=self.annealer.rank_of(bound()))
            yield self.annealer.best
            if self._stopped.is_set():
                return
            cycles, work = cycles + 1, work + steps * (MOVE + meetings // self.board.slots)
            steps *= 2
        yield from self._around(lambda: None)

    def help_out(self, newest: Callable[[], Found | None]) -> Iterator[list[int] | None]:
        """Plans out of neighbourhoods alone, always of the newest plan there is elsewhere, once that is better than where it stood.

        They begin larger, for there the refiner does not look yet.
        """
        self._slots, self._left = LARGER, self._allowed(HELPING_EFFORT)
        yield from self._around(newest)

    def _allowed(self, effort: float) -> float:
        return effort if len(self.board.ids) <= MOST_MEETINGS else 0.0

    def _around(self, newest: Callable[[], Found | None]) -> Iterator[list[int] | None]:
        plan = self.annealer.best
        while self._left > 0 and not self._stopped.is_set():
            found = newest()
            if found is not None and self.annealer.rank_of(found.breaks) < self.annealer.best_rank:
                plan = found.slots
            if plan is None:
                return
            allowed = self._visited(plan)
            self._seed += 1
            self._solver = Solver(seed=self._seed, effort=EFFORT, simplified=Simplified.LITTLE)
            # Told before another as good is found: a proof may end it at any moment, and must not decide which of them leaves.
            yield self.annealer.best
            if self._stopped.is_set():
                return
            plan = self._among(allowed, plan, self._solver)
            yield plan

    def _among(self, allowed: Flags, plan: list[int], solver: Solver) -> list[int] | None:
        """The best plan of a neighbourhood, also another one as good, from which the next walk sees other slots."""
        model = fewest_breaks(replace(self.board, allowed=allowed), plan=plan)
        solved = solver.solve(model.clauses)
        self._left -= WALK + solved.effort
        self._adapt(allowed, solved)
        return model.plan(solved.values) if self._rank(solved) <= self.annealer.best_rank else self.annealer.best

    def _rank(self, solved: Solved) -> int:
        """The rank of the plan that was found, if any."""
        return self.annealer.rank_of(solved.objective) if solved.values else NEVER

    def _visited(self, plan: list[int]) -> Flags:
        """M by T: the slots that each meeting has in the plan, and those it has most often while a walk goes on from it."""
        meetings, wanted = np.arange(len(plan)), round(self._slots * len(plan))
        seen = np.zeros(self.board.allowed.shape, np.int32)
        self.annealer.stand_at(plan)
        for look in range(LAPS * LOOKS):
            if look and look % LOOKS == 0:
                self._warmth *= WARMER
            self.annealer.wander(MOVES * len(plan), self._warmth)
            slots = self.annealer.slots
            seen[meetings[slots >= 0], slots[slots >= 0]] += 1
            if np.count_nonzero(seen >= TWICE) >= wanted:
                break
        seen[meetings, plan] = LAPS * LOOKS + 1
        often = np.argsort(-seen, axis=None, kind="stable")[:wanted]
        visited = np.zeros_like(self.board.allowed)
        visited.flat[often] = True
        return visited & (seen > 0)

    def _adapt(self, visited: Flags, solved: Solved) -> None:
        """A neighbourhood that could be closed and has nothing better may be larger the next time."""
        if solved.status is not Status.OPTIMAL:
            self._slots = max(FEWEST, visited.sum() / len(visited) - LESS)
        elif self._rank(solved) >= self.annealer.best_rank:
            self._slots = min(MANY, self._slots + MORE)
