from datetime import date
from decimal import Decimal

import pytest

from navet.funding.commands import edit_project, open_project
from navet.funding.models import Project
from navet.funding.queries import find_project, projects
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused


def details(**other) -> dict:
    return {
        "code": "EDIH-1",
        "name": {"sv": "Digitalt nav", "en": "Digital hub"},
        "since": date(2026, 1, 1),
        "until": date(2028, 12, 31),
        "budget": Decimal("65000000.00"),
        "currency": "SEK",
    } | other


def test_open_project_keeps_and_tells(world):
    project = open_project(world.cia, world.hub, details=details())
    assert list(projects()) == [project]
    assert find_project(project.id).budget == Decimal("65000000.00")
    assert [(e.fact, e.by) for e in time_line(project.id)] == [("ProjectEdited", "Cia")]


def test_one_code_one_project_and_days_in_order(world):
    open_project(world.cia, world.hub, details=details())
    with pytest.raises(Refused, match="that code"):
        open_project(world.cia, world.hub, details=details())
    with pytest.raises(Refused, match="last day"):
        open_project(world.cia, world.hub, details=details(code="B", until=date(2025, 1, 1)))
    assert Project.objects.count() == 1


def test_edit_project_tells_what_changed(world):
    project = open_project(world.cia, world.hub, details=details())
    edit_project(world.dag, project, details=details(budget=Decimal(1)))
    assert find_project(project.id).budget == 1
    assert [e.details["changed"] for e in time_line(project.id)][-1] == ["budget"]


def test_only_coordinators(world):
    project = open_project(world.cia, world.hub, details=details())
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            open_project(member, world.hub, details=details(code="B"))
        with pytest.raises(NotAllowed):
            edit_project(member, project, details=details())


def test_a_neighbours_project_is_not_found(world):
    with inside(world.other.id):
        theirs = open_project(world.neighbour, world.other, details=details())
    with pytest.raises(NotFound):
        find_project(theirs.id)
