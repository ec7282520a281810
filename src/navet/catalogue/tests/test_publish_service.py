import pytest

from navet.catalogue.commands import close_service, publish_service
from navet.catalogue.queries import find_open_service, find_service_by_slug
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused


def test_publish_service_shows_it_once(world, make_service):
    service = make_service(published=False)
    publish_service(world.cia, service)
    publish_service(world.cia, service)
    assert find_open_service(service.id) == find_service_by_slug("robot-test") == service
    assert [e.fact for e in time_line(service.id)] == ["ServiceCreated", "ServicePublished"]


def test_nothing_to_read_nothing_to_show(world, make_service):
    service = make_service(published=False, summary={})
    with pytest.raises(Refused) as refused:
        publish_service(world.cia, service)
    assert list(refused.value.fields) == ["summary"]


def test_close_service_hides_it_once_and_it_opens_again(world, service):
    first = service.published_at
    close_service(world.cia, service)
    close_service(world.cia, service)
    with pytest.raises(NotFound):
        find_open_service(service.id)
    publish_service(world.cia, service)
    assert service.published_at == first
    assert [e.fact for e in time_line(service.id)][2:] == ["ServiceClosed", "ServicePublished"]


def test_who_may(world, service):
    for member in (world.ana, world.ben, world.eva, world.fia):
        for act in (publish_service, close_service):
            with pytest.raises(NotAllowed):
                act(member, service)
