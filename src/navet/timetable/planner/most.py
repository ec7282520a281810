"""`hold: most`: as much weight as fits, then nobody left alone, then the fewest breaks; each proven before the next."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from navet.mixing.proof import Status
from navet.timetable.day import Answer, Day, Hold
from navet.timetable.planner.annealing import Annealer
from navet.timetable.planner.answers import Found, answer
from navet.timetable.planner.board import Board, board_of, breaks_per_person
from navet.timetable.planner.clauses import Solved
from navet.timetable.planner.cycles import large_plans
from navet.timetable.planner.exact import Exact, exact

if TYPE_CHECKING:
    from navet.timetable.planner.solving import Search

SMALL_CYCLE, SMALL_CYCLES = 2_000, 2

Rank = tuple[int, int, int]


def rank(board: Board, slots: Sequence[int]) -> Rank:
    """Weight not held, people with no meeting, breaks: what the contract wants least, in this order."""
    unheld = sum(weight for weight, slot in zip(board.weights, slots, strict=True) if slot < 0)
    alone = sum(1 for own in board.meetings_of if all(slots[meeting] < 0 for meeting in own))
    return unheld, alone, sum(breaks_per_person(board, slots))


def most_weight(board: Board) -> int:
    """A proven upper bound on the weight that can be held: what has no slot, no table, or is too much for somebody, is lost."""
    possible = [bool(row.any()) for row in board.allowed]
    lost = sum(weight for weight, can in zip(board.weights, possible, strict=True) if not can)
    too_much = 0
    largest = max((len(people) for people in board.members), default=1)
    for person, own in enumerate(board.meetings_of):
        mine = sorted(board.weights[meeting] for meeting in own if possible[meeting])
        usable = int(board.allowed[list(own)].any(axis=0).sum()) if own else 0
        room = min(usable, board.most[person])
        too_much += sum(mine[: max(0, len(mine) - room)])
    heaviest = sorted((weight for weight, can in zip(board.weights, possible, strict=True) if can), reverse=True)
    return min(sum(board.weights) - lost - math.ceil(too_much / largest), sum(heaviest[: sum(board.capacity)]))


def possible_day(board: Board) -> Day:
    """The day without the meetings that have no slot, when everything else is to be held."""
    names = {name for name, row in zip(board.ids, board.allowed, strict=True) if row.any()}
    kept = tuple(
        replace(meeting, after=tuple(first for first in meeting.after if first in names))
        for meeting in board.day.meetings
        if meeting.id in names
    )
    return replace(board.day, meetings=kept, hold=Hold.ALL)


@dataclass(slots=True)
class Most:
    """A search for the most, step by step. `weight_bound` and `bound` are proven."""

    search: "Search"
    weight_bound: int
    plan: list[int]
    bound: int = 0
    proven: bool = False

    @property
    def board(self) -> Board:
        """The day."""
        return self.search.board

    def take(self, slots: list[int] | None) -> None:
        """Keep a plan if it is better."""
        if slots is not None and rank(self.board, slots) < rank(self.board, self.plan):
            self.plan = slots
            if self.search.tell is not None:
                self.search.tell(self.end())

    def anneal(self) -> None:
        """Cycles of annealing, each twice as long as the one before."""
        annealer = Annealer(self.board, seed=self.search.seed)
        steps = SMALL_CYCLE * len(self.board.ids)
        for _ in range(SMALL_CYCLES):
            with self.search.watch.ends(annealer.stop_now):
                annealer.cool(steps)
            self.take(annealer.best)
            if self.search.watch.over:
                return
            steps *= 2

    def prove(self) -> None:
        """The three aims one after the other, each held to its best for the next."""
        model = exact(self.board)
        for aim, variables, factors in self.aims(model):
            solved = self.known(aim) or self.least(model, variables, factors)
            if aim == "weight":
                self.weight_bound = min(self.weight_bound, sum(self.board.weights) - solved.bound)
            if aim == "breaks":
                self.bound = solved.bound
            if solved.status is not Status.OPTIMAL:
                return
            model.clauses.total(variables, factors, 0, solved.objective)
        self.proven = True

    def known(self, aim: str) -> Solved | None:
        """What needs no search: a plan as heavy as any can be."""
        unheld = sum(self.board.weights) - self.weight_bound
        heaviest = aim == "weight" and rank(self.board, self.plan)[0] == unheld
        return Solved(Status.OPTIMAL, unheld, unheld, ()) if heaviest else None

    def aims(self, model: Exact) -> Iterator[tuple[str, list[int], list[int]]]:
        """What is made least, and what each counts; the model grows by an aim only once it is asked for."""
        yield "weight", model.out, [*self.board.weights]
        alone = model.alone()
        yield "alone", alone, [1] * len(alone)
        breaks = model.every_break
        yield "breaks", breaks, [1] * len(breaks)

    def least(self, model: Exact, variables: list[int], factors: list[int]) -> Solved:
        """One aim made least; its plan is taken over if it is better."""
        if not variables:
            return Solved(Status.OPTIMAL, 0, 0, ())
        model.clauses.minimise(variables, factors)
        solved = self.search.prove(model, None)
        self.take(model.plan(solved.values) if solved.values else None)
        return solved

    def held(self) -> list[int]:
        """The meetings that have a slot at all."""
        return [meeting for meeting, row in enumerate(self.board.allowed) if row.any()]

    @property
    def all_possible(self) -> bool:
        """Whether the plan holds every meeting that has a slot at all."""
        return all(self.plan[meeting] >= 0 for meeting in self.held())

    def everything(self) -> None:
        """All that has a slot is held, so it is the other problem, whose bounds are better."""
        held = self.held()
        board = board_of(possible_day(self.board))
        slots = [self.plan[meeting] for meeting in held]
        known = Found(rank(board, slots)[2], slots)
        inner = replace(self.search, board=board, found=known, tell=None, told=None)
        found = inner.all() if self.search.small else inner.as_it_stands()
        self.bound, self.proven = found.bound, found.status is Status.OPTIMAL
        slot_of = dict(zip(held, (inner.found or known).slots, strict=True))
        self.take([slot_of.get(meeting, -1) for meeting in range(len(self.board.ids))])

    def end(self) -> Answer:
        """The answer as things stand."""
        return answer(
            self.board,
            self.plan,
            bound=self.bound,
            weight_bound=self.weight_bound,
            proven=self.proven,
            seconds=round(self.search.watch.elapsed, 3),
        )


def solve_most(search: "Search") -> Answer:
    """The greatest weight, then the fewest alone, then the fewest breaks."""
    most = Most(search, most_weight(search.board), plan=[-1] * len(search.board.ids))
    if search.small:
        most.anneal()
    else:
        for slots in large_plans(search.board, search.watch, seed=search.seed, threads=search.threads):
            most.take(slots)
    if most.all_possible:
        most.everything()
    elif search.small and not search.watch.over:
        most.prove()
    return most.end()
