"""A plan mended while the day runs: history stays, nobody who is there loses a meeting that can be kept, few meetings move.

The organiser is offered the trade as three plans, from the fewest moves to the fewest breaks. Small days are mended with
proof, aim by aim; large ones by annealing from the plan there is, with a price on every move.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from navet.mixing.proof import Status
from navet.timetable.day import Answer, Changes, Day, Seat
from navet.timetable.planner.annealing import Annealer, Promised
from navet.timetable.planner.answers import answer
from navet.timetable.planner.changed import Changed, changed
from navet.timetable.planner.clauses import Solver
from navet.timetable.planner.exact import Exact, exact
from navet.timetable.planner.most import most_weight
from navet.timetable.planner.watching import Watch

LOST = 200.0
STAY, TRADE, ANEW = 5.0, 0.5, 0.1
EXACT_MEETINGS = 400
STEPS = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to mend the plan, and how many promised meetings it moves."""

    moved: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended plan with the fewest moves, and the choices it is the first of."""

    answer: Answer
    moved: int
    choices: tuple[Choice, ...]


def repair(
    day: Day,
    plan: Mapping[str, Seat],
    changes: Changes,
    *,
    seconds: float | None = None,
    threads: int = 2,
    seed: int = 1,
    stop: threading.Event | None = None,
    tell: Callable[[Answer], None] | None = None,
) -> Repaired:
    """Mend a plan, moving as few of its meetings as possible.

    First no promised meeting is lost that can be kept, then as few are moved as possible, then comes the greatest weight,
    then the fewest breaks. Fairness is not asked of a day that did not go as planned. `tell` hears of the plan with the fewest
    moves while the other choices are still worked out, in so many threads.
    """
    mending = Mending(changed(day, plan, changes), Watch(seconds, stop), seed)
    few = mending.exactly() if len(day.meetings) <= EXACT_MEETINGS else mending.roughly(STAY)
    if tell is not None:
        tell(few.answer)
    with ThreadPoolExecutor(threads) as pool:
        trades = pool.map(lambda price: mending.trade(price, few), (TRADE, ANEW))
        return Repaired(few.answer, few.moved, (few, *trades))


@dataclass(slots=True)
class Mending:
    """One repair under way."""

    state: Changed
    watch: Watch
    seed: int

    def roughly(self, price: float) -> Choice:
        """By annealing, with this price on a move, in breaks."""
        return self.choice(self.anneal(price, STEPS), proven=False)

    def trade(self, price: float, few: Choice) -> Choice:
        """A plan with fewer breaks for more moves; the given one when time is over or nothing better was found."""
        if self.watch.over:
            return few
        found = self.choice(self.anneal(price, 4 * STEPS), proven=False)
        better = found.answer.held >= few.answer.held and (found.answer.breaks or 0) <= (few.answer.breaks or 0)
        return found if better else few

    def anneal(self, price: float, steps: int) -> list[int]:
        """From the plan there is; what was promised is dear to lose."""
        board = self.state.board
        promised = Promised(self.state.promised, self.state.history, LOST, price)
        annealer = Annealer(board, seed=self.seed, promised=promised, worth=4.0 / max(board.weights, default=1))
        with self.watch.ends(annealer.stop_now):
            annealer.settle(max(20_000, steps * len(board.ids)))
        return annealer.best or self.as_it_is()

    def as_it_is(self) -> list[int]:
        """Only what is history: always a plan."""
        return [self.state.promised[m] if m in self.state.history else -1 for m in range(len(self.state.board.ids))]

    def exactly(self) -> Choice:
        """Aim by aim, each held to its best for the next. When time ends it, by annealing."""
        model = exact(self.state.board)
        best: list[int] | None = None
        for literals, factors in self.aims(model):
            if not literals:
                continue
            model.clauses.minimise(literals, factors)
            solver = Solver(seed=self.seed, seconds=self.watch.left)
            with self.watch.ends(solver.stop):
                solved = solver.solve(model.clauses)
            if solved.status is not Status.OPTIMAL:
                return self.choice(best, proven=False) if best else self.roughly(STAY)
            best = model.plan(solved.values)
            model.clauses.total(literals, factors, 0, solved.objective)
        return self.choice(best if best is not None else self.as_it_is(), proven=True)

    def aims(self, model: Exact) -> list[tuple[list[int], list[int]]]:
        """Promised meetings lost, promised meetings moved, weight not held, breaks."""
        board = self.state.board
        for meeting in self.state.history:
            model.clauses.any_of(model.held(meeting))
        lost = [model.out[meeting] for meeting in self.state.kept]
        moved = [
            at
            for meeting in self.state.kept
            for slot, at in model.places[meeting].items()
            if slot != self.state.promised[meeting]
        ]
        breaks = model.every_break
        return [
            (lost, [1] * len(lost)),
            (moved, [1] * len(moved)),
            (model.out, list(board.weights)),
            (breaks, [1] * len(breaks)),
        ]

    def choice(self, slots: list[int], *, proven: bool) -> Choice:
        """The plan with its tables; who does not move keeps the table."""
        board = self.state.board
        stays = {m: seat.table for m, seat in self.state.seats.items() if slots[m] == seat.slot}
        told = answer(
            board,
            slots,
            bound=0,
            weight_bound=most_weight(board),
            proven=proven,
            seconds=round(self.watch.elapsed, 3),
            kept={m: table for m, table in stays.items() if m in self.state.history},
            preferred={m: table for m, table in stays.items() if m not in self.state.history},
        )
        if proven:
            told = replace(told, weight_bound=told.weight)
        return Choice(self.state.moved(slots), told)
