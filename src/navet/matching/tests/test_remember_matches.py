"""What was shown is kept with its versions, can be reckoned again, and forgets the need in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from navet.catalogue.models import Service
from navet.directory.models import Visitor
from navet.hubs.chosen import inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.matching import clock
from navet.matching.commands import forget_needs, read_offers, remember_matches, tell_what_became
from navet.matching.models import OfferText, Reaction, Showing
from navet.matching.queries import Only, Replay, find_matches, find_showing, replay
from navet.matching.queries.shelves import PLAIN
from navet.matching.tests.world import NEEDS

CAMERAS = NEEDS["cameras"]["sv"]


@pytest.fixture
def shown(world, offers):
    found = find_matches(CAMERAS, reader_language="sv", hub=world.hub, only=Only(kinds=["SERVICE", "TEST_ENVIRONMENT"]))
    return remember_matches(world.ana, world.hub, matches=found)


def test_everything_that_reckoning_it_again_takes(world, offers, shown):
    assert (shown.member, shown.need, shown.is_plain, shown.edition) == (world.ana, CAMERAS, True, 2)
    assert (shown.provider, len(shown.vector)) == (PLAIN.card.stamp, 4 * PLAIN.card.dimension)
    assert shown.asked["kind"] == ("SERVICE", "TEST_ENVIRONMENT")
    assert {row["offer"] for row in shown.shown} == {str(offers["cameras"].id), str(offers["cameras-nb"].id)}
    (entry,) = time_line(shown.id)
    assert entry.fact == "MatchesShown"
    assert CAMERAS not in str(entry.details)


def test_the_same_ranks_again_whatever_has_happened_since(world, offers, shown):
    before = replay(find_showing(shown.id))
    assert before.is_same
    assert len(before.shown) == 2
    Service.objects.filter(id=offers["cameras"].id).update(is_open=False)
    Service.objects.filter(id=offers["robots"].id).update(title={"sv": CAMERAS}, summary={"sv": CAMERAS})
    read_offers(PLATFORM, world.hub)
    with inside(world.other.id):
        Service.objects.all().update(is_open=False)
        read_offers(PLATFORM, world.other)
    assert [match.offer_id for match in find_matches(CAMERAS, reader_language="sv").matches] == [offers["robots"].id]
    assert replay(find_showing(shown.id)) == before


def test_nearest_first_and_what_closed_meanwhile_are_replayed_too(world, offers):
    read = OfferText.objects.get(offer_id=offers["cameras-nb"].id)
    find_matches(CAMERAS, reader_language="sv")  # lays the edition out
    OfferText.objects.filter(id=read.id).update(until=99)  # closed between laying out and answering
    found = find_matches(CAMERAS, reader_language="sv", hub=world.hub, nearest_first=True)
    assert found.asking.asked["left_out"] == [str(read.offer_id)]
    again = replay(remember_matches(Visitor(), world.hub, matches=found))
    assert again == Replay([offers["cameras"].id], [offers["cameras"].id])


def test_what_no_provider_had_read_can_not_be_the_same(shown):
    Showing.objects.filter(id=shown.id).update(provider="another", is_plain=False)
    again = replay(find_showing(shown.id))
    assert (again.again, again.is_same) == ([], False)


def test_a_visitor_is_nobody_and_a_neighbours_showing_is_not_found(world, offers, shown):
    found = find_matches("?", reader_language="sv")
    assert remember_matches(Visitor(), world.hub, matches=found).member is None
    with inside(world.other.id), pytest.raises(NotFound):
        find_showing(shown.id)


def test_tell_what_became_once(world, offers, shown):
    offer = offers["cameras"].id
    first = tell_what_became(world.ana, shown, offer_id=offer, what="DECLINED", reason="TOO_FAR")
    assert tell_what_became(world.ana, shown, offer_id=offer, what="DECLINED", reason="TOO_FAR") == first
    tell_what_became(world.ben, shown, offer_id=offer, what="DECLINED", reason="NO_TIME")
    tell_what_became(world.ben, shown, offer_id=offer, what="RECOMMENDED")
    told = [(r.what, r.reason) for r in Reaction.objects.order_by("id")]
    assert told == [("DECLINED", "NO_TIME"), ("RECOMMENDED", "")]
    assert [entry.fact for entry in time_line(shown.id)] == ["MatchesShown", *["ReactionTold"] * 3]


@pytest.mark.parametrize(
    "wrong", [{"what": "EATEN"}, {"what": "OPENED", "reason": "TOO_FAR"}, {"what": "DECLINED", "reason": "because"}]
)
def test_what_can_not_be_told(world, offers, shown, wrong):
    with pytest.raises(Refused):
        tell_what_became(world.ana, shown, offer_id=offers["cameras"].id, **wrong)
    with pytest.raises(Refused):
        tell_what_became(world.ana, shown, offer_id=uuid4(), what="OPENED")
    assert not Reaction.objects.exists()


def test_who_may_tell(world, offers, shown):
    for who in (world.eva, Visitor()):
        with pytest.raises(NotAllowed):
            tell_what_became(who, shown, offer_id=offers["cameras"].id, what="OPENED")
    nobodys = remember_matches(Visitor(), world.hub, matches=find_matches(CAMERAS, reader_language="sv"))
    assert tell_what_became(Visitor(), nobodys, offer_id=offers["cameras"].id, what="OPENED")


def test_the_need_is_forgotten_and_what_was_shown_is_not(world, shown):
    with pytest.raises(NotAllowed):
        forget_needs(world.dag, world.hub)
    assert forget_needs(PLATFORM, world.hub) == 0
    Showing.objects.filter(id=shown.id).update(created_at=timezone.now() - timedelta(days=91))
    clock.forget_old_needs()
    kept = find_showing(shown.id)
    assert (kept.need, bytes(kept.vector), len(kept.shown)) == ("", b"", 2)
    with pytest.raises(Refused, match="forgotten"):
        replay(kept)
    assert forget_needs(PLATFORM, world.hub) == 0
