import pytest

from navet.catalogue.commands import edit_service
from navet.catalogue.queries import find_service, needed_before
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


def test_edit_service_tells_what_changed(world, service):
    edit_service(world.cia, service, details={"title": {"en": "Robots"}, "capacity": 4}, needs=[])
    assert find_service(service.id).title == {"en": "Robots"}
    assert time_line(service.id).last().details["changed"] == ["title", "prerequisites"]


def test_prerequisites_never_go_in_a_ring(world, make_service):
    first = make_service()
    second = make_service(code="B", slug="b", needs=[first.id])
    third = make_service(code="C", slug="c", needs=[second.id, first.id])
    with pytest.raises(Refused, match="before itself"):
        edit_service(world.cia, first, details={}, needs=[third.id])
    with pytest.raises(Refused, match="before itself"):
        edit_service(world.cia, first, details={}, needs=[first.id])
    edit_service(world.cia, third, details={})
    assert {s.id for s in needed_before(third)} == {first.id, second.id}


def test_partners_staff_change_their_own_and_cannot_give_it_away(world, make_service):
    own = make_service(provider=world.partner)
    edit_service(world.eva, own, details={"capacity": 9})
    assert find_service(own.id).capacity == 9
    with pytest.raises(NotAllowed):
        edit_service(world.eva, own, details={"provider": None})


def test_whom_one_asks_about_it_works_here(world, service):
    edit_service(world.cia, service, details={"contact": world.eva})
    assert find_service(service.id).contact == world.eva
    for nobody in (world.ana, world.fia):
        with pytest.raises(Refused) as refused:
            edit_service(world.cia, service, details={"contact": nobody})
        assert list(refused.value.fields) == ["contact"]


def test_who_may(world, service):
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            edit_service(member, service, details={})
