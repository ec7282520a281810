"""Exact searches side by side, of which the one that needs less effort wins, whoever is faster.

How long a search takes is chance, and which of two is done first is not the same on every machine, nor twice on one. But
CP-SAT counts its own work, and that count is the same every time. So the one that is slower goes on until it has worked as
much as the other, and the smaller count gives the answer: the same seed gives the same plan.
"""

import math
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from navet.gatherings.timetable.clauses import Solved, Solver
from navet.gatherings.timetable.exact import Exact
from navet.gatherings.timetable.watching import Watch
from navet.mixing.proof import Status

# How much longer than the first the others run, before they are asked how far they came.
GRACE = 0.05


@dataclass(frozen=True, slots=True)
class Attempt:
    """One search: for the fewest breaks, or, when `any_plan` is enough, for any that the model allows."""

    model: Exact
    seed: int
    effort: float = math.inf
    any_plan: bool = False

    def closed_by(self, solved: Solved) -> bool:
        """Whether nothing is left to ask: there is no better plan, or none at all."""
        if self.any_plan:
            return bool(solved.values)
        return solved.status in {Status.OPTIMAL, Status.INFEASIBLE}


# Attempts one after the other; each time it is told what came of the one before.
Attempts = Generator[Attempt, Solved, None]


@dataclass(slots=True)
class Runner:
    """Attempts in one thread. `spent` is the effort of those that are over, and `last` is what came of the latest."""

    attempts: Attempts
    watch: Watch
    attempt: Attempt | None = None
    last: Solved = Solved(Status.UNKNOWN, 0, 0, ())
    closed: bool = False
    spent: float = 0.0
    solver: Solver | None = None
    stopped: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def plan(self) -> list[int] | None:
        """The slot of every meeting in what the latest attempt found."""
        return self.attempt.model.plan(self.last.values) if self.attempt is not None and self.last.values else None

    def run(self, hear: Callable[[int], None], until: float = math.inf) -> None:
        """Go on until the day is closed, so much effort is spent, time is over or it is stopped."""
        if self.attempt is None:
            self.attempt = next(self.attempts, None)
        while self.attempt is not None and self.spent < until:
            solver = self._solver(self.attempt, until)
            if solver is None:
                return
            self.last = solver.solve(self.attempt.model.clauses, on_bound=hear)
            self.closed = self.attempt.closed_by(self.last)
            if not self.closed and (self.stopped or self.watch.over):
                return
            self.spent += self.last.effort
            if self.closed:
                return
            self._next()

    def _solver(self, attempt: Attempt, until: float) -> Solver | None:
        effort = min(attempt.effort, until - self.spent)
        with self.lock:
            if self.stopped:
                return None
            self.solver = Solver(
                seed=attempt.seed, seconds=self.watch.left, effort=None if math.isinf(effort) else effort
            )
        return self.solver

    def _next(self) -> None:
        try:
            self.attempt = self.attempts.send(self.last)
        except StopIteration:
            self.attempt = None

    def stop(self) -> None:
        """End soon; from any thread."""
        with self.lock:
            self.stopped = True
            if self.solver is not None:
                self.solver.stop()

    def catch_up(self, hear: Callable[[int], None], effort: float) -> None:
        """After a stop: begin the attempt that was cut anew, if it had not come so far."""
        if not self.closed and self.spent + self.last.effort < effort:
            self.stopped = False
            self.run(hear, effort)


class Race:
    """Runners side by side, one for each row of attempts."""

    def __init__(self, watch: Watch, rows: Sequence[Attempts]) -> None:
        self.runners = [Runner(attempts, watch) for attempts in rows]

    def stop(self) -> None:
        """End soon; from any thread."""
        for runner in self.runners:
            runner.stop()

    def run(self, hear: Callable[[int], None]) -> Runner | None:
        """The runner that closed the day with the least effort, or None when they were stopped or out of time.

        `hear` is told every bound that a search for the fewest breaks proves, from any thread.
        """
        begun = time.monotonic()
        with ThreadPoolExecutor(len(self.runners)) as pool:
            going = [pool.submit(runner.run, hear) for runner in self.runners]
            wait(going, return_when=FIRST_COMPLETED)
            wait(going, timeout=GRACE * (time.monotonic() - begun))
            self.stop()
            for each in going:
                each.result()
        return self._first(hear)

    def _first(self, hear: Callable[[int], None]) -> Runner | None:
        least = min((runner.spent for runner in self.runners if runner.closed), default=None)
        if least is None:
            return None
        for runner in self.runners:
            runner.catch_up(hear, least)
        return min((runner for runner in self.runners if runner.closed), key=lambda runner: runner.spent)
