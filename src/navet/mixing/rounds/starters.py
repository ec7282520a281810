"""Rounds that are a few first rounds turned again and again: a search much smaller than that for all rounds.

Everybody but `still` people walks in circles of `turns` places; the first rounds, turned so many times, are all rounds.
Pairs that turn into each other are one kind and meet equally often: a few kinds are counted instead of many pairs.
Source: Anderson, Combinatorial Designs and Tournaments, 1997 (starters).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from navet.mixing.chances import Stream, draw_below, is_taken
from navet.mixing.compiled import compiled
from navet.mixing.rounds.annealing import Pace, Seats
from navet.mixing.rounds.sizes import Seating
from navet.mixing.rounds.turning import Turning

MOST_PEOPLE = 120
WAYS, TRIALS, MOVES = 6, 3, 1_000_000
HOT, COLD = 0.7, 0.15


def turnings(people: int, table_size: int, rounds: int) -> list[Turning]:
    """The likeliest ways to make at least that many rounds without repeats: no round too many, few people still."""
    ways = [
        Turning(first_rounds, total // first_rounds, people % (total // first_rounds))
        for total in range(rounds, (people - 1) // (table_size - 1) + 1)
        for first_rounds in range(1, total // 2 + 1)
        if total % first_rounds == 0 and people % (total // first_rounds) <= table_size
    ]
    return ways[:WAYS]


def kinds_of_pairs(people: int, turning: Turning) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The kind of each pair (people x people), and how often each kind repeats a pair in one whole turn."""
    one, other = np.meshgrid(np.arange(people), np.arange(people), indexing="ij")
    lowest = np.full((people, people), people * people)
    times = np.zeros((people, people), np.int64)
    for turn in range(turning.turns):
        here, there = turning.moved(one, turn), turning.moved(other, turn)
        low, high = np.minimum(here, there), np.maximum(here, there)
        lowest = np.minimum(lowest, low * people + high)
        times += (low == np.minimum(one, other)) & (high == np.maximum(one, other))
    _, first, kinds = np.unique(lowest, return_index=True, return_inverse=True)
    return kinds.reshape(people, people).astype(np.int32), times.ravel()[first].astype(np.int32)


class FirstRounds(NamedTuple):
    """What swaps change: who sits where (first rounds x seats, tables of `size`), and the kind of each pair.

    `counts` has two rows: how often each kind met, and its weight.
    """

    seats: Seats
    size: int
    kinds: Seats
    counts: Seats
    stream: Stream


@compiled
def join(kinds: Seats, counts: Seats, row: Seats, at: tuple[int, int], person: int) -> int:
    """Lets the person meet the others at the table of a seat, `at` is that and the size; gives twice the new repeats."""
    met, weights = counts
    change = 0
    first = at[0] // at[1] * at[1]
    for seat in range(first, first + at[1]):
        if seat != at[0]:
            kind = kinds[person, row[seat]]
            change += 2 * weights[kind] * met[kind] + weights[kind] - 1
            met[kind] += 1
    return change


@compiled
def leave(kinds: Seats, counts: Seats, row: Seats, at: tuple[int, int], person: int) -> int:
    """Undoes `join`; gives twice the repeats that are no more."""
    met, weights = counts
    change = 0
    first = at[0] // at[1] * at[1]
    for seat in range(first, first + at[1]):
        if seat != at[0]:
            kind = kinds[person, row[seat]]
            met[kind] -= 1
            change += 2 * weights[kind] * met[kind] + weights[kind] - 1
    return change


@compiled
def seat_kinds(given: FirstRounds) -> int:
    """Counts how often each kind sits together in the first rounds; gives twice the repeats of all turns over one."""
    seats, size, kinds, counts, _ = given
    met, weights = counts
    cost = 0
    for row in seats:
        for here in range(len(row)):
            for there in range(here // size * size, here):
                kind = kinds[row[here], row[there]]
                cost += 2 * weights[kind] * met[kind] + weights[kind] - 1
                met[kind] += 1
    return cost


@compiled
def swap_kinds(given: FirstRounds, pace: Pace, cost: int) -> int:
    """Tries swaps in the first rounds, as `annealing.swap_seats` does; gives twice the repeats of all turns over one."""
    seats, size, kinds, counts, stream = given
    rounds, people = seats.shape
    heat = 2 * pace.heat
    for move in range(1, pace.moves + 1):
        if move % 1000 == 0:
            heat *= pace.cooling
        row = seats[draw_below(stream, rounds)]
        here, there = (draw_below(stream, people), size), (draw_below(stream, people), size)
        if here[0] // size == there[0] // size:
            continue
        a, b = row[here[0]], row[there[0]]
        change = -leave(kinds, counts, row, here, a) - leave(kinds, counts, row, there, b)
        change += join(kinds, counts, row, here, b) + join(kinds, counts, row, there, a)
        if is_taken(change, heat, stream):
            row[here[0]], row[there[0]] = b, a
            cost += change
            if cost == 0:
                break
        else:
            leave(kinds, counts, row, here, b)
            leave(kinds, counts, row, there, a)
            join(kinds, counts, row, here, a)
            join(kinds, counts, row, there, b)
    return cost


def started(
    people: int, table_size: int, rounds: int, chance: np.random.Generator, enough: Callable[[], bool]
) -> Iterator[Seating]:
    """Rounds made by turning, each found by a search of its own; ends when one has no repeats."""
    if people > MOST_PEOPLE or people % table_size:
        return
    for turning in turnings(people, table_size, rounds):
        for _ in range(TRIALS):
            if enough():
                return
            first, cost = _searched(people, table_size, turning, chance)
            yield turning.turned(first)
            if cost == 0:
                return


def _searched(people: int, size: int, turning: Turning, chance: np.random.Generator) -> tuple[Seating, int]:
    kinds, weights = kinds_of_pairs(people, turning)
    seats = np.array([chance.permutation(people) for _ in range(turning.first_rounds)], np.int32)
    stream = np.array([chance.integers(1, 2**62)], np.uint64)
    given = FirstRounds(seats, size, kinds, np.array([np.zeros_like(weights), weights]), stream)
    cost = swap_kinds(given, Pace(HOT, (COLD / HOT) ** (1000 / MOVES), MOVES), seat_kinds(given))
    return np.argsort(seats, axis=1) // size, cost
