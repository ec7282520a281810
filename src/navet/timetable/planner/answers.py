"""From slots to an answer: tables given out, breaks and weight counted, names put back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from navet.mixing.proof import Status
from navet.timetable.day import Answer, Because, Seat
from navet.timetable.planner.board import Board, breaks_per_person
from navet.timetable.planner.seating import seat


class Found(NamedTuple):
    """A plan, -1 for what is not held, and its breaks."""

    breaks: int
    slots: list[int]


def better(one: Found | None, other: Found | None) -> Found | None:
    """The plan with fewer breaks, the first if they have as many."""
    if one is None or other is None:
        return other if one is None else one
    return other if other.breaks < one.breaks else one


def answer(
    board: Board,
    slots: Sequence[int] | None,
    *,
    bound: int,
    weight_bound: int,
    proven: bool,
    seconds: float,
    preferred: Mapping[int, int] | None = None,
    kept: Mapping[int, int] | None = None,
) -> Answer:
    """The answer for a plan: `slots` has -1 for what is not held, or is None when there is no plan at all."""
    if slots is None:
        return Answer(Status.UNKNOWN, None, bound, 0, 0, weight_bound, seconds, {}, board.ids)
    number = {name: person for person, name in enumerate(board.names)}
    tables = seat(
        board.slots,
        board.capacity,
        board.members,
        slots,
        people=len(board.names),
        hosts={number[name]: table for name, table in board.day.hosts.items()},
        kept=kept or {},
        preferred=preferred or {},
    )
    held = [meeting for meeting, slot in enumerate(slots) if slot >= 0]
    breaks = sum(breaks_per_person(board, slots))
    return Answer(
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        breaks=breaks,
        bound=breaks if proven else min(bound, breaks),
        held=len(held),
        weight=sum(board.weights[meeting] for meeting in held),
        weight_bound=weight_bound,
        seconds=seconds,
        plan={board.ids[meeting]: Seat(slots[meeting], tables[meeting]) for meeting in held},
        not_held=tuple(board.ids[meeting] for meeting, slot in enumerate(slots) if slot < 0),
    )


def refusal(board: Board, because: Because, seconds: float) -> Answer:
    """The answer when nothing is possible."""
    return Answer(Status.INFEASIBLE, None, 0, 0, 0, 0, seconds, {}, board.ids, because)
