"""Time sheets through the page and through the API: the same outcome, the same no, the same wall."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from conftest import make_member
from django.utils import timezone

from navet.directory.models import Role
from navet.funding.commands import Worked, log_hours
from navet.funding.models import TimeEntry, TimeSheet
from navet.funding.queries import month_of
from navet.hubs.models import inside
from navet.kit.records import new_id


class Page:
    def __init__(self, client):
        self.client = client

    def log(self, on, hours, project, other=None, percent=""):
        told = {"key": str(new_id()), "on": str(on), "hours": hours, "what": "Planning", "project": str(project.id)}
        told |= {"other": str(other.id) if other else "", "percent": percent}
        return self.client.post("/h/north/time/", told).status_code

    def remove(self, entry):
        return self.client.post(f"/h/north/time/{entry.id}/remove/").status_code

    def show(self, sheet):
        return self.client.get(f"/h/north/time/sheets/{sheet.id}/").status_code

    def approve(self, sheet):
        return self.client.post(f"/h/north/time/sheets/{sheet.id}/approve/").status_code


class Api(Page):
    def log(self, on, hours, project, other=None, percent=""):
        part = Decimal(percent or 0) / 100
        shares = [(project, 1 - part), *([(other, part)] if other else [])]
        body = {
            "key": str(new_id()),
            "on": str(on),
            "hours": hours,
            "what": "Planning",
            "shares": [{"project_id": str(each.id), "share": str(share)} for each, share in shares],
        }
        return self.client.post("/h/north/api/v1/time", json.dumps(body), content_type="application/json").status_code

    def remove(self, entry):
        return self.client.delete(f"/h/north/api/v1/time/{entry.id}").status_code

    def show(self, sheet):
        return self.client.get(f"/h/north/api/v1/time/sheets/{sheet.id}").status_code

    def approve(self, sheet):
        return self.client.post(f"/h/north/api/v1/time/sheets/{sheet.id}/approval").status_code


@pytest.fixture(params=[Page, Api], ids=["page", "api"])
def door(request, as_member):
    return lambda member: request.param(as_member(member))


def done(status):
    return status in {200, 201, 204, 302}


def logged(member, hub, project, day):
    (entry,) = log_hours(member, hub, key=new_id(), worked=Worked(day, Decimal(2), "Planning", [(project, Decimal(1))]))
    return entry


def test_log_remove_and_approve(world, door, project, other_project, day):
    ben = door(world.ben)
    assert done(ben.log(day, "2.5", project, other_project, "40"))
    assert [(e.project, e.hours) for e in TimeEntry.objects.order_by("id")] == [
        (project, Decimal("1.50")),
        (other_project, Decimal("1.00")),
    ]
    assert done(ben.remove(TimeEntry.objects.first()))
    assert TimeEntry.objects.count() == 0
    assert done(ben.log(day, "3", project))
    sheet = TimeSheet.objects.get(member=world.ben)
    assert done(door(world.cia).approve(sheet))
    sheet.refresh_from_db()
    assert sheet.approved_by == world.cia


def test_what_does_not_fit_is_refused(world, door, project, other_project, day):
    ben = door(world.ben)
    assert ben.log(timezone.localdate() + timedelta(days=1), "1", project) in {409, 422}
    assert ben.log(day, "25", project) == 422
    assert ben.log(day, "0", project) == 422
    assert ben.log(day, "1", project, other_project, "") == 422
    assert ben.log(day, "1", project, project, "50") in {409, 422}
    assert TimeEntry.objects.count() == 0


def test_who_may_not(world, door, project, day):
    entry = logged(world.eva, world.hub, project, day)
    for member in (world.ana, world.fia):
        assert door(member).log(day, "1", project) == 403
    assert door(world.ben).remove(entry) == 404
    assert [done(door(member).show(entry.sheet)) for member in (world.eva, world.fia, world.cia)] == [True] * 3
    assert door(world.ben).show(entry.sheet) == 404
    assert {door(member).approve(entry.sheet) for member in (world.ana, world.ben, world.fia)} <= {403, 404}
    own = logged(world.cia, world.hub, project, day)
    assert door(world.cia).approve(own.sheet) == 403


def test_a_neighbours_time_is_not_found(world, door, project, day):
    with inside(world.other.id):
        from navet.funding.commands import open_project
        from navet.funding.tests.conftest import project_details

        theirs = open_project(world.neighbour, world.other, details=project_details())
        entry = logged(world.neighbour, world.other, theirs, day)
    cia = door(world.cia)
    assert {cia.remove(entry), cia.show(entry.sheet), cia.approve(entry.sheet)} == {404}
    assert cia.log(day, "1", theirs) in {404, 422}


def test_the_pages_say_what_is_next(world, as_member, project, day):
    month = f"?month={day}"
    ben, cia = as_member(world.ben), as_member(world.cia)
    assert "No hours this month" in ben.get("/h/north/time/").content.decode()
    assert "Nobody has logged hours" in cia.get("/h/north/time/sheets/").content.decode()
    entry = logged(world.ben, world.hub, project, day)
    assert "Planning" in ben.get(f"/h/north/time/{month}").content.decode()
    assert "To approve" in cia.get(f"/h/north/time/sheets/{month}").content.decode()
    assert "Approve the month" in cia.get(f"/h/north/time/sheets/{entry.sheet_id}/").content.decode()
    cia.post(f"/h/north/time/sheets/{entry.sheet_id}/approve/")
    assert "It is locked" in ben.get(f"/h/north/time/{month}").content.decode()
    assert "locked" in ben.post(f"/h/north/time/{entry.id}/remove/", follow=True).content.decode()
    assert "It is locked" in cia.get(f"/h/north/time/sheets/{entry.sheet_id}/").content.decode()
    own = logged(world.cia, world.hub, project, day)
    assert "another coordinator" in cia.get(f"/h/north/time/sheets/{own.sheet_id}/").content.decode()
    for made_up in ("2026-13-01", "9999-12-31", "0001-01-01", "x"):
        assert ben.get(f"/h/north/time/?month={made_up}").status_code == 200


def test_a_sheet_that_cannot_be_approved_says_why(world, as_member, project, day):
    entry = logged(world.ben, world.hub, project, day)
    project.hour_price = None
    project.save()
    told = as_member(world.cia).post(f"/h/north/time/sheets/{entry.sheet_id}/approve/", follow=True)
    assert "hour of own work" in told.content.decode()


def test_machines_read_a_month(world, as_member, project, day):
    entry = logged(world.ben, world.hub, project, day)
    (mine,) = as_member(world.ben).get(f"/h/north/api/v1/time?on={day}").json()
    assert (mine["id"], Decimal(mine["hours"])) == (str(entry.id), 2)
    (row,) = as_member(world.fia).get(f"/h/north/api/v1/time/sheets?on={day}").json()
    assert (row["member"], Decimal(row["hours"]), row["month"]) == ("Ben", 2, str(month_of(day)))
    assert as_member(world.eva).get(f"/h/north/api/v1/time/sheets?on={day}").status_code == 403


def test_the_same_questions_for_one_and_for_many(world, as_member, project, day, queries_of):
    logged(world.ben, world.hub, project, day)
    cia, ben, month = as_member(world.cia), as_member(world.ben), f"?month={day}"
    one = queries_of(lambda: cia.get(f"/h/north/time/sheets/{month}"))
    one_of_ben = queries_of(lambda: ben.get(f"/h/north/time/{month}"))
    for n in range(30):
        logged(make_member(f"Adviser{n}", Role.ADVISER), world.hub, project, day)
        if n < 10:
            logged(world.ben, world.hub, project, day)
    assert queries_of(lambda: cia.get(f"/h/north/time/sheets/{month}")) == one <= 12
    assert queries_of(lambda: ben.get(f"/h/north/time/{month}")) == one_of_ben <= 15
