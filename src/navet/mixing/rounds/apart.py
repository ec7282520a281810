"""Pairs that must never sit together: whether that is possible, a first seating, and who stands in for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from navet.mixing.chances import Stream, draw_below, is_taken
from navet.mixing.compiled import compiled
from navet.mixing.rounds.results import Unmixable
from navet.mixing.rounds.sizes import Seating, table_sizes

TRIES = 20_000
MOST_LINKED = 200


class TooLong(Exception):
    """So many ways were tried that trying them all is hopeless."""


@dataclass(frozen=True)
class Apart:
    """Pairs of people 0 … people - 1, each pair once and in order, however they were given."""

    people: int
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, people: int, pairs: Iterable[tuple[int, int]]) -> "Apart":
        """Raises Unmixable for somebody unknown, and for a person apart from himself."""
        kept = {(min(pair), max(pair)) for pair in pairs}
        for one, other in sorted(kept):
            if one == other:
                raise Unmixable(f"Person {one} cannot be kept apart from himself.")
            if one < 0 or other >= people:
                raise Unmixable(f"People {one} and {other} cannot be kept apart: people are 0 to {people - 1}.")
        return cls(people, tuple(sorted(kept)))

    @cached_property
    def strangers(self) -> list[set[int]]:
        """For each person, with whom he must not sit."""
        found: list[set[int]] = [set() for _ in range(self.people)]
        for one, other in self.pairs:
            found[one].add(other)
            found[other].add(one)
        return found

    @cached_property
    def array(self) -> NDArray[np.int64]:
        """The pairs as an array of two columns."""
        return np.array(self.pairs, np.int64).reshape(-1, 2)

    def kept_by(self, tables: Seating) -> bool:
        """Whether no pair sits together in any of these rounds."""
        return bool((tables[:, self.array[:, 0]] != tables[:, self.array[:, 1]]).all())

    def parties(self) -> list[list[int]]:
        """People joined by pairs, directly or through others, the largest party first; the rest one by one."""
        left, found = set(range(self.people)), []
        for first in range(self.people):
            party = [first] if first in left else []
            left.discard(first)
            for person in party:
                joined = self.strangers[person] & left
                party.extend(sorted(joined))
                left -= joined
            found.append(party)
        return sorted((party for party in found if party), key=len, reverse=True)

    def all_apart(self) -> list[int]:
        """Many people of whom any two must sit apart; from each person on, those with most strangers first."""
        best: list[int] = []
        ranked = sorted(range(self.people), key=lambda person: -len(self.strangers[person]))
        for first in ranked:
            if len(self.strangers[first]) < len(best):
                break
            group = [first]
            left = set(self.strangers[first])
            while left:
                group.append(max(left, key=lambda person: (len(self.strangers[person] & left), -person)))
                left &= self.strangers[group[-1]]
            best = max(best, group, key=len)
        return best


def why_impossible(apart: Apart, tables: int) -> str:
    """A sentence that proves that not one round can be seated; empty where none was found."""
    together = apart.all_apart()
    if len(together) > tables:
        names = ", ".join(str(person) for person in sorted(together[: tables + 1]))
        there_are = "there is 1 table" if tables == 1 else f"there are {tables} tables"
        return f"{tables + 1} people must all sit apart from one another, and {there_are}: {names}."
    smallest = table_sizes(apart.people, tables)[-1]
    for person, strangers in enumerate(apart.strangers):
        if apart.people - 1 - len(strangers) < smallest - 1:
            return (
                f"Person {person} must sit apart from {len(strangers)} of the {apart.people - 1} others, "
                f"and every table has at least {smallest} people."
            )
    return ""


def first_tables(apart: Apart, tables: int) -> list[int] | None:
    """A table for each person such that every pair sits apart; none where every way was tried in vain.

    Raises TooLong after many tries. Who is in no pair sits wherever a seat is left.
    """
    if sum(bool(strangers) for strangers in apart.strangers) > MOST_LINKED:
        raise TooLong
    sizes = table_sizes(apart.people, tables)
    seated = next(Trial(apart, sizes).seatings(), None)
    if seated is None:
        return None
    loads = np.bincount(list(seated.values()), minlength=tables)
    fullest_first = sorted(range(tables), key=lambda table: -loads[table])
    free = [table for rank, table in enumerate(fullest_first) for _ in range(sizes[rank] - loads[table])]
    left = [person for person in range(apart.people) if person not in seated]
    table_of = seated | dict(zip(left, free, strict=True))
    return [table_of[person] for person in range(apart.people)]


def _dealt(people: list[int], tables: int) -> list[int]:
    """As cards are dealt: as many neighbours in the list as there are tables sit at as many tables."""
    table_of = [0] * len(people)
    for number, person in enumerate(people):
        table_of[person] = number % tables
    return table_of


@dataclass
class Trial:
    """Tries every way to seat those who are in a pair, tables of the same size in one order only."""

    apart: Apart
    sizes: list[int]
    table_of: dict[int, int] = field(default_factory=dict)
    tries: int = 0

    def seatings(self) -> Iterator[dict[int, int]]:
        """A table for each of them, way after way. Raises TooLong."""
        self.tries += 1
        if self.tries > TRIES:
            raise TooLong
        left = [person for person in range(self.apart.people) if self.apart.strangers[person]]
        left = [person for person in left if person not in self.table_of]
        if not left:
            yield dict(self.table_of)
        for person, table in self.steps(left):
            self.table_of[person] = table
            yield from self.seatings()
            del self.table_of[person]

    def steps(self, left: list[int]) -> list[tuple[int, int]]:
        """The tables for the person who is hardest to seat."""
        strangers = self.apart.strangers
        closed = {one: {self.table_of[other] for other in strangers[one] if other in self.table_of} for one in left}
        person = max(left, key=lambda one: (len(closed[one]), len(strangers[one])), default=0)
        with_room = tables_with_room(list(self.table_of.values()), self.sizes)
        return [(person, table) for table in with_room if left and table not in closed[person]]


def tables_with_room(taken: list[int], sizes: list[int]) -> list[int]:
    """The tables that can take one more person, given those of the people seated; of the empty ones just the first."""
    loads = np.bincount(np.array(taken, np.int64), minlength=len(sizes)).tolist()
    larger = sizes.count(sizes[0]) - loads.count(sizes[0])
    most = sizes[0] - (larger == 0)
    empty = loads.index(0) if 0 in loads else -1
    return [table for table, load in enumerate(loads) if table == empty or 0 < load < most]


def shuffled_tables(apart: Apart, tables: int, rounds: int, chance: np.random.Generator) -> Seating:
    """Any rounds to begin with; every pair sits apart where no party has more people than there are tables."""
    if not apart.pairs:
        return np.array([chance.permutation(apart.people) % tables for _ in range(rounds)], np.int64)
    parties = apart.parties()
    rows = []
    for _ in range(rounds):
        mixed = [parties[number] for number in chance.permutation(len(parties))]
        rows.append(_dealt([person for party in mixed for person in chance.permutation(party).tolist()], tables))
    return np.array(rows, np.int64)


class Places(NamedTuple):
    """Where each person stands in a design; `meets` tells which two places sit together in some round.

    `strangers` from `firsts[n]` to `firsts[n + 1]` are those of person n.
    """

    places: NDArray[np.int64]
    meets: NDArray[np.bool_]
    firsts: NDArray[np.int64]
    strangers: NDArray[np.int64]
    stream: Stream


@compiled
def cost_of_going(given: Places, person: int, to: int, other: int) -> int:
    """How many more strangers the person meets in that place; the other person, who goes the other way, not counted."""
    place = given.places[person]
    change = 0
    for number in range(given.firsts[person], given.firsts[person + 1]):
        if given.strangers[number] != other:
            at = given.places[given.strangers[number]]
            change += int(given.meets[to, at]) - int(given.meets[place, at])
    return change


@compiled
def change_places(given: Places, moves: int, cost: int) -> int:
    """Lets two people change places, so that strangers come to stand in places that never meet; gives the meetings."""
    people = len(given.places)
    for move in range(moves):
        if cost == 0:
            break
        one, other = draw_below(given.stream, people), draw_below(given.stream, people)
        here, there = given.places[one], given.places[other]
        change = cost_of_going(given, one, there, other) + cost_of_going(given, other, here, one)
        if is_taken(change, 0.55 - 0.5 * move / moves, given.stream):
            given.places[one], given.places[other] = there, here
            cost += change
    return cost


def kept_apart(design: Seating, apart: Apart, stream: Stream, moves: int) -> Seating:
    """The design with people in other places, so that few strangers sit together; often none."""
    if not apart.pairs:
        return design
    meets = np.zeros((apart.people, apart.people), np.bool_)
    for row in design:
        meets |= row[:, None] == row[None, :]
    places = np.empty(apart.people, np.int64)
    places[[person for party in apart.parties() for person in party]] = np.arange(apart.people)
    firsts = np.cumsum([0, *(len(strangers) for strangers in apart.strangers)])
    strangers = np.array([other for row in apart.strangers for other in sorted(row)], np.int64)
    at = places[apart.array]
    cost = int(meets[at[:, 0], at[:, 1]].sum())
    change_places(Places(places, meets, firsts, strangers, stream), moves, cost)
    return np.asarray(design[:, places])
