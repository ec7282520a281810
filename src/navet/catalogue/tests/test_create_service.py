import pytest

from navet.catalogue.commands import create_service
from navet.catalogue.queries import (
    find_open_service,
    find_own_service,
    find_service,
    find_service_by_slug,
    needed_before,
    open_services,
    requirements,
    services_of,
)
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused


def test_create_service_keeps_it_unseen_and_tells(world, details):
    service = create_service(world.cia, world.hub, details=details())
    assert find_service(service.id).title == {"sv": "Prova en robot", "en": "Try a robot"}
    assert list(open_services()) == []
    for find in (lambda: find_open_service(service.id), lambda: find_service_by_slug("robot-test")):
        with pytest.raises(NotFound):
            find()
    assert [(e.fact, e.details["code"]) for e in time_line(service.id)] == [("ServiceCreated", "TBI-1")]


def test_a_code_and_an_address_once(world, service, details):
    with pytest.raises(Refused, match="that code"):
        create_service(world.cia, world.hub, details=details(slug="other"))
    with pytest.raises(Refused, match="that address"):
        create_service(world.cia, world.hub, details=details(code="X"))


def test_words_that_are_in_no_list_are_refused_in_their_place(world, details):
    with pytest.raises(Refused) as refused:
        create_service(
            world.cia, world.hub, details=details(pillar="magic", technologies=["robotics", "steam"], format="")
        )
    assert refused.value.fields == {
        "pillar": ["Not in the list: magic."],
        "technologies": ["Not in the list: steam."],
        "format": ["Not in the list: ."],
    }


def test_partners_staff_write_their_own_and_no_other(world, details):
    own = create_service(world.eva, world.hub, details=details(provider=world.partner))
    create_service(world.cia, world.hub, details=details(code="B", slug="b"))
    assert list(services_of(world.eva)) == [own]
    assert len(services_of(world.ben)) == len(services_of(world.fia)) == 2
    assert find_own_service(world.eva, own.id) == own
    with pytest.raises(NotAllowed):
        create_service(world.eva, world.hub, details=details(code="C", slug="c"))
    with pytest.raises(NotFound):
        find_own_service(world.ana, own.id)


def test_who_may(world, details):
    for member in (world.ana, world.ben, world.fia):
        with pytest.raises(NotAllowed):
            create_service(member, world.hub, details=details())


def test_what_comes_before(world, make_service):
    first = make_service()
    second = make_service(code="B", slug="b", needs=[first.id])
    assert list(needed_before(second)) == [first]
    assert requirements([first.id, second.id]) == {second.id: {first.id}}
    assert (str(first), str(second.prerequisites.get())) == ("TBI-1", f"{first.id} before {second.id}")
    with pytest.raises(Refused, match="not in the catalogue"):
        make_service(code="C", slug="c", needs=[new_id()])


def test_a_neighbours_service_is_not_found(world, details):
    with inside(world.other.id):
        theirs = create_service(world.neighbour, world.other, details=details())
    for find in (find_service, find_open_service):
        with pytest.raises(NotFound):
            find(theirs.id)
    with pytest.raises(Refused, match="not in the catalogue"):
        create_service(world.cia, world.hub, details=details(), needs=[theirs.id])
