"""A pasted budget is read whole, or every fault in it is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.budgets.lines import Fault, Line, Shift, read, shifts, sums

PARTNERS = {"Science Park": "Science Park", "SP": "Science Park", "The university": "The university"}
KINDS = {"STAFF": "STAFF", "personal": "STAFF", "resor": "TRAVEL"}

places = st.tuples(st.sampled_from("AB"), st.sampled_from(["STAFF", "TRAVEL"]), st.sampled_from("12"), st.just("2026"))
budgets = st.dictionaries(places, st.decimals(min_value=0, max_value=10**6, places=2), max_size=8).map(
    lambda told: [Line(*place, amount) for place, amount in told.items()]
)


def test_tabs_and_semicolons_and_the_ways_amounts_are_written():
    text = "SP\tPersonal\tWP1\t2026\t1 250 000,50\n\n the university ; RESOR ; WP 2; 2026 ;1250.00\r\n"
    assert read(text, partners=PARTNERS, kinds=KINDS) == (
        [
            Line("Science Park", "STAFF", "WP1", "2026", Decimal("1250000.50")),
            Line("The university", "TRAVEL", "WP 2", "2026", Decimal("1250.00")),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("SP;STAFF;1;2026", Fault(1, "cells", "4")),
        ("Nobody;STAFF;1;2026;1", Fault(1, "partner", "Nobody")),
        ("SP;Cake;1;2026;1", Fault(1, "kind", "Cake")),
        ("SP;STAFF;1;2026;much", Fault(1, "amount", "much")),
        ("SP;STAFF;1;2026;-1", Fault(1, "amount", "-1")),
        ("SP;STAFF;1;2026;NaN", Fault(1, "amount", "NaN")),
        ("SP;STAFF;1;2026;1e99", Fault(1, "amount", "1e99")),
        ("SP;STAFF;1;2026;0.001", Fault(1, "amount", "0.001")),
        ("SP;STAFF;;2026;1", Fault(1, "empty")),
        ("SP;STAFF;1;;1", Fault(1, "empty")),
    ],
)
def test_what_is_wrong_is_named_by_its_row(row, fault):
    assert read(row, partners=PARTNERS, kinds=KINDS) == ([], [fault])


def test_the_same_line_twice():
    lines, faults = read("SP;STAFF;1;2026;1\nScience Park;personal;1;2026;2", partners=PARTNERS, kinds=KINDS)
    assert (len(lines), faults) == (1, [Fault(2, "twice")])


@given(budgets, budgets)
def test_what_moved_is_the_whole_difference(before, after):
    told = shifts(before, after)
    change = sum(line.amount for line in after) - sum(line.amount for line in before)
    assert sum(shift.after - shift.before for shift in told) == change
    assert shifts(after, before) == [Shift(s.place, s.after, s.before) for s in told]
    assert shifts(before, before) == []


@given(budgets)
def test_parts_come_to_the_whole(lines):
    for by in (lambda line: line.partner, lambda line: line.kind):
        assert sum(amount for _name, amount in sums(lines, by)) == sum(line.amount for line in lines)
