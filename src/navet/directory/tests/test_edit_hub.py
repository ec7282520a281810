import pytest

from navet.directory.commands import edit_hub
from navet.hubs.models import Hub
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


def test_changes_and_tells(world):
    edit_hub(world.dag, world.hub, details={"name": "Norra navet", "main_colour": "#112233"})
    assert Hub.objects.get(id=world.hub.id).name == "Norra navet"
    assert [(e.fact, e.by, e.details["changed"]) for e in time_line(world.hub.id)] == [
        ("HubEdited", "Dag", ["main_colour", "name"])
    ]


def test_a_colour_that_is_none_is_refused_and_nothing_changes(world):
    with pytest.raises(Refused) as refused:
        edit_hub(world.dag, world.hub, details={"name": "New", "main_colour": "red"})
    assert list(refused.value.fields) == ["main_colour"]
    assert Hub.objects.get(id=world.hub.id).name == "North hub"


def test_only_an_administrator(world):
    for member in (world.ana, world.ben, world.cia, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            edit_hub(member, world.hub, details={"name": "Mine"})
