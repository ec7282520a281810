"""Improves rounds by letting two people change seats, at falling heat: what makes it worse is taken less and less often.

`met` holds how often each pair sits together; a swap's change of the repeats is read off two of its rows. Pairs that
must stay apart are counted as if they had met very often already. Source: Kirkpatrick, Gelatt and Vecchi 1983.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from navet.mixing.chances import Stream, draw_below, is_taken
from navet.mixing.compiled import compiled
from navet.mixing.rounds.sizes import Seating

APART = 16_000
VISITS_AT_A_TIME = 4_000_000
Seats = NDArray[np.int32]


class Room(NamedTuple):
    """What swaps change: who sits where (rounds x seats), the first seat of each table, the table of each seat.

    `met` (people x people) tells how often two sit together.
    """

    seats: Seats
    starts: Seats
    table_at: Seats
    met: NDArray[np.int16]
    stream: Stream


class Pace(NamedTuple):
    """How many swaps to try; the heat, in repeats, is multiplied by `cooling` after each thousand."""

    heat: float
    cooling: float
    moves: int


@compiled
def seat_everybody(room: Room) -> int:
    """Counts into `met` who sits together; gives the repeats."""
    cost = 0
    for row in room.seats:
        for here in range(len(row)):
            for there in range(room.starts[room.table_at[here]], here):
                a, b = row[here], row[there]
                cost += room.met[a, b]
                room.met[a, b] += 1
                room.met[b, a] += 1
    return cost


@compiled
def cost_of_change(met: NDArray[np.int16], row: Seats, span: tuple[int, int], here: int, newcomer: int) -> int:
    """How many more repeats there are at a table, the span of its seats, when the newcomer sits here."""
    leaver = row[here]
    change = span[1] - span[0] - 1
    for seat in range(span[0], span[1]):
        if seat != here:
            change += met[newcomer, row[seat]] - met[leaver, row[seat]]
    return change


@compiled
def let_sit(met: NDArray[np.int16], row: Seats, span: tuple[int, int], here: int, newcomer: int) -> None:
    """Counts who no longer meets at a table, the span of its seats, and who does now."""
    leaver = row[here]
    for seat in range(span[0], span[1]):
        if seat != here:
            other = row[seat]
            met[leaver, other] -= 1
            met[other, leaver] -= 1
            met[newcomer, other] += 1
            met[other, newcomer] += 1


@compiled
def swap_seats(room: Room, pace: Pace, goal: int, cost: int) -> int:
    """Tries swaps of two people at different tables until the repeats are down at the goal; gives the repeats."""
    seats, starts, table_at, met, stream = room
    rounds, people = seats.shape
    heat = pace.heat
    for move in range(1, pace.moves + 1):
        if move % 1000 == 0:
            heat *= pace.cooling
        row = seats[draw_below(stream, rounds)]
        here, there = draw_below(stream, people), draw_below(stream, people)
        left, right = table_at[here], table_at[there]
        if left == right:
            continue
        spans = ((starts[left], starts[left + 1]), (starts[right], starts[right + 1]))
        a, b = row[here], row[there]
        change = cost_of_change(met, row, spans[0], here, b) + cost_of_change(met, row, spans[1], there, a)
        if is_taken(change, heat, stream):
            let_sit(met, row, spans[0], here, b)
            let_sit(met, row, spans[1], there, a)
            row[here], row[there] = b, a
            cost += change
            if cost <= goal:
                break
    return cost


@dataclass(frozen=True, slots=True)
class Cooling:
    """From hot to cold in so many moves; heat is in repeats."""

    hot: float
    cold: float
    moves: int


@dataclass
class Hall:
    """Tables and who sits where: `seats` is rounds x seats, larger tables first; `starts` their first seats and the end.

    `apart` has a row for each pair that must not sit together; one that does is counted as thousands of repeats.
    """

    seats: Seats
    starts: Seats
    apart: NDArray[np.int64]
    stream: Stream
    room: Room = field(init=False)
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        people = self.seats.shape[1]
        sizes = np.diff(self.starts)
        table_at = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        met = np.zeros((people, people), np.int16)
        met[self.apart[:, 0], self.apart[:, 1]] = APART
        met[self.apart[:, 1], self.apart[:, 0]] = APART
        self.room = Room(self.seats, self.starts, table_at, met, self.stream)
        self.cost = seat_everybody(self.room)

    @property
    def tables(self) -> Seating:
        """The table of each person in each round."""
        return self.room.table_at[np.argsort(self.seats, axis=1)].astype(np.int64)

    def cool(self, cooling: Cooling, goal: int, look: Callable[["Hall"], bool]) -> None:
        """Anneals until the moves are used up, the repeats are down at the goal, or `look` says that it is enough."""
        at_a_time = VISITS_AT_A_TIME // (int(self.starts[1]) + 4) + 1
        factor = (cooling.cold / cooling.hot) ** (1000 / cooling.moves)
        for done in range(0, cooling.moves, at_a_time):
            if look(self):
                return
            pace = Pace(cooling.hot * factor ** (done / 1000), factor, min(at_a_time, cooling.moves - done))
            self.cost = swap_seats(self.room, pace, goal, self.cost)
        look(self)


def seats_of(design: Seating) -> Seats:
    """Who sits on each seat (rounds x seats), larger tables first, from the table of each person."""
    rows = []
    for row in design:
        sizes = np.bincount(row)
        rank = np.empty(len(sizes), np.int64)
        rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
        rows.append(np.argsort(rank[row], kind="stable"))
    return np.array(rows, np.int32)
