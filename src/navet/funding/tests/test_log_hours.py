"""Hours on time sheets: filled from deliveries, logged for other work, each hour once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils import timezone

from navet.funding.commands import (
    Worked,
    approve_sheet,
    correct_cost,
    enter_cost,
    log_delivered_hours,
    log_hours,
    remove_hours,
)
from navet.funding.models import Cost, TimeEntry, TimeSheet
from navet.funding.queries import costs_about, find_hours, hours_apart, month_of, month_of_time
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused

HALF = Decimal("0.5")


@pytest.fixture
def log(world, project, day):
    def act(member=None, *, on=day, hours="2", shares=None, key=None):
        told = Worked(on, Decimal(hours), "Planning", shares or [(project, Decimal(1))], "Steering")
        return log_hours(member or world.ben, world.hub, key=key or new_id(), worked=told)

    return act


@pytest.fixture
def deliver(world, project, day):
    """The cost of a delivery, and its hours on the sheet of whoever worked."""

    def act(worker=None, *, hours="6", since=day, until=day, project=project):
        worker = worker or world.ben
        cost = enter_cost(
            world.ben,
            project,
            about=new_id(),
            on=until,
            amount=Decimal(500),
            currency="EUR",
            what="Robot test",
            hours=Decimal(hours),
            worker=worker,
        )
        log_delivered_hours(world.ben, cost, worker=worker, since=since, until=until)
        return cost

    return act


def sheet_of(member, day):
    return TimeSheet.objects.get(member=member, month=month_of(day))


def hours_of(member, day):
    return month_of_time(member, month_of(day)).hours


def test_own_work_stands_on_the_sheet(world, log, day, project):
    (entry,) = log()
    assert (entry.hours, str(entry), str(sheet_of(world.ben, day))) == (2, f"{day} 2.00 h", f"Ben {day:%Y-%m}")
    told = time_line(entry.about).get()
    assert (told.fact, told.details["hours"]) == ("HoursLogged", "2")
    assert month_of_time(world.ben, month_of(day)).by_project == [(project, 2)]
    assert month_of_time(world.eva, month_of(day)).lines == []


def test_sent_twice_it_is_logged_once(world, log, day):
    key = new_id()
    assert log(key=key) == log(key=key)
    assert hours_of(world.ben, day) == 2


def test_a_delivery_fills_the_sheet_over_its_working_days(world, deliver, day):
    friday = day - timedelta(days=day.weekday() - 4)
    cost = deliver(since=friday - timedelta(days=2), until=friday, hours="6.5")
    on_days = [(e.on, e.hours, e.delivered) for e in TimeEntry.objects.filter(about=cost.about).order_by("on")]
    assert [hours for _on, hours, _delivered in on_days] == [Decimal("2.16"), Decimal("2.16"), Decimal("2.18")]
    assert {delivered for _on, _hours, delivered in on_days} == {True}
    assert hours_apart(world.ben, month_of(day)) == []


def test_a_correction_sets_the_hours_anew_for_whoever_worked(world, deliver, day):
    cost = deliver(hours="6")
    correct_cost(world.ben, cost, amount=Decimal(300), hours=Decimal(4), reason="Four")
    log_delivered_hours(world.ben, cost, worker=world.eva, since=day, until=day)
    assert (hours_of(world.ben, day), hours_of(world.eva, day)) == (0, 4)
    correct_cost(world.ben, cost, amount=Decimal(0), hours=Decimal(0), reason="None")
    assert log_delivered_hours(world.ben, cost, worker=world.eva, since=day, until=day) == []
    assert hours_of(world.eva, day) == 0


def test_a_day_has_24_hours_and_the_sheet_says_what_found_no_room(world, deliver, log, day):
    deliver(hours="20")
    deliver(hours="6")
    assert hours_of(world.ben, day) == 24
    (apart,) = hours_apart(world.ben, month_of(day))
    assert (apart.what, apart.hours, apart.on_sheets) == ("Robot test", 6, 4)
    with pytest.raises(Refused) as refused:
        log(hours="1")
    assert list(refused.value.fields) == ["hours"]


def test_the_database_refuses_the_same_hour_of_a_person_twice(world, log, other_project):
    (entry,) = log()
    entry.id, entry.project, entry.about = new_id(), other_project, new_id()
    with pytest.raises(IntegrityError, match="an_hour_of_a_day_stands_once"), transaction.atomic():
        TimeEntry.objects.bulk_create([entry])
    entry.at = NumericRange(Decimal(23), Decimal(25))
    with pytest.raises(IntegrityError, match="a_day_has_24_hours"), transaction.atomic():
        TimeEntry.objects.bulk_create([entry])


def test_the_database_refuses_the_same_work_on_two_projects(world, deliver, other_project):
    cost = deliver()
    with pytest.raises(Refused, match="charged once"):
        enter_cost(
            world.ben, other_project, about=cost.about, on=cost.on, amount=Decimal(1), currency="EUR", what="Again"
        )
    again = Cost(
        project=other_project,
        about=cost.about,
        part=NumericRange(Decimal("0.9"), Decimal(1)),
        on=cost.on,
        amount=Decimal(1),
        currency="EUR",
        what="A tenth of it again",
        by=world.ben,
    )
    with pytest.raises(IntegrityError, match="work_is_charged_once"), transaction.atomic():
        Cost.objects.bulk_create([again])
    again.part, again.about = NumericRange(Decimal("0.9"), Decimal("1.1")), new_id()
    with pytest.raises(IntegrityError, match="a_cost_is_of_a_part_of_the_work"), transaction.atomic():
        Cost.objects.bulk_create([again])


def test_work_is_shared_by_a_rule_whose_parts_come_to_the_whole(world, log, project, other_project, day):
    entries = log(hours="3.01", shares=[(project, Decimal("0.6")), (other_project, Decimal("0.4"))])
    assert [(e.project, e.hours) for e in entries] == [(project, Decimal("1.81")), (other_project, Decimal("1.20"))]
    approve_sheet(world.cia, sheet_of(world.ben, day))
    costs = list(costs_about(entries[0].about))
    assert [(c.project, c.amount, c.hours, c.worker) for c in costs] == [
        (project, Decimal("144.80"), Decimal("1.81"), world.ben),
        (other_project, Decimal("120.00"), Decimal("1.20"), world.ben),
    ]
    assert [(c.part.lower, c.part.upper) for c in costs] == [(0, Decimal("0.6")), (Decimal("0.6"), 1)]


@pytest.mark.parametrize("shares", [("0.5", "0.4"), ("0.7", "0.4"), ("1", "0")])
def test_other_parts_are_refused(log, project, other_project, shares):
    told = [(each, Decimal(share)) for each, share in zip((project, other_project), shares, strict=True)]
    with pytest.raises(Refused, match="100 %"):
        log(shares=told)


def test_what_cannot_be_is_refused_at_its_place(log, project, day):
    for on in (timezone.localdate() + timedelta(days=1), project.since - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            log(on=on)
        assert list(refused.value.fields) == ["on"]
    with pytest.raises(Refused, match="once"):
        log(shares=[(project, HALF), (project, HALF)])


def test_own_work_may_be_taken_off_again(world, log, day, project, other_project):
    entries = log(shares=[(project, HALF), (other_project, HALF)])
    remove_hours(world.ben, entries[0])
    assert hours_of(world.ben, day) == 0
    assert time_line(entries[0].about).last().fact == "HoursRemoved"


def test_what_a_delivery_put_there_follows_the_delivery(world, deliver):
    cost = deliver()
    with pytest.raises(Refused, match="Correct the delivery"):
        remove_hours(world.ben, TimeEntry.objects.get(about=cost.about))


def test_an_approved_month_is_locked(world, log, deliver, day):
    (entry,), cost = log(), deliver()
    sheet = approve_sheet(world.cia, sheet_of(world.ben, day))
    assert (sheet.approved_by, time_line(sheet.id).get().fact) == (world.cia, "TimeSheetApproved")
    with pytest.raises(Refused) as refused:
        log()
    assert list(refused.value.fields) == ["on"]
    with pytest.raises(Refused, match="locked"):
        remove_hours(world.ben, entry)
    correct_cost(world.ben, cost, amount=Decimal(100), hours=Decimal(2), reason="Two")
    assert log_delivered_hours(world.ben, cost, worker=world.ben, since=day, until=day) == []
    correct_cost(world.ben, cost, amount=Decimal(900), hours=Decimal(9), reason="Nine")
    assert log_delivered_hours(world.ben, cost, worker=world.ben, since=day, until=day) == []
    assert hours_of(world.ben, day) == 8
    (apart,) = hours_apart(world.ben, month_of(day))
    assert (apart.hours, apart.on_sheets) == (9, 6)


def test_approved_twice_is_approved_and_charged_once(world, log, day):
    (entry,) = log()
    for _ in range(2):
        approve_sheet(world.cia, sheet_of(world.ben, day))
    assert [cost.amount for cost in costs_about(entry.about)] == [160]
    assert time_line(sheet_of(world.ben, day).id).count() == 1


def test_own_work_has_its_price_before_it_is_charged(world, log, project, day):
    log()
    project.hour_price = None
    project.save()
    with pytest.raises(Refused, match="hour of own work"):
        approve_sheet(world.cia, sheet_of(world.ben, day))
    assert sheet_of(world.ben, day).approved_at is None


def test_who_may(world, log, day):
    for member in (world.ana, world.fia):
        with pytest.raises(NotAllowed):
            log(member)
    (entry,) = log(world.eva)
    for member in (world.ana, world.ben, world.fia):
        with pytest.raises(NotAllowed):
            remove_hours(member, entry)
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            approve_sheet(member, sheet_of(world.eva, day))
    log(world.cia)
    with pytest.raises(NotAllowed):
        approve_sheet(world.cia, sheet_of(world.cia, day))
    with pytest.raises(NotFound):
        find_hours(entry.id, of=world.ben)


def test_the_database_knows_that_nobody_approves_her_own_time(world, log, day):
    log()
    sheet = sheet_of(world.ben, day)
    with pytest.raises(IntegrityError, match="approved_by_somebody_else"), transaction.atomic():
        TimeSheet.objects.filter(id=sheet.id).update(approved_at=timezone.now(), approved_by=world.ben)
