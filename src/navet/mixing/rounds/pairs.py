"""Rounds of pairs in which everybody meets everybody once."""

from enum import StrEnum

from navet.mixing.rounds.designs import circle
from navet.mixing.rounds.results import Round, Unmixable

MOST_PAIRED = 2_000


class Odd(StrEnum):
    """What an odd number of people does, as nobody is to be left alone."""

    TRIO = "trio"
    HELPER = "helper"


def pair_rounds(people: int, odd: Odd = Odd.TRIO) -> tuple[Round, ...]:
    """Rounds in which everybody, numbered from 0, meets everybody; an even number exactly once, in people - 1 rounds.

    Odd numbers: with a helper, who gets the next free number, exactly once too, in as many rounds as there are people,
    once with the helper each. With trios there is one table of three in each of people - 2 rounds, and people - 3
    repeats, the least for so many rounds; one more where people - 1 divides by four. Raises Unmixable for fewer than 2 people or too many.
    """
    _check(people, least=2)
    if people % 2 and odd == Odd.TRIO:
        return _with_trios(people)
    everybody = people + people % 2
    return tuple(tuple(sorted(_tables_of(row, everybody // 2))) for row in circle(everybody, everybody - 1).tolist())


def side_rounds(left: int, right: int) -> tuple[Round, ...]:
    """Rounds in which each of the left side (from 0) meets each of the right side (the numbers after) exactly once.

    There are as many rounds as people on the larger side; of that side some wait in each round when sides differ.
    Raises Unmixable for an empty side or too many people.
    """
    _check(left, least=1)
    _check(right, least=1)
    turns = range(max(left, right))
    return tuple(
        tuple(
            (person, left + (person + turn) % len(turns))
            for person in range(left)
            if (person + turn) % len(turns) < right
        )
        if left <= right
        else tuple(sorted(((other + turn) % len(turns), left + other) for other in range(right)))
        for turn in turns
    )


def _check(people: int, least: int) -> None:
    if not least <= people <= MOST_PAIRED:
        raise Unmixable(f"There must be {least} to {MOST_PAIRED} people, not {people}.")


def _tables_of(row: list[int], tables: int) -> list[tuple[int, ...]]:
    found: list[list[int]] = [[] for _ in range(tables)]
    for person, table in enumerate(row):
        found[table].append(person)
    return [tuple(people) for people in found]


def _with_trios(people: int) -> tuple[Round, ...]:
    """Everybody stands on a circle; in the round of one person, who sits with two, the others sit mirrored to him.

    The rounds of the persons 0 and 1 are left out. Their pairs make one path through everybody from 0 to 1: each person
    in between takes the pair that leads away from the middle into his own round, where these two sit with him.
    """
    path = [(place + 1) // 2 * (2 if place % 2 else -2) % people for place in range(people)]
    middle = people // 2
    beside = {path[place]: path[place - 1 if place <= middle else place + 1] for place in range(1, people - 1)}
    return tuple(_trio_round(people, person, beside[person] - person) for person in range(2, people))


def _trio_round(people: int, person: int, step: int) -> Round:
    far = min(step % people, -step % people)
    mirrored = [((person + by) % people, (person - by) % people) for by in range(1, people // 2 + 1) if by != far]
    trio = (person, (person + far) % people, (person - far) % people)
    return tuple(sorted(tuple(sorted(table)) for table in (trio, *mirrored)))
