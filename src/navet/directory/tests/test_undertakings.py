"""Who is one single undertaking, against a second reckoning that closes the relation step by step."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.directory.undertakings import Link, Reason, Tie, reasons_together, single_undertaking

DAY = date(2026, 11, 22)


def link(parent, child, tie=Tie.BOARD, since="2020-01-01", until=None, share=None):
    return Link(
        parent,
        child,
        tie,
        date.fromisoformat(since),
        until and date.fromisoformat(until),
        share and Decimal(share),
    )


def together(enterprise, *links, public_owners=(), on=DAY):
    return sorted(single_undertaking(enterprise, links=links, public_owners=public_owners, on=on))


def expected(enterprise, links, public_owners, on):
    pairs = set()
    for each in links:
        holds = each.since <= on and not (each.until and each.until < on)
        controls = each.tie != "votes" or (each.share or 0) * 2 > 1
        if holds and controls and each.parent not in public_owners and each.child not in public_owners:
            pairs |= {(each.parent, each.child), (each.child, each.parent)}
    group = {enterprise}
    for _ in range(20):
        group |= {b for a, b in pairs if a in group}
    return group


names = st.sampled_from("ABCDEFG")
some_days = st.dates(date(2026, 11, 18), date(2026, 11, 26))
shares = st.none() | st.decimals(0, 1, places=2)
links = st.builds(Link, names, names, st.sampled_from(Tie), some_days, st.none() | some_days, shares)


@given(names, st.lists(links, max_size=12), st.sets(names, max_size=2))
def test_agrees_with_closing_the_relation_step_by_step(enterprise, links, public):
    found = single_undertaking(enterprise, links=links, public_owners=public, on=DAY)
    assert found == expected(enterprise, links, public, DAY)


@given(names, st.lists(links, max_size=12), st.sets(names, max_size=2))
def test_belonging_together_is_mutual(enterprise, links, public):
    group = single_undertaking(enterprise, links=links, public_owners=public, on=DAY)
    assert {single_undertaking(each, links=links, public_owners=public, on=DAY) for each in group} == {group}


@given(names, st.lists(links, max_size=12))
def test_every_reason_leads_back_to_the_firm_asked_about(enterprise, links):
    reasons = reasons_together(enterprise, links=links, on=DAY)
    for each in reasons:
        at, steps = each, 0
        while reasons[at]:
            at, steps = reasons[at].nearer, steps + 1
            assert steps < len(reasons)
        assert at == enterprise


@pytest.mark.parametrize(("share", "linked"), [("0.50", False), ("0.500001", True), ("1", True), (None, False)])
def test_only_a_majority_of_votes_links(share, linked):
    assert together("A", link("A", "B", Tie.VOTES, share=share)) == (["A", "B"] if linked else ["A"])


@pytest.mark.parametrize("tie", [Tie.BOARD, Tie.CONTRACT, Tie.AGREEMENT])
def test_control_links_whatever_the_share(tie):
    assert together("B", link("A", "B", tie, share="0.10")) == ["A", "B"]


@pytest.mark.parametrize(
    ("on", "linked"),
    [("2024-04-30", False), ("2024-05-01", True), ("2025-06-30", True), ("2025-07-01", False)],
)
def test_a_link_holds_on_its_first_and_its_last_day(on, linked):
    tie = link("A", "B", since="2024-05-01", until="2025-06-30")
    assert together("A", tie, on=date.fromisoformat(on)) == (["A", "B"] if linked else ["A"])


def test_chains_and_sisters_belong_together():
    assert together("C", link("A", "B"), link("B", "C"), link("A", "D")) == ["A", "B", "C", "D"]


def test_a_common_public_owner_connects_nothing():
    ties = [link("M", "A"), link("M", "B"), link("A", "C")]
    assert together("A", *ties, public_owners={"M"}) == ["A", "C"]
    assert together("M", *ties, public_owners={"M"}) == ["M"]
    assert together("A", *ties) == ["A", "B", "C", "M"]


def test_circles_end():
    assert together("A", link("A", "B"), link("B", "A"), link("A", "A")) == ["A", "B"]


def test_the_reason_is_the_link_to_the_firm_one_step_nearer():
    down, up = link("A", "B"), link("C", "B")
    assert reasons_together("A", links=[down, up], on=DAY) == {
        "A": None,
        "B": Reason("A", down),
        "C": Reason("B", up),
    }
