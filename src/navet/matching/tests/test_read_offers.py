"""Matching reads what the catalogues show, and keeps what they showed before."""

import pytest

from navet.catalogue.commands import close_service
from navet.catalogue.facts import ServiceClosed, ServiceEdited, ServicePublished
from navet.catalogue.models import Service
from navet.directory.facts import HubEdited
from navet.hubs.chosen import inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed
from navet.matching import clock, listeners
from navet.matching.commands import read_offer, read_offers
from navet.matching.models import OfferText
from navet.matching.queries import everything
from navet.matching.tests.conftest import make_offer


def texts(offer):
    return list(OfferText.objects.filter(offer_id=offer.id).order_by("id").values_list("language", "since", "until"))


def test_an_offer_stands_once_for_each_of_its_languages_and_news_is_told_once(world):
    offer = make_offer("energy", ("sv", "en"))
    assert everything() is None
    assert read_offer(PLATFORM, world.hub, offer_id=offer.id)
    assert not read_offer(PLATFORM, world.hub, offer_id=offer.id)
    assert sorted(texts(offer)) == [("en", 1, None), ("sv", 1, None)]
    assert everything().edition == 1
    assert [entry.details["edition"] for entry in time_line(offer.id)] == [1]


def test_what_it_read_like_before_is_kept(world):
    offer = make_offer("energy", ("sv",))
    read_offers(PLATFORM, world.hub)
    Service.objects.filter(id=offer.id).update(title={"sv": "Mät energin", "nb": "Mål energien"})
    assert read_offers(PLATFORM, world.hub) == 1
    assert texts(offer) == [("sv", 1, 2), ("sv", 2, None)]  # no text in Bokmål: a title alone is none
    Service.objects.filter(id=offer.id).update(is_open=False)
    assert read_offers(PLATFORM, world.hub) == 1
    assert texts(offer) == [("sv", 1, 2), ("sv", 2, 3)]
    assert read_offers(PLATFORM, world.hub) == 0


def test_news_is_heard(world):
    offer = make_offer("robots", ("sv",))
    listeners.read_published(ServicePublished(hub_id=world.hub.id, about=offer.id))
    Service.objects.filter(id=offer.id).update(technologies=["robotics", "simulation"])
    listeners.read_edited(ServiceEdited(hub_id=world.hub.id, about=offer.id, changed=["technologies"]))
    world.hub.country = "NO"
    world.hub.save()
    listeners.read_all_of_hub(HubEdited(hub_id=world.hub.id, about=world.hub.id, changed=["country"]))
    read = OfferText.objects.get(offer_id=offer.id, until=None)
    assert (read.topics, read.country, read.since) == (["robotics", "simulation"], "NO", 3)
    offer.refresh_from_db()
    close_service(world.cia, offer)
    listeners.read_closed(ServiceClosed(hub_id=world.hub.id, about=offer.id))
    assert not OfferText.objects.filter(until=None).exists()


def test_at_night_every_hub_is_read(world):
    here = make_offer("robots", ("sv",))
    with inside(world.other.id):
        there = make_offer("robots", ("nb",))
    clock.read_all_offers()
    assert len(texts(here)) == len(texts(there)) == 1


def test_only_the_platform(world):
    offer = make_offer("robots", ("sv",))
    with pytest.raises(NotAllowed):
        read_offers(world.dag, world.hub)
    with pytest.raises(NotAllowed):
        read_offer(world.dag, world.hub, offer_id=offer.id)
