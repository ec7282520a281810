"""Projects and financiers through the page and through the API: the same outcome, the same no, the same wall."""

import json
from datetime import date
from decimal import Decimal

import pytest

from navet.funding.commands import open_project
from navet.funding.models import Project
from navet.funding.queries import financiers_of, public_share
from navet.hubs.models import inside


def details(**other) -> dict:
    return {
        "code": "P",
        "name": {"sv": "Projektet"},
        "since": date(2026, 1, 1),
        "until": date(2028, 12, 31),
        "budget": Decimal(100),
        "currency": "SEK",
    } | other


class Page:
    def __init__(self, client):
        self.client = client

    def typed(self, **other):
        kept = {key: str(value) for key, value in details().items() if key != "name"}
        return kept | {"name_sv": "Projektet", "name_en": ""} | other

    def open(self, **other):
        return self.client.post("/h/north/projects/new/", self.typed(**other)).status_code

    def edit(self, project, **other):
        return self.client.post(f"/h/north/projects/{project.id}/", self.typed(**other)).status_code

    def pay(self, project, *parts):
        data = {"part-TOTAL_FORMS": str(len(parts) + 1), "part-INITIAL_FORMS": "0"}
        for number, (name, kind, percent) in enumerate([*parts, ("", "PRIVATE", "")]):
            data |= {f"part-{number}-name": name, f"part-{number}-kind": kind, f"part-{number}-percent": percent}
        return self.client.post(f"/h/north/projects/{project.id}/financiers/", data).status_code


class Api(Page):
    def send(self, method, path, body):
        send = getattr(self.client, method)
        return send(f"/h/north/api/v1{path}", json.dumps(body), content_type="application/json").status_code

    def typed(self, **other):
        kept = {key: value if key == "name" else str(value) for key, value in details().items()}
        return kept | other

    def open(self, **other):
        return self.send("post", "/projects", self.typed(**other))

    def edit(self, project, **other):
        return self.send("put", f"/projects/{project.id}", self.typed(**other))

    def pay(self, project, *parts):
        body = [{"name": n, "kind": k, "share": str(Decimal(p or 0) / 100)} for n, k, p in parts]
        return self.send("put", f"/projects/{project.id}/financiers", body)


@pytest.fixture(params=[Page, Api], ids=["page", "api"])
def door(request, as_member):
    return lambda member: request.param(as_member(member))


@pytest.fixture
def project(world):
    return open_project(world.cia, world.hub, details=details(code="OLD"))


def done(status):
    return status in {200, 201, 302}


def test_open_edit_and_pay(world, door):
    coordinator = door(world.cia)
    assert done(coordinator.open())
    project = Project.objects.get(code="P")
    assert project.name == {"sv": "Projektet"}
    assert done(coordinator.edit(project, budget="250"))
    assert Project.objects.get(code="P").budget == 250
    assert done(coordinator.pay(project, ("The region", "REGIONAL", "54.66"), ("The Commission", "EU_CENTRAL", "40")))
    assert public_share(project) == Decimal("0.5466")


@pytest.mark.parametrize("wrong", [{"code": "OLD"}, {"until": "2020-01-01"}, {"currency": "kr"}, {"budget": "-1"}])
def test_what_does_not_fit_is_refused(world, door, project, wrong):
    coordinator = door(world.cia)
    assert coordinator.open(**wrong) in {409, 422}
    if "code" not in wrong:
        assert coordinator.edit(project, **({"code": "OLD"} | wrong)) in {409, 422}
    assert Project.objects.count() == 1


def test_more_than_the_whole_is_refused(world, door, project):
    coordinator = door(world.cia)
    assert coordinator.pay(project, ("A", "PRIVATE", "60"), ("B", "PRIVATE", "50")) in {409, 422}
    assert coordinator.pay(project, ("A", "PRIVATE", "")) == 422
    assert list(financiers_of(project)) == []


def test_who_may_not(world, door, project):
    for member in (world.ana, world.ben, world.eva, world.fia):
        refused = door(member)
        assert {refused.open(), refused.edit(project), refused.pay(project, ("A", "PRIVATE", "1"))} == {403}


def test_a_neighbours_project_is_not_found(world, door):
    with inside(world.other.id):
        theirs = open_project(world.neighbour, world.other, details=details())
    coordinator = door(world.cia)
    assert (coordinator.edit(theirs), coordinator.pay(theirs, ("A", "PRIVATE", "1"))) == (404, 404)


def test_the_list_is_for_staff_and_auditors(world, as_member, project):
    for member in (world.ben, world.fia):
        assert "Projektet" in as_member(member).get("/h/north/projects/").content.decode()
        assert [each["code"] for each in as_member(member).get("/h/north/api/v1/projects").json()] == ["OLD"]
    for member in (world.ana, world.eva):
        assert as_member(member).get("/h/north/projects/").status_code == 403
        assert as_member(member).get("/h/north/api/v1/projects").status_code == 403


def test_an_empty_list_and_the_forms(world, as_member):
    client = as_member(world.cia)
    assert "No projects yet" in client.get("/h/north/projects/").content.decode()
    project = open_project(world.cia, world.hub, details=details())
    for path in ("new/", f"{project.id}/", f"{project.id}/financiers/"):
        assert client.get(f"/h/north/projects/{path}").status_code == 200


def test_the_same_questions_for_one_and_for_many(world, as_member, project, queries_of):
    client = as_member(world.cia)
    one = queries_of(lambda: client.get("/h/north/projects/"))
    for n in range(30):
        open_project(world.cia, world.hub, details=details(code=f"P{n}"))
    assert queries_of(lambda: client.get("/h/north/projects/")) == one <= 12
