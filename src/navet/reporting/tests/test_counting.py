"""Numbers from rows alone: the same as the database's, whatever the rows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.reporting.counting import How, Measure, differences, groups

ROWS = [
    {"id": "1", "customer": "a", "kind": "SME", "hours": "4.50", "size": ""},
    {"id": "2", "customer": "a", "kind": "SME", "hours": 2, "size": None},
    {"id": "3", "customer": "b", "kind": "PSO", "hours": None, "size": "small"},
]
cells = st.fixed_dictionaries(
    {"hours": st.decimals(0, 1000, places=2), "kind": st.sampled_from("xy"), "customer": st.sampled_from("abc")}
)


@pytest.mark.parametrize(
    ("measure", "number"),
    [
        (Measure(How.ROWS), 3),
        (Measure(How.ROWS, only={"kind": "SME"}), 2),
        (Measure(How.DISTINCT, "customer"), 2),
        (Measure(How.SUM, "hours"), Decimal("6.5")),
        (Measure(How.SUM, "hours", {"kind": "PSO"}), 0),
        (Measure(How.MEAN, "hours"), Decimal("3.25")),
        (Measure(How.MEAN, "hours", {"kind": "none"}), 0),
    ],
)
def test_a_measure_of_a_few_rows(measure, number):
    assert measure.of(ROWS) == number


def test_nothing_and_the_empty_text_are_one_value():
    assert {value: [row["id"] for row in rows] for value, rows in groups(ROWS, "size").items()} == {
        "": ["1", "2"],
        "small": ["3"],
    }


@given(st.lists(cells))
def test_sums_add_up_over_groups_and_customers_never_more(rows):
    parts = groups(rows, "kind").values()
    hours, customers = Measure(How.SUM, "hours"), Measure(How.DISTINCT, "customer")
    assert sum((hours.of(part) for part in parts), Decimal(0)) == hours.of(rows)
    assert sum((customers.of(part) for part in parts), Decimal(0)) >= customers.of(rows)


def test_what_came_went_and_changed():
    now = [ROWS[0] | {"hours": "5.00"}, ROWS[2], {"id": "4", "customer": "c"}]
    found = differences(ROWS, now)
    assert ([row["id"] for row in found.came], [row["id"] for row in found.went]) == (["4"], ["2"])
    assert [(row["id"], cells) for row, cells in found.changed] == [("1", (("hours", "4.50", "5.00"),))]
    assert bool(found)
    assert not differences(ROWS, list(reversed(ROWS)))


@given(st.dictionaries(st.text(max_size=3), st.integers()), st.dictionaries(st.text(max_size=3), st.integers()))
def test_differences_tell_how_one_becomes_the_other(then, now):
    rows = ([{"id": id, "n": n} for id, n in told.items()] for told in (then, now))
    found = differences(*rows)
    became = {id: n for id, n in then.items() if id not in {row["id"] for row in found.went}}
    became |= {row["id"]: row["n"] for row in found.came} | {row["id"]: row["n"] for row, _cells in found.changed}
    assert became == now
