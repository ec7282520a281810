"""A budget in versions: through the command, the page and the API."""

import json
from decimal import Decimal

import pytest

from navet.budgets.commands import set_budget
from navet.budgets.lines import Line
from navet.budgets.models import BudgetVersion
from navet.budgets.queries import budget_of, spent
from navet.funding.commands import open_project
from navet.funding.tests.conftest import project_details
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused

WHOLE = Decimal(1_000_000)


@pytest.fixture
def project(world):
    return open_project(world.cia, world.hub, details=project_details())


def line(amount, *, kind="STAFF", package="WP1", partner="Science Park"):
    return Line(partner, kind, package, "2026", Decimal(amount))


FIRST = [line(600_000), line(400_000, kind="TRAVEL")]
SECOND = [line(700_000), line(300_000, package="WP2")]


def test_a_change_is_a_new_version_with_its_reason(world, project):
    one = set_budget(world.cia, project, lines=FIRST, reason="As applied for", instead_of=0)
    set_budget(world.cia, project, lines=SECOND, reason="No more journeys", instead_of=1)
    now, before = budget_of(project)
    assert (now.record.number, now.amount, before.record, before.moved) == (2, WHOLE, one, [])
    assert [(s.place[1:3], s.before, s.after) for s in now.moved] == [
        (("STAFF", "WP1"), 600_000, 700_000),
        (("STAFF", "WP2"), 0, 300_000),
        (("TRAVEL", "WP1"), 400_000, 0),
    ]
    assert [kind for _shift, kind in now.log] == ["staff", "staff", "travel"]
    assert now.by_work_package == [("WP1", 700_000), ("WP2", 300_000)]
    assert now.by_partner == [("Science Park", WHOLE)]
    assert [(each.label, each.left) for each in spent(project, now)] == [("staff", WHOLE)]
    assert (str(one), time_line(project.id).last().fact) == ("P 1", "BudgetSet")


def test_the_same_lines_again_are_the_same_version(world, project):
    first = set_budget(world.cia, project, lines=FIRST, reason="As applied for", instead_of=0)
    assert set_budget(world.cia, project, lines=FIRST[::-1], reason="Again", instead_of=0) == first
    assert BudgetVersion.objects.count() == 1


def test_a_version_set_meanwhile_is_not_overwritten(world, project):
    set_budget(world.cia, project, lines=FIRST, reason="As applied for", instead_of=0)
    with pytest.raises(Refused, match="meanwhile"):
        set_budget(world.dag, project, lines=SECOND, reason="Mine", instead_of=0)


def test_what_does_not_come_to_the_budget_is_refused(world, project):
    with pytest.raises(Refused) as refused:
        set_budget(world.cia, project, lines=[line(1)], reason="Too little", instead_of=0)
    assert list(refused.value.fields) == ["lines"]
    with pytest.raises(Refused) as refused:
        set_budget(world.cia, project, lines=[line(WHOLE, partner="Nobody")], reason="Who?", instead_of=0)
    assert list(refused.value.fields) == ["lines"]
    assert budget_of(project) == []


def test_only_coordinators(world, project):
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            set_budget(member, project, lines=FIRST, reason="Mine", instead_of=0)


class Page:
    def __init__(self, client):
        self.client = client

    def set(self, project, *rows, reason="As applied for"):
        told = {"lines": "\n".join(";".join(row) for row in rows), "reason": reason, "instead_of": "0"}
        return self.client.post(f"/h/north/projects/{project.id}/budget/new/", told).status_code

    def look(self, project):
        return self.client.get(f"/h/north/projects/{project.id}/budget/").status_code


class Api(Page):
    def set(self, project, *rows, reason="As applied for"):
        names = ("partner", "kind", "work_package", "period", "amount")
        lines = [dict(zip(names, row, strict=True)) for row in rows]
        body = json.dumps({"lines": lines, "reason": reason, "instead_of": 0})
        path = f"/h/north/api/v1/projects/{project.id}/budget"
        return self.client.post(path, body, content_type="application/json").status_code

    def look(self, project):
        return self.client.get(f"/h/north/api/v1/projects/{project.id}/budget").status_code


@pytest.fixture(params=[Page, Api], ids=["page", "api"])
def door(request, as_member):
    return lambda member: request.param(as_member(member))


ROW = ("Science Park", "STAFF", "WP1", "2026", "1000000.00")


def test_both_doors(world, door, project):
    assert door(world.cia).set(project, ROW) in {201, 302}
    assert budget_of(project)[0].amount == WHOLE
    assert [door(member).look(project) for member in (world.ben, world.fia)] == [200, 200]
    assert [door(member).look(project) for member in (world.ana, world.eva)] == [403, 403]


def test_both_doors_refuse(world, door, project):
    for wrong in (("Nobody", *ROW[1:]), (*ROW[:4], "5"), (ROW[0], "Cake", *ROW[2:])):
        assert door(world.cia).set(project, wrong) in {409, 422}
    assert door(world.cia).set(project, ROW, reason="") in {409, 422}
    for member in (world.ana, world.ben, world.eva, world.fia):
        assert door(member).set(project, ROW) == 403
    assert budget_of(project) == []


def test_a_neighbours_budget_is_not_found(world, door):
    with inside(world.other.id):
        theirs = open_project(world.neighbour, world.other, details=project_details())
    assert (door(world.cia).set(theirs, ROW), door(world.cia).look(theirs)) == (404, 404)


def test_the_pages(world, as_member, project):
    cia, page = as_member(world.cia), f"/h/north/projects/{project.id}/budget/"
    assert "No budget by partner yet" in cia.get(page).content.decode()
    faulty = {"lines": "Nobody;STAFF;1;2026;1\nScience Park;STAFF", "reason": "x", "instead_of": "0"}
    told = cia.post(f"{page}new/", faulty).content.decode()
    assert "no partner is called “Nobody”" in told and "Row 2 has 2 columns" in told
    set_budget(world.cia, project, lines=FIRST, reason="As applied for", instead_of=0)
    set_budget(world.cia, project, lines=SECOND, reason="No more journeys", instead_of=1)
    assert "No more journeys" in cia.get(page).content.decode()
    assert "Science Park; staff; WP2; 2026; 300000.00" in cia.get(f"{page}new/").content.decode()


def test_the_same_questions_for_one_and_for_many(world, as_member, project, queries_of):
    cia, page = as_member(world.cia), f"/h/north/projects/{project.id}/budget/"
    set_budget(world.cia, project, lines=[line(WHOLE)], reason="As applied for", instead_of=0)
    one = queries_of(lambda: cia.get(page))
    many = [line(WHOLE / 25, package=f"WP{n}") for n in range(25)]
    for number, lines in enumerate((many, FIRST, SECOND), 1):
        set_budget(world.cia, project, lines=lines, reason="Moved", instead_of=number)
    assert queries_of(lambda: cia.get(page)) == one <= 14
