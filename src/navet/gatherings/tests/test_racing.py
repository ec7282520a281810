"""Searches side by side: the smaller effort wins, whoever is done first."""

import itertools
import time

import pytest

from navet.gatherings.tests.test_solve import crowded_day
from navet.gatherings.timetable.board import board_of
from navet.gatherings.timetable.clauses import Solver
from navet.gatherings.timetable.racing import Attempt, Race
from navet.gatherings.timetable.solving import model_of
from navet.gatherings.timetable.watching import Watch
from navet.mixing.proof import Status

LATE = 0.5


def row(attempts, late=0.0):
    """Attempts one after the other, the first of them late."""
    time.sleep(late)
    for attempt in attempts:  # noqa: UP028 - a list cannot be told what came of an attempt
        yield attempt


def raced(*rows):
    race = Race(Watch(None, None), rows)
    first = race.run(lambda bound: None)
    return None if first is None else race.runners.index(first)


@pytest.fixture(scope="module")
def model():
    return model_of(board_of(crowded_day(16, 7, 5, seed=9)), near=False)


@pytest.fixture(scope="module")
def efforts(model):
    """What the same proof costs with one seed and with another."""
    found = {seed: Solver(seed=seed).solve(model.clauses).effort for seed in range(1, 4)}
    assert len(set(found.values())) > 1
    return found


@pytest.mark.parametrize("late", [0, 1])
def test_the_smaller_effort_wins_even_when_it_comes_late(model, efforts, late):
    seeds = sorted(efforts, key=efforts.__getitem__)
    for one, other in itertools.permutations((seeds[0], seeds[-1])):
        rows = [row([Attempt(model, seed)], LATE * (place == late)) for place, seed in enumerate((one, other))]
        assert raced(*rows) == (0 if one == seeds[0] else 1)


def test_what_an_attempt_spent_before_it_gave_up_counts(model, efforts):
    least = min(efforts, key=efforts.__getitem__)
    short = Attempt(model, least, effort=efforts[least] / 4)
    assert raced(row([short, Attempt(model, least)], LATE), row([Attempt(model, least)])) == 1
    assert raced(row([Attempt(model, least)], LATE), row([short, Attempt(model, least)])) == 0


def test_a_race_that_is_stopped_has_no_winner(model):
    race = Race(Watch(None, None), [row([Attempt(model, seed)]) for seed in (1, 2)])
    race.stop()
    assert race.run(lambda bound: None) is None
    assert [runner.plan for runner in race.runners] == [None, None]


def test_what_goes_wrong_in_a_runner_is_not_lost(model):
    def broken():
        raise MemoryError("no room")
        yield

    with pytest.raises(MemoryError, match="no room"):
        raced(broken(), row([Attempt(model, 1)]))


def test_any_plan_closes_an_attempt_that_asks_for_no_more(model):
    race = Race(Watch(None, None), [row([Attempt(model, 1, any_plan=True)])])
    first = race.run(lambda bound: None)
    assert first is not None and first.plan is not None
    assert first.last.status is Status.OPTIMAL
