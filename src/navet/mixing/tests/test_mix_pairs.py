"""Rounds of pairs, every meeting counted."""

from collections import Counter
from itertools import combinations

import pytest

from navet.mixing.rounds import Odd, Unmixable, pair_rounds, side_rounds


def met(seated):
    return Counter(pair for a_round in seated for table in a_round for pair in combinations(table, 2))


@pytest.mark.parametrize("people", range(2, 41, 2))
def test_an_even_number_meets_everybody_exactly_once(people):
    seated = pair_rounds(people)
    assert len(seated) == people - 1
    assert all(sorted(sum(a_round, ())) == list(range(people)) for a_round in seated)
    assert met(seated) == dict.fromkeys(combinations(range(people), 2), 1)


@pytest.mark.parametrize("people", range(3, 42, 2))
def test_with_a_helper_an_odd_number_meets_everybody_and_the_helper_once(people):
    seated = pair_rounds(people, Odd.HELPER)
    assert len(seated) == people
    assert met(seated) == dict.fromkeys(combinations(range(people + 1), 2), 1)


@pytest.mark.parametrize("people", range(3, 62, 2))
def test_with_trios_an_odd_number_meets_everybody_with_few_repeats(people):
    seated = pair_rounds(people, Odd.TRIO)
    assert len(seated) == people - 2
    assert all(sorted(sum(a_round, ())) == list(range(people)) for a_round in seated)
    assert all(sorted(map(len, a_round)) == [2] * (people // 2 - 1) + [3] for a_round in seated)
    times = met(seated)
    assert set(times) == set(combinations(range(people), 2))
    assert sum(n * (n - 1) // 2 for n in times.values()) == people - 3 + (people % 4 == 1)


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 5), (5, 1), (4, 4), (3, 7), (7, 3), (12, 30)])
def test_each_of_one_side_meets_each_of_the_other_once(left, right):
    seated = side_rounds(left, right)
    assert len(seated) == max(left, right)
    assert all(len(set(sum(a_round, ()))) == 2 * min(left, right) for a_round in seated)
    assert all(list(a_round) == sorted(a_round) for a_round in seated)
    assert met(seated) == {(one, left + other): 1 for one in range(left) for other in range(right)}


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (lambda: pair_rounds(1), "There must be 2 to 2000 people, not 1."),
        (lambda: pair_rounds(2001), "There must be 2 to 2000 people, not 2001."),
        (lambda: side_rounds(0, 3), "There must be 1 to 2000 people, not 0."),
        (lambda: side_rounds(3, 2001), "There must be 1 to 2000 people, not 2001."),
    ],
)
def test_senseless_numbers_are_refused(asked, because):
    with pytest.raises(Unmixable) as refused:
        asked()
    assert str(refused.value) == because
