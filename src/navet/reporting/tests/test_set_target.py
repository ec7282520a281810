from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.casework.models import Outcome
from navet.catalogue.models import Service
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.reporting import queries
from navet.reporting.commands import drop_target, set_target
from navet.reporting.indicators import INDICATORS
from navet.reporting.models import Target
from navet.reporting.queries import Counted
from navet.reporting.tests.test_figures import YEAR, deliver, make_case

TODAY = timezone.localdate()
PROMISE = {
    "indicator": "customers",
    "amount": Decimal(70),
    "since": TODAY - timedelta(days=100),
    "due_on": TODAY + timedelta(days=100),
}


def test_a_target_is_set_changed_and_dropped_and_the_journal_keeps_it(world):
    target = set_target(world.cia, world.hub, **PROMISE)
    assert set_target(world.cia, world.hub, **{**PROMISE, "amount": Decimal(80)}) == target
    assert Target.objects.get().amount == 80
    about = target.id
    drop_target(world.cia, target)
    assert Target.objects.count() == 0
    assert [e.fact for e in time_line(about)] == ["TargetSet", "TargetSet", "TargetDropped"]
    with pytest.raises(NotFound):
        queries.find_target(world.hub.id)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"indicator": "nonsense"}, "no such indicator"),
        ({"amount": Decimal(0)}, "more than nothing"),
        ({"due_on": TODAY - timedelta(days=200)}, "after the first day"),
    ],
)
def test_a_target_that_cannot_be_is_refused(world, change, what):
    with pytest.raises(Refused, match=what):
        set_target(world.cia, world.hub, **{**PROMISE, **change})


def test_only_coordinators(world):
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            set_target(member, world.hub, **PROMISE)


def test_the_pace_is_where_one_ought_to_stand_today(world):
    target = set_target(world.cia, world.hub, **PROMISE)
    assert Counted(INDICATORS["customers"], Decimal(1), target).pace == 35
    assert Counted(INDICATORS["customers"], Decimal(1)).pace is None
    assert Counted(INDICATORS["satisfaction"], Decimal(4), target).pace is None
    past = set_target(world.cia, world.hub, **{**PROMISE, "due_on": TODAY - timedelta(days=50)})
    assert Counted(INDICATORS["customers"], Decimal(1), past).pace == 70


def test_the_next_one_due_is_shown_else_the_last(world):
    past = set_target(world.cia, world.hub, **{**PROMISE, "due_on": TODAY - timedelta(days=50)})
    assert queries.next_targets() == {"customers": past}
    late = set_target(world.cia, world.hub, **{**PROMISE, "due_on": TODAY + timedelta(days=300)})
    assert queries.next_targets() == {"customers": late}
    soon = set_target(world.cia, world.hub, **PROMISE)
    assert queries.next_targets() == {"customers": soon}
    assert queries.first_day() == PROMISE["since"]


def test_both_doors(world, as_member):
    client = as_member(world.cia)
    typed = {name: str(value) for name, value in PROMISE.items()}
    assert client.get("/h/north/figures/targets/").status_code == 200
    assert client.post("/h/north/figures/targets/", typed).status_code == 302
    bad = client.post("/h/north/figures/targets/", {**typed, "amount": "-1", "promised_to": "Kept"})
    assert (bad.status_code, b"Kept" in bad.content) == (422, True)
    late = client.post("/h/north/figures/targets/", {**typed, "due_on": "2001-01-01"})
    assert late.status_code == 422
    assert b"70" in client.get("/h/north/figures/").content
    made = client.post("/h/north/api/v1/targets", {**typed, "indicator": "jobs"}, content_type="application/json")
    assert made.status_code == 201
    assert (
        client.post("/h/north/api/v1/targets", {**typed, "indicator": "x"}, content_type="application/json").status_code
        == 409
    )
    assert (
        as_member(world.ben).post("/h/north/api/v1/targets", typed, content_type="application/json").status_code == 403
    )
    target = Target.objects.get(indicator="jobs")
    assert client.post(f"/h/north/figures/targets/{target.id}/end/").status_code == 302
    assert client.post(f"/h/north/figures/targets/{target.id}/end/").status_code == 404


def test_the_neighbours_target_is_not_found(world, as_member):
    with inside(world.other.id):
        theirs = set_target(world.neighbour, world.other, **PROMISE)
    assert as_member(world.cia).post(f"/h/north/figures/targets/{theirs.id}/end/").status_code == 404


@pytest.fixture
def steady(world):
    """Two services in each of the last ninety days' three stretches, and one job, told in the first."""
    case = make_case(world, world.customer, "2026-0001")
    service = Service.objects.create(code="S1", slug="s1", title={"sv": "Hjälp"}, pillar="skills")
    for days in (80, 70, 50, 40, 20, 10):
        deliver(world, case, service, on=TODAY - timedelta(days=days))
    Outcome.objects.create(
        case=case, kind="JOB", count=1, on=TODAY - timedelta(days=80), told_by="STAFF", told_by_name="B"
    )
    return world


def promise(world, indicator, amount, **days):
    given = {"since": TODAY - timedelta(days=89), "due_on": TODAY + timedelta(days=90), **days}
    return set_target(world.cia, world.hub, indicator=indicator, amount=Decimal(amount), **given)


def test_where_a_number_is_going(steady, as_member):
    promise(steady, "services", 26)
    promise(steady, "jobs", 1)
    promise(steady, "satisfaction", 4)
    promise(steady, "hours", 9, due_on=TODAY)
    promise(steady, "aid", 9, since=TODAY - timedelta(days=30))
    going = queries.outlooks(queries.all_numbers(YEAR))
    assert set(going) == {"services", "jobs"}
    assert (going["services"].expected, going["services"].verdict(26)) == (12, "missed")
    page = as_member(steady.fia).get("/h/north/figures/").content.decode()
    assert "At this pace it comes to 12: you miss by 14." in page
    told = {each["code"]: each for each in as_member(steady.fia).get("/h/north/api/v1/figures").json()}
    assert told["services"]["expected"] == {"expected": 12, "low": 12, "high": 12}
    assert told["hours"]["expected"] is None
    promise(steady, "services", 5, due_on=TODAY + timedelta(days=60))
    promise(steady, "jobs", 2, due_on=TODAY + timedelta(days=60))
    page = as_member(steady.fia).get("/h/north/figures/").content.decode()
    for words in ("Kept", "Uncertain", "At this pace it comes to 10."):
        assert words in page


def test_the_questions_do_not_grow_with_the_promises(steady, queries_of):
    promise(steady, "services", 26)
    few = queries_of(lambda: queries.outlooks(queries.all_numbers(YEAR)))
    for indicator in ("hours", "value", "aid", "attendees", "customers", "firms"):
        promise(steady, indicator, 9)
    assert queries_of(lambda: queries.outlooks(queries.all_numbers(YEAR))) == few
