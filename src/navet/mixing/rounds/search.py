"""Mixes round tables: who sits with whom, round after round, so that as few pairs as possible meet again.

Algebra first, which needs no search; then first rounds that are turned; then swaps of seats, from what is best so far.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Event

import numpy as np

from navet.mixing.chances import Stream
from navet.mixing.proof import Status
from navet.mixing.rounds.annealing import Cooling, Hall, Seats, seats_of
from navet.mixing.rounds.apart import Apart, TooLong, first_tables, kept_apart, shuffled_tables, why_impossible
from navet.mixing.rounds.bounds import fewest_repeats_at
from navet.mixing.rounds.designs import designs
from navet.mixing.rounds.results import Mix, Round, Unmixable
from navet.mixing.rounds.sizes import Seating, table_sizes, tables_for
from navet.mixing.rounds.starters import started

MOST_PEOPLE, MOST_ROUNDS = 10_000, 1_000
# Tries per seat, one course after another.
COURSES = (500, 4_000, 32_000, 256_000, 256_000)


def mix(
    people: int,
    table_size: int,
    rounds: int,
    *,
    apart: Iterable[tuple[int, int]] = (),
    seconds: float | None = 10.0,
    seed: int = 1,
    stop: Event | None = None,
    tell: Callable[[Mix], None] | None = None,
) -> Mix:
    """Seat people 0 … people - 1 at tables of that size, so that as few pairs as possible meet again.

    Sizes of tables differ by one at the most and nobody sits alone. No pair in `apart` ever sits together. `tell`
    gets each better mix; when `stop` is set or the seconds are over, the best so far is the answer. The same seed
    gives the same mix as long as neither cuts it short. Raises Unmixable, a ValueError, for a senseless question.
    """
    check_numbers(people, table_size, rounds)
    strangers = Apart.of(people, apart)
    tables = tables_for(people, table_size)
    because, first = one_round(strangers, tables)
    if because:
        return Mix((), 0, 0, Status.INFEASIBLE, because)
    bound = fewest_repeats_at(people, tables, rounds, [len(others) for others in strangers.strangers])
    until = None if seconds is None else time.monotonic() + seconds
    search = Search(strangers, tables, rounds, bound, until, stop or Event(), tell, np.random.default_rng(seed))
    if first:
        search.look(search.hall(np.array([first] * rounds, np.int64)))
    search.by_algebra()
    search.by_turning()
    search.by_swapping()
    return search.best


def check_numbers(people: int, table_size: int, rounds: int) -> None:
    """Raises Unmixable with a sentence for numbers that make no rounds."""
    if not 2 <= people <= MOST_PEOPLE:
        raise Unmixable(f"There must be 2 to {MOST_PEOPLE} people, not {people}.")
    if table_size < 2:
        raise Unmixable(f"A table has at least 2 seats, not {table_size}.")
    if not 1 <= rounds <= MOST_ROUNDS:
        raise Unmixable(f"There must be 1 to {MOST_ROUNDS} rounds, not {rounds}.")


def one_round(apart: Apart, tables: int) -> tuple[str, list[int]]:
    """Why no round can keep the pairs apart, proven, or a table for each person; neither where that is not known."""
    because = why_impossible(apart, tables)
    if because or len(apart.parties()[0]) <= tables:
        return because, []
    try:
        first = first_tables(apart, tables)
    except TooLong:
        return "", []
    if first:
        return "", first
    linked = sum(bool(strangers) for strangers in apart.strangers)
    return f"{linked} people must sit apart from others, and each way to seat them at {tables} tables fails.", []


@dataclass
class Search:
    """What is looked for, and the best that was found."""

    apart: Apart
    tables: int
    rounds: int
    bound: int
    until: float | None
    stop: Event
    tell: Callable[[Mix], None] | None
    chance: np.random.Generator
    seats: Seats | None = None
    repeats: int = 0
    starts: Seats = field(init=False)

    def __post_init__(self) -> None:
        self.starts = np.cumsum([0, *table_sizes(self.apart.people, self.tables)], dtype=np.int32)

    @property
    def best(self) -> Mix:
        """The best mix so far."""
        if self.seats is None:
            return Mix((), 0, self.bound, Status.UNKNOWN, "No seating was found, and none was proven impossible.")
        status = Status.OPTIMAL if self.repeats == self.bound else Status.FEASIBLE
        return Mix(rounds_of(self.seats, self.starts), self.repeats, self.bound, status)

    @property
    def is_over(self) -> bool:
        """Nothing better is possible, or there is no time to find it."""
        late = self.until is not None and time.monotonic() >= self.until
        return late or self.stop.is_set() or (self.seats is not None and self.repeats == self.bound)

    def by_algebra(self) -> None:
        """Designs, turned round again and again where there are more rounds than they have."""
        for design in designs(self.apart.people, self.tables, self.rounds):
            if self.seats is None or not self.is_over:
                self.look(self.hall(self.placed(design)[np.arange(self.rounds) % len(design)]))

    def by_turning(self) -> None:
        """First rounds that are turned; only worth while where no pair need meet twice."""
        if self.bound == 0:
            size = -(-self.apart.people // self.tables)
            for design in started(self.apart.people, size, self.rounds, self.chance, lambda: self.is_over):
                self.look(self.hall(self.placed(design[: self.rounds])))

    def by_swapping(self) -> None:
        """Swaps of seats, from any rounds while hot, and from the best known while cooler."""
        if self.seats is None:
            self.look(self.anything())
        seats = self.apart.people * self.rounds
        for tries in COURSES:
            for begin, hot in ((self.anything, 0.8), (self.best_known, 0.3)):
                if not self.is_over:
                    begin().cool(Cooling(hot, 0.12, tries * seats), self.bound, self.look)

    def look(self, hall: Hall) -> bool:
        """Keeps what is better, tells of it; and says whether that is enough."""
        better = self.seats is None or hall.cost < self.repeats
        if better and self.apart.kept_by(hall.tables):
            self.seats, self.repeats = hall.seats.copy(), hall.cost
            if self.tell:
                self.tell(self.best)
        return self.is_over

    def placed(self, design: Seating) -> Seating:
        """The design with everybody in places that suit those who must sit apart."""
        return kept_apart(design, self.apart, self.stream(), 2_000_000)

    def hall(self, seating: Seating) -> Hall:
        """Tables with these people at them."""
        return Hall(seats_of(seating), self.starts, self.apart.array, self.stream())

    def anything(self) -> Hall:
        """Tables with anybody at them."""
        return self.hall(shuffled_tables(self.apart, self.tables, self.rounds, self.chance))

    def best_known(self) -> Hall:
        """Tables with people as in the best mix so far."""
        return (
            self.anything()
            if self.seats is None
            else Hall(self.seats.copy(), self.starts, self.apart.array, self.stream())
        )

    def stream(self) -> Stream:
        """The beginning of a stream of random numbers."""
        return np.array([self.chance.integers(1, 2**62)], np.uint64)


def rounds_of(seats: Seats, starts: Seats) -> tuple[Round, ...]:
    """Rounds as tuples, people of a table in order, tables in the order of their first people."""
    ends = list(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True))
    return tuple(tuple(sorted(tuple(sorted(row[first:end])) for first, end in ends)) for row in seats.tolist())
