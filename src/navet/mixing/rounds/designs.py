"""Rounds that algebra gives at once, without search. Rounds are arrays (rounds x people) of table numbers.

People stand in groups of as many as there are tables. In round m the person x of group a sits at table m*a + x: two
people sit together in two rounds only if the difference of their groups times that of the rounds is nothing.
Source: Bose 1938 (affine planes), Hanani 1975 (transversal designs); MacNeish 1922 for numbers that are no prime power.
"""

import numpy as np

from navet.mixing.rounds.catalogue import catalogued
from navet.mixing.rounds.fields import Ring
from navet.mixing.rounds.sizes import Seating
from navet.mixing.rounds.squares import squares


def designs(people: int, tables: int, rounds: int) -> list[Seating]:
    """Designs of up to so many rounds, each as good as any or nearly; the one with most rounds comes first."""
    if people == 2 * tables:
        return [circle(people, rounds)]
    found = [lines(people, tables, rounds), left_out(catalogued(people, tables), people, rounds)]
    found += [design[:rounds] for design in squares(people, tables)]
    return sorted((design for design in found if len(design) and is_even(design)), key=len, reverse=True)


def circle(people: int, rounds: int) -> Seating:
    """Pairs of an even number of people: all but the last walk round a circle, opposite the last or mirrored.

    Source: Lucas, Récréations mathématiques, 1883. Shape: as many rounds as asked for, at most people - 1.
    """
    walkers = people - 1
    turn = np.arange(min(rounds, walkers))[:, None]
    step = (np.arange(walkers)[None, :] - turn) % walkers
    walking = np.minimum(step, walkers - step)
    return np.hstack([walking, np.zeros_like(turn)])


def lines(people: int, tables: int, rounds: int) -> Seating:
    """A round for each slope of the lines of a plane, and rounds within the groups where these make whole tables.

    With k groups or fewer there is no pair twice for as many rounds as there are tables, where these are a prime
    power >= k; with more groups than tables any two rounds share as few pairs as two rounds can.
    """
    if tables == 1:
        return np.zeros((min(rounds, 1), people), np.int64)
    ring = Ring.of(tables)
    groups = -(-people // tables)
    slopes, turns = list(range(tables)), ring.far_apart
    if groups <= len(turns):
        slopes, turns = turns, slopes
    seats = np.arange(tables)
    found = [
        np.concatenate([ring.plus(ring.times(turn, slopes[group % tables]), seats) for group in range(groups)])[:people]
        for turn in turns[:rounds]
    ]
    within = rounds_within_groups(people, tables, rounds - len(found))
    return np.vstack([np.array(found, np.int64).reshape(-1, people), within])


def rounds_within_groups(people: int, tables: int, rounds: int) -> Seating:
    """Rounds in which everybody stays in their own group, or with the groups of the same slope."""
    group = np.arange(people) // tables
    at_tables = np.bincount(group % tables, minlength=tables)
    if rounds > 0 and max(at_tables) - min(at_tables) <= 1:
        return (group % tables)[None, :]
    groups, over = divmod(people, tables)
    if rounds <= 0 or over or tables % groups:
        return np.zeros((0, people), np.int64)
    of_one_group = designs(tables, tables // groups, rounds)[0]
    return np.hstack([of_one_group + number * (tables // groups) for number in range(groups)])


def left_out(design: Seating, people: int, rounds: int) -> Seating:
    """The design without its surplus people, who must never sit together lest a table lose two; empty if none can go."""
    design = design[:rounds]
    surplus = design.shape[1] - people
    for first in range(design.shape[1] if surplus else 0):
        gone = [first]
        for other in range(design.shape[1]):
            if other not in gone and (design[:, gone] != design[:, [other]]).all():
                gone.append(other)
        if len(gone) >= surplus:
            return np.delete(design, gone[:surplus], axis=1)
    return design if not surplus else design[:0, :people]


def is_even(design: Seating) -> bool:
    """Whether the sizes of tables differ by one at the most in every round."""
    loads = [np.bincount(row, minlength=int(design.max()) + 1) for row in design]
    return all(max(load) - min(load) <= 1 for load in loads)
