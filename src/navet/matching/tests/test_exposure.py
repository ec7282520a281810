"""Attention against fit: held against a reckoning written out the long way, and against what must hold of any lists."""

from fractions import Fraction
from math import isclose, log2, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.matching.exposure import FEWEST, FITS, Place, Share, Tally, discount

PLACES = st.builds(Place, st.sampled_from(["sv", "nb", "fi"]), st.sampled_from(sorted(FITS)), st.booleans())
LISTS = st.lists(st.lists(PLACES, min_size=1, max_size=7), min_size=1, max_size=80)


def tally(lists) -> Tally:
    made = Tally()
    for places in lists:
        made.add(places)
    return made


def the_long_way(lists, group):
    """Share of attention, of fair attention, two standard errors, share of what was taken: by the definitions."""
    weights = [[1 / log2(rank + 1) for rank in range(1, len(places) + 1)] for places in lists]
    whole = sum(sum(each) for each in weights)
    seen = sum(w for places, ws in zip(lists, weights) for p, w in zip(places, ws) if p.group == group)
    fair = 0.0
    for places, ws in zip(lists, weights):
        fits = {"strong": 3, "possible": 2, "weak": 1}
        merit = Fraction(sum(fits[p.word] for p in places if p.group == group), sum(fits[p.word] for p in places))
        fair += float(merit) * sum(ws)
    off = (seen - fair) / whole
    squares = 0.0
    for places, ws in zip(lists, weights):
        mine = sum(w for p, w in zip(places, ws) if p.group == group)
        merit = sum(FITS[p.word] for p in places if p.group == group) / sum(FITS[p.word] for p in places)
        squares += (mine - merit * sum(ws) - off * sum(ws)) ** 2
    taken = sum(p.is_taken for places in lists for p in places)
    mine = sum(p.is_taken for places in lists for p in places if p.group == group)
    return seen / whole, fair / whole, 2 * sqrt(squares) / whole, mine / taken if taken >= 30 else None


@given(LISTS)
def test_the_same_as_reckoned_the_long_way(lists):
    for share in tally(lists).shares({}):
        stood = sum(any(place.group == share.code for place in places) for places in lists)
        assert share.lists == stood
        if stood < FEWEST:
            assert (share.attention, share.fair, share.spread, share.taken, share.verdict) == (*[None] * 4, "few")
            continue
        seen, fair, spread, taken = the_long_way(lists, share.code)
        assert isclose(share.attention, seen, abs_tol=1e-9)
        assert isclose(share.fair, fair, abs_tol=1e-9)
        assert isclose(share.spread, spread, abs_tol=1e-6)
        assert (share.taken is None) == (taken is None)
        assert taken is None or isclose(share.taken, taken)
        clear = abs(seen - fair) > max(0.05, spread)
        assert share.verdict == ("even" if not clear else "more" if seen > fair else "less")


@given(st.lists(st.lists(PLACES, min_size=1, max_size=7), min_size=60, max_size=90))
def test_all_shares_are_one_whole_when_nobody_is_left_out(lists):
    lists = [[*places, *(Place(code, "weak", False) for code in ("sv", "nb", "fi"))] for places in lists]
    shares = tally(lists).shares({})
    assert isclose(sum(share.attention for share in shares), 1)
    assert isclose(sum(share.fair for share in shares), 1)
    taken = [share.taken for share in shares]
    assert taken == [None] * 3 or isclose(sum(taken), 1)


@given(LISTS, st.randoms())
def test_the_order_of_lists_does_not_matter(lists, chance):
    mixed = chance.sample(lists, len(lists))
    for one, other in zip(tally(lists).shares({}), tally(mixed).shares({}), strict=True):
        assert (one.code, one.lists, one.verdict) == (other.code, other.lists, other.verdict)
        assert one.attention is None or isclose(one.attention, other.attention)


def test_the_attention_of_ranks():
    assert [round(discount(rank), 3) for rank in (1, 2, 3, 5)] == [1, 0.631, 0.5, 0.387]


def test_whoever_always_stands_last_is_seen_less_and_whoever_takes_turns_is_not():
    first, last = Place("sv", "possible", True), Place("nb", "possible", False)
    always = tally([[first, first, last]] * 40).shares({"fi": 3})
    assert [(share.code, share.verdict) for share in always] == [("nb", "less"), ("sv", "more"), ("fi", "few")]
    assert [share.taken for share in always] == [0, 1, None]
    assert always[-1] == Share("fi", 3, 0)
    turns = tally([[first, last], [last, first]] * 20).shares({})
    assert {share.verdict for share in turns} == {"even"}
    assert turns[0].attention == pytest.approx(0.5)


def test_nothing_shown_is_nothing_to_say():
    assert Tally().shares({}) == []
    assert Tally().shares({"sv": 2}) == [Share("sv", 2, 0)]
