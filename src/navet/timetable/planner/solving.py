"""A day solved: a first plan at once, better ones as they come, and a proof or a bound at the end.

Small days are given to two searches. The one refines a plan and has a fixed amount of work; the exact one has no end but the
proof. These two tell each other only numbers, a bound and a count of breaks, and which plan leaves does not depend on who was
faster: it is the exact search's if a bounded effort closes the day, else the refined one if it reaches the optimum, else the
exact search's. So the same seed gives the same plan. What else is found sooner is told, and leaves when the solve is ended.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from navet.mixing.proof import Status
from navet.timetable.day import Answer, Day, Hold
from navet.timetable.planner.answers import Found, answer, better, refusal
from navet.timetable.planner.board import Board, board_of, breaks_per_person
from navet.timetable.planner.bounds import least_breaks
from navet.timetable.planner.clauses import Simplified, Solved, Solver
from navet.timetable.planner.conflicts import narrowed_conflict, plain_conflict
from navet.timetable.planner.cycles import large_plans
from navet.timetable.planner.exact import Exact, exact, fewest_breaks
from navet.timetable.planner.most import solve_most
from navet.timetable.planner.refining import Refiner
from navet.timetable.planner.watching import GLANCE, Watch

Tell = Callable[[Answer], None]

EXACT_MEETINGS = 1500
FIRST_EFFORT, RUNG_EFFORT = 0.6, 1.2
# A day without any plan has no last rung.
RUNGS = 8
# How many breaks above the bound a plan may be for the proof to come first.
NEARLY = 1
# The refiner counts up from the seed itself.
HELPERS_SEED = 7_777
# What is kept of the time for giving each meeting its table and for the checker.
SEATING_SECONDS = 0.0001


def solve(
    day: Day,
    *,
    seconds: float | None = None,
    threads: int = 2,
    seed: int = 1,
    stop: threading.Event | None = None,
    tell: Tell | None = None,
) -> Answer:
    """The best plan of a day.

    With `hold: all` that is the one with the fewest breaks under fairness, with `most` the greatest weight, then nobody
    left without a meeting, then the fewest breaks. `seconds` ends the search early, as does `stop`; `tell` hears of every
    better plan, from any thread. The same day, seed and threads give the same plan when neither ended it.
    """
    if seconds is not None:
        seconds -= min(seconds / 4, SEATING_SECONDS * len(day.meetings))
    search = Search(board_of(day), Watch(seconds, stop), seed, threads, tell)
    return search.most() if day.hold is Hold.MOST else search.all()


@dataclass(slots=True)
class Search:
    """One solve under way; two threads may raise `lower` and take a better plan, `found`.

    What was refined is kept `apart`, and only told, until there is a `prover`, the exact search without end. What was `shown`
    is told and counts when the search is ended early: what the `helper` found, and the prover while the other still refines.
    """

    board: Board
    watch: Watch
    seed: int
    threads: int
    tell: Tell | None = None
    lower: int = 0
    found: Found | None = None
    apart: Found | None = None
    shown: Found | None = None
    prover: Solver | None = None
    helper: Refiner | None = None
    told: tuple[int | None, int] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    telling: threading.Lock = field(default_factory=threading.Lock)

    @property
    def total(self) -> int:
        """The weight of everything."""
        return sum(self.board.weights)

    @property
    def small(self) -> bool:
        """Whether the exact search has a chance."""
        return len(self.board.ids) <= EXACT_MEETINGS

    def all(self) -> Answer:
        """Every meeting held, with the fewest breaks."""
        because = plain_conflict(self.board)
        if because is not None:
            return refusal(self.board, because, self.watch.elapsed)
        self.lower = least_breaks(self.board)
        if not self.small:
            for slots in large_plans(self.board, self.watch, seed=self.seed, threads=self.threads, enough=self.lower):
                self.take(slots)
            return self.end()
        if not self.board.ids:
            self.take([])
            return self.end()
        refiner = Refiner(self.board, self.seed)
        with self.watch.ends(refiner.stop_now):
            self.take(refiner.first(self.lower))
        return self.end() if self.proven else self.exactly(refiner)

    def exactly(self, refiner: Refiner) -> Answer:
        """The exact search: for a moment, then from the bound upwards, then without end, and beside it better plans are made."""
        if self.watch.over:
            return self.end()
        refining = threading.Thread(target=self.refine, args=(refiner,), daemon=True)
        if self.threads > 1:
            refining.start()
        try:
            return self.at_once() or self.without_end(refiner, refining)
        finally:
            refiner.stop_now()
            self.wait(refiner, refining)

    def at_once(self) -> Answer | None:
        """The answer if a bounded effort of the exact search closes the day."""
        alone, model = self.lower, fewest_breaks(self.board)
        solved = self.prove(model, FIRST_EFFORT)
        if solved.status in {Status.OPTIMAL, Status.INFEASIBLE}:
            return self.finish(model, solved)
        self.learn(model, solved)
        if alone > 0 and not self.watch.over:
            self.climb()
        return self.end() if self.proven else None

    def without_end(self, refiner: Refiner, refining: threading.Thread) -> Answer:
        """The exact search until it is proven; the other is heard now, and ends as soon as its plan stands at the bound.

        It has another model than before: what the one does not close at once, the other sometimes does. On days with people
        away it is the same, for there the other took longer (docs/timetable.md).
        """
        near = not any(self.board.day.away.values())
        simplified = Simplified.ONCE if near else Simplified.FULLY
        self.help_out()
        prover = Solver(seed=self.seed, seconds=self.watch.left, simplified=simplified)
        self.listen(prover)
        if self.threads == 1:
            self.refine(refiner)
        if over := self.watch.over:
            self.wait(refiner, refining)
        if over or self.proven:
            return self.end()
        model = fewest_breaks(self.board, near=near)
        with self.watch.ends(prover.stop):
            solved = prover.solve(model.clauses, on_bound=self.raise_bound(prover, refiner))
        if solved.status is Status.OPTIMAL:
            self.raise_lower(solved.objective)
            self.show(model.plan(solved.values))
        if solved.status is Status.INFEASIBLE:
            refiner.stop_now()
        self.wait(refiner, refining)
        return self.finish(model, solved)

    def help_out(self) -> None:
        """Neighbourhoods on this core, too, until the best plan is nearly as good as any, or a bounded effort is over.

        A second later the proof comes; but who looks at the plan after two seconds sees a better one. One thread refines anyway.
        """
        if self.threads == 1 or self.watch.over:
            return
        self.helper = Refiner(self.board, self.seed + HELPERS_SEED)
        with self.watch.ends(self.helper.stop_now):
            self.spare(self.helper)
            for slots in self.helper.help_out(lambda: self.best):
                self.show(slots)
                self.spare(self.helper)

    def spare(self, helper: Refiner) -> None:
        """Let the helper end as soon as the best plan is nearly as good as any."""
        if self.best is not None and self.best.breaks <= self.lower + NEARLY:
            helper.stop_now()

    def wait(self, refiner: Refiner, refining: threading.Thread) -> None:
        """Until the other has done its work, or its plan stands at the bound."""
        while refining.is_alive():
            self.reached(refiner)
            refining.join(GLANCE)

    def as_it_stands(self) -> Answer:
        """The plan there is, held against the bound."""
        self.lower = least_breaks(self.board)
        return self.end()

    def most(self) -> Answer:
        """The greatest weight first."""
        return solve_most(self)

    def climb(self) -> None:
        """Ask, with a bounded effort each time, for a plan with no more breaks than the bound, and raise the bound if there is none.

        Where everybody alone gives a good bound this finds at once what a search that counts up from nothing does not find
        for minutes; where they give none, it finds nothing.
        """
        for _ in range(RUNGS):
            model = exact(self.board)
            model.clauses.total(model.every_break, [1] * len(model.every_break), 0, self.lower)
            solver = Solver(seed=self.seed, seconds=self.watch.left, effort=RUNG_EFFORT, simplified=Simplified.FULLY)
            with self.watch.ends(solver.stop):
                solved = solver.solve(model.clauses)
            if solved.values:
                self.take(model.plan(solved.values))
            if solved.status is not Status.INFEASIBLE:
                return
            self.raise_lower(self.lower + 1)
            if self.proven or self.watch.over:
                return

    def prove(self, model: Exact, effort: float | None) -> Solved:
        """The exact search alone, with so much effort (CP-SAT's own measure, about a second), or without end.

        Without end it is asked for other aims than breaks, too, so its bounds are not told.
        """
        simplified = Simplified.FULLY if effort is None else Simplified.ONCE
        solver = Solver(seed=self.seed, seconds=self.watch.left, effort=effort, simplified=simplified)
        with self.watch.ends(solver.stop):
            return solver.solve(model.clauses, on_bound=None if effort is None else self.raise_bound(solver))

    def reached(self, refiner: Refiner) -> None:
        """Let the other end as soon as its plan stands at the bound."""
        if refiner.stands_at(self.lower):
            refiner.stop_now()

    def raise_bound(self, solver: Solver, refiner: Refiner | None = None) -> Callable[[int], None]:
        """What the exact search says while it works; it may stop once a plan stands at its bound."""

        def hear(bound: int) -> None:
            self.raise_lower(bound)
            self.speak()
            if refiner is not None:
                self.reached(refiner)
            if self.proven:
                solver.stop()

        return hear

    def raise_lower(self, bound: int) -> None:
        """Keep a proven bound if it is better than the one there is."""
        with self.lock:
            self.lower = max(self.lower, bound)

    @property
    def proven(self) -> bool:
        """Whether the plan stands at the bound."""
        return self.at_bound(self.found)

    def at_bound(self, found: Found | None) -> bool:
        """Whether this plan does."""
        return found is not None and found.breaks <= self.lower

    def refine(self, refiner: Refiner) -> None:
        """Better plans as they come, until one stands at the bound."""
        with self.watch.ends(refiner.stop_now):
            for slots in refiner.plans(lambda: self.lower):
                self.hear(slots)
                if self.proven:
                    return

    def hear(self, slots: list[int] | None) -> None:
        """A plan of the other; before the bounded efforts are over it must not decide, or chance would."""
        with self.lock:
            prover = self.prover
            if prover is None:
                self.apart = better(self.apart, self.counted(slots))
        if prover is None:
            self.speak()
            if self.helper is not None:
                self.spare(self.helper)
            return
        self.take(slots)
        if self.proven:
            prover.stop()

    def show(self, slots: list[int] | None) -> None:
        """A plan to be told, and not to leave unless the search is ended early."""
        with self.lock:
            self.shown = better(self.shown, self.counted(slots))
        self.speak()

    def listen(self, prover: Solver) -> None:
        """From now on the other's plans count."""
        with self.lock:
            self.prover = prover
            kept = self.keep(self.apart)
        self.follow(kept)

    def counted(self, slots: list[int] | None) -> Found | None:
        """A plan with its breaks."""
        return None if slots is None else Found(sum(breaks_per_person(self.board, slots)), slots)

    def take(self, slots: list[int] | None) -> None:
        """Keep a plan if it is better than the one there is."""
        new = self.counted(slots)
        with self.lock:
            kept = self.keep(new)
        self.follow(kept)

    def keep(self, new: Found | None) -> Found | None:
        """What was kept, if it is better than the plan there is; the lock is held."""
        old, self.found = self.found, better(self.found, new)
        return new if self.found is not old else None

    def follow(self, kept: Found | None) -> None:
        """A bound for a better plan, and tell of it."""
        if kept is not None and self.small and not self.proven:
            self.raise_lower(least_breaks(self.board, goal=kept.breaks))
        self.speak()

    def speak(self) -> None:
        """Tell of a better plan or bound, each once, and never of a worse one after a better."""
        if self.tell is None:
            return
        with self.telling:
            best = self.best
            news = (None if best is None else best.breaks, self.lower)
            if self.told != news:
                self.told = news
                self.tell(self.answer(best))

    @property
    def best(self) -> Found | None:
        """The best plan that anybody has."""
        return better(better(self.found, self.apart), self.shown)

    def finish(self, model: Exact, solved: Solved) -> Answer:
        """The end of an exact search: its plan, unless the refined one is as good."""
        if solved.status is Status.INFEASIBLE:
            return refusal(self.board, narrowed_conflict(self.board.day), self.watch.elapsed)
        self.learn(model, solved)
        return self.end()

    def learn(self, model: Exact, solved: Solved) -> None:
        """What an exact search has proven and found."""
        self.raise_lower(solved.bound)
        if solved.values:
            self.take(model.plan(solved.values))

    def end(self) -> Answer:
        """The answer at the end; one that is not proven was ended early."""
        if not self.proven:
            with self.lock:
                self.keep(self.shown)
        return self.answer(self.found)

    def answer(self, found: Found | None) -> Answer:
        """The answer as things stand, with this plan."""
        return answer(
            self.board,
            None if found is None else found.slots,
            bound=self.lower,
            weight_bound=self.total,
            proven=self.at_bound(found),
            seconds=round(self.watch.elapsed, 3),
        )
