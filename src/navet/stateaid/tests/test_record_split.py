"""An undertaking splits up: its earlier aid is divided once, nothing is lost, and ceilings of both follow."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid import commands, queries
from navet.stateaid.commands import OtherAid, declare_aid, record_split, undo_split
from navet.stateaid.models import Declaration, OrganisationSplit
from navet.stateaid.splits import Counted, Split, after_splits, those_before
from navet.stateaid.tests.conftest import TODAY, elsewhere, grant, make_firm

D = Decimal
FIRMS = [UUID(int=n) for n in range(1, 5)]
HUB = uuid4()
SPLIT_DAY = date(2026, 6, 1)

days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
amounts = st.decimals(-1000, 10_000, places=2)
rows = st.dictionaries(st.sampled_from(FIRMS), st.lists(st.builds(Counted, days, amounts, st.just(HUB)), max_size=5))
firms = st.permutations(FIRMS)
parts = st.decimals("0.001", "0.5", places=3)


def chain(order, moves):
    """Splits that never go in a circle: each from an earlier firm to a later one, at most two from one on a day."""
    found, seen = [], Counter()
    for one, other, on, part in moves:
        parent, child = sorted((order[one], order[other]), key=order.index)
        if parent != child and seen[parent, on] < 2:
            seen[parent, on] += 1
            found.append(Split(parent, child, on, part))
    return found


moves = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), days, parts), max_size=6)


@given(rows, firms, moves)
def test_nothing_is_lost_and_days_stay(told, order, some):
    counted = after_splits(told, chain(order, some))
    assert sum((row.amount for kept in counted.values() for row in kept), D(0)) == sum(
        (row.amount for kept in told.values() for row in kept), D(0)
    )
    assert {row.day for kept in counted.values() for row in kept} <= {row.day for kept in told.values() for row in kept}


@given(rows, days, parts)
def test_one_split_by_hand(told, on, part):
    """The other reckoning: each row of the parent on its own, cut in two or not at all."""
    parent, child = FIRMS[:2]
    counted = after_splits(told, [Split(parent, child, on, part)])
    before = [row for row in told.get(parent, []) if row.day < on]
    gone = [(row.amount * part).quantize(D("0.01"), "ROUND_HALF_UP") for row in before]
    assert sum((row.amount for row in counted.get(child, [])), D(0)) == sum(
        (row.amount for row in told.get(child, [])), D(0)
    ) + sum(gone, D(0))
    assert [row.day for row in counted[parent]] == [row.day for row in told.get(parent, [])]


def test_parts_of_one_day_are_of_the_whole_and_a_later_split_is_of_what_was_left():
    parent, first, second, third = FIRMS
    told = {parent: [Counted(date(2026, 1, 1), D(1000), HUB)]}
    same = [Split(parent, first, SPLIT_DAY, D("0.5")), Split(parent, second, SPLIT_DAY, D("0.5"))]
    counted = after_splits(told, same)
    assert [sum(row.amount for row in counted[id]) for id in (parent, first, second)] == [0, 500, 500]
    later = [same[0], Split(parent, third, SPLIT_DAY + timedelta(days=9), D("0.5"))]
    counted = after_splits(told, later)
    assert [sum(row.amount for row in counted[id]) for id in (parent, first, third)] == [250, 500, 250]


def test_those_before_are_found_however_far_back_and_circles_end():
    a, b, c, _ = FIRMS
    some = [Split(a, b, SPLIT_DAY, D(1)), Split(b, c, SPLIT_DAY, D(1)), Split(c, a, SPLIT_DAY, D(1))]
    assert those_before([c], some[:2]) == {a, b, c}
    assert those_before([a], some[:2]) == {a}
    assert those_before([a], some) == {a, b, c}


@pytest.fixture
def mill(ledger):
    return make_firm("Kvarnen AB", "5560360009")


def told(mill, **details):
    given = {"country": "SE", "register_number": mill.register_number, "on": SPLIT_DAY, "part": D("0.4")}
    return given | {"basis": "USE", "reason": "The mill took over the machine"} | details


def used(organisation, on=TODAY):
    return queries.room_of(organisation, on).used


def test_a_part_of_the_aid_goes_with_whoever_took_over_its_use(ledger, mill):
    grant(ledger.ben, ledger.bakery, "10000.00", date(2026, 2, 1))
    grant(ledger.ben, ledger.bakery, "500.00", date(2026, 7, 1))
    elsewhere(ledger, lambda nils: grant(nils, ledger.bakery, "90.00", date(2026, 2, 2)))
    split = record_split(ledger.cia, ledger.bakery, **told(mill))
    assert (used(ledger.bakery), used(mill)) == (D("6554.00"), D("4036.00"))
    assert queries.room_of(mill).used_through(ledger.hub.id) == 4000
    assert [entry.fact for entry in time_line(ledger.bakery.id) if entry.fact == "SplitRecorded"] == ["SplitRecorded"]
    undo_split(ledger.cia, split, reason="It was another mill")
    undo_split(ledger.cia, split, reason="Again")
    assert (used(ledger.bakery), used(mill)) == (D("10590.00"), D("0.00"))
    assert [entry.fact for entry in time_line(ledger.bakery.id)].count("SplitUndone") == 1


def test_a_split_of_a_split_and_declared_aid_follow(ledger, mill):
    other = make_firm("Bageriet Norr AB", "5560360017")
    declare_aid(ledger.ana, ledger.bakery, rows=[OtherAid(date(2026, 3, 1), D(1000), "Staden")])
    record_split(ledger.cia, ledger.bakery, **told(mill))
    record_split(ledger.cia, mill, **told(other, on=date(2026, 8, 1), part=D("0.5"), basis="EQUITY"))
    assert (used(ledger.bakery), used(mill), used(other)) == (600, 200, 200)


def test_the_ceiling_binds_what_was_inherited(ledger, mill):
    grant(ledger.ben, ledger.bakery, "300000.00", date(2026, 2, 1))
    record_split(ledger.cia, ledger.bakery, **told(mill, part=D(1)))
    commands.declare_aid(ledger.ana, ledger.bakery, rows=[])
    with pytest.raises(Refused, match=r"room for EUR 0\.00"):
        grant(ledger.ben, mill, "1.00", terms=commands.Terms(), regime="DE_MINIMIS_2023")
    assert grant(ledger.ben, ledger.bakery, "300000.00").total_after == 300000


def test_what_a_split_takes_past_the_ceiling_is_said(ledger, mill):
    Declaration.objects.create(
        organisation=mill,
        hub=ledger.hub,
        signed_by="Mia",
        signed_by_id=uuid4(),
        signed_at=timezone.now(),
        wording="2026-11",
        language="sv",
    )
    grant(ledger.ben, mill, "250000.00", date(2026, 2, 3))
    grant(ledger.ben, ledger.bakery, "200000.00", date(2026, 2, 1))
    record_split(ledger.cia, ledger.bakery, **told(mill, part=D("0.5")))
    (passed,) = [entry for entry in time_line([ledger.bakery.id, mill.id]) if entry.fact == "CeilingPassed"]
    assert (passed.about, passed.details["sum"]) == (mill.id, "350000.00")


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"part": D(0)}, "above nought"),
        ({"on": TODAY + timedelta(days=900)}, "not happened yet"),
        ({"register_number": "5560360793"}, "does not split off itself"),
        ({"register_number": "5561234567"}, "Nobody knows this organisation yet"),
        ({"basis": "LUCK"}, "LUCK"),
    ],
)
def test_what_cannot_be_is_refused(ledger, mill, details, words):
    with pytest.raises(Refused) as no:
        record_split(ledger.cia, ledger.bakery, **told(mill, **details))
    assert words in f"{no.value} {no.value.fields}"
    assert not OrganisationSplit.objects.exists()


def test_a_day_divides_no_more_than_the_whole_and_tells_each_once(ledger, mill):
    other = make_firm("Bageriet Norr AB", "5560360017")
    record_split(ledger.cia, ledger.bakery, **told(mill, part=D("0.6")))
    with pytest.raises(Refused) as no:
        record_split(ledger.cia, ledger.bakery, **told(other, part=D("0.5")))
    assert "more than the whole" in no.value.fields["part"][0]
    with pytest.raises(Refused, match="written down already"):
        record_split(ledger.cia, ledger.bakery, **told(mill, part=D("0.1")))


def test_coordinators_alone(ledger, mill):
    split = record_split(ledger.cia, ledger.bakery, **told(mill))
    for member in (ledger.ben, ledger.fia, ledger.ana):
        with pytest.raises(NotAllowed):
            record_split(member, ledger.bakery, **told(mill))
        with pytest.raises(NotAllowed):
            undo_split(member, split, reason="x")
    with pytest.raises(NotFound):
        queries.find_split(ledger.town, split.id)


def test_the_page_and_the_machines_door(ledger, mill, as_member):
    coordinator, address = as_member(ledger.cia), f"/h/north/organisations/{ledger.bakery.id}/aid/"
    assert "It has split up" in coordinator.get(address).content.decode()
    assert "Day of the split" in coordinator.get(f"{address}split/").content.decode()
    form = {"country": "SE", "register_number": mill.register_number, "on": "2026-06-01", "basis": "USE", "reason": "x"}
    assert coordinator.post(f"{address}split/", form | {"part": "400"}).status_code == 422
    page = coordinator.post(f"{address}split/", form | {"part": "40"}, follow=True).content.decode()
    assert "40 % of what Bageriet AB had been granted before 1 June 2026 counts for Kvarnen AB." in page
    split = OrganisationSplit.objects.get()
    undo = f"{address}split/{split.id}/undo/"
    assert "goes back to where it was granted" in coordinator.get(undo).content.decode()
    assert coordinator.post(undo, {"reason": ""}).status_code == 422
    page = coordinator.post(undo, {"reason": "Another mill"}, follow=True).content.decode()
    assert "Does not count: Another mill" in page
    machine = f"/h/north/api/v1/organisations/{ledger.bakery.id}/splits"
    body = {"country": "SE", "register_number": mill.register_number, "on": "2026-06-01", "part": "0.25"}
    made = coordinator.post(machine, body | {"basis": "EQUITY", "reason": "Books"}, content_type="application/json")
    assert made.status_code == 201
    assert len(coordinator.get(machine).json()) == 2
    undone = coordinator.post(
        f"{machine}/{made.json()['id']}/undoing", {"reason": "No"}, content_type="application/json"
    )
    assert undone.json()["undone_because"] == "No"
    assert as_member(ledger.ben).get(f"{address}split/").status_code == 403
    assert as_member(ledger.ana).get(machine).status_code == 403
