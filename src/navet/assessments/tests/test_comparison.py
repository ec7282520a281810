from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from navet.assessments.comparison import (
    FEWEST_PEERS,
    Increase,
    Round,
    change,
    hidden_by_difference,
    increase,
    peer_means,
)


def a_round(organisation: str, timing: str, first: int, second: int, version: str = "2023") -> Round:
    scores = {"D1": Fraction(first), "D2": Fraction(second)}
    return Round(organisation, "sme", version, timing, scores, Fraction(first + second, 2))


def test_increase_is_paired_and_says_how_many():
    rounds = [
        a_round("bakery", "T0", 10, 20),
        a_round("bakery", "T1", 30, 30),
        a_round("smithy", "T0", 50, 50),
        a_round("smithy", "T1", 60, 50),
        a_round("dairy", "T0", 0, 0),
        a_round("mill", "T1", 100, 100),
        a_round("mill", "T2", 100, 100),
    ]
    assert increase(rounds) == Increase(2, Fraction(10), {"D1": Fraction(15), "D2": Fraction(5)})


def test_increase_never_crosses_versions():
    rounds = [a_round("bakery", "T0", 10, 20), a_round("bakery", "T1", 90, 90, version="2027")]
    assert increase(rounds) == Increase(0, None, {})
    assert change(*rounds) is None


def test_change_by_dimension():
    assert change(a_round("bakery", "T0", 10, 20), a_round("bakery", "T1", 30, 15)) == {
        "D1": Fraction(20),
        "D2": Fraction(-5),
    }


def test_small_groups_are_hidden_and_nobody_counts_twice():
    many = [a_round(f"firm {number}", "T0", number * 10, 0) for number in range(5)]
    few = [a_round(f"works {number}", "T0", 50, 50) for number in range(4)]
    again = [a_round("works 0", "T0", 70, 70), a_round("other", "T0", 1, 1, version="2019")]
    means = peer_means([*many, *few, *again], ("sme", "2023"), lambda each: each.organisation[:4])
    assert {group: (mean.n, mean.overall, mean.dimensions) for group, mean in means.items()} == {
        "firm": (5, Fraction(10), {"D1": Fraction(20), "D2": Fraction(0)})
    }


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 20), max_size=8))
def test_what_is_hidden_can_not_be_found_by_subtraction(sizes):
    hidden = hidden_by_difference(sizes)
    assert all(group in hidden for group, size in sizes.items() if size < FEWEST_PEERS)
    together = sum(sizes[group] for group in hidden)
    assert together == 0 or together >= FEWEST_PEERS or hidden == set(sizes)
