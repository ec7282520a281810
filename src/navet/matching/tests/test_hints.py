"""What would help an offer be found: the rules alone, then both doors."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from navet.catalogue.models import Service
from navet.hubs.chosen import inside
from navet.kit.commands import PLATFORM
from navet.matching.commands import read_offers, tell_what_became
from navet.matching.hints import FEWEST, OFTEN, SHORTEST, Case, Hint, Reading, hints
from navet.matching.models import Showing
from navet.matching.queries import find_matches
from navet.matching.tests.conftest import make_offer
from navet.matching.tests.world import NEEDS

GOOD = Reading({"sv": SHORTEST, "en": SHORTEST}, has_topics=True, languages=("sv", "en"))
SEEN = Case(1, "sv", is_opened=True, is_taken=True, is_missed=False)
CASES = st.builds(Case, st.integers(1, 50), st.sampled_from(["sv", "en", "fi"]), *[st.booleans()] * 3)
REASONS = st.sampled_from(["", "TOO_FAR", "NO_TIME"])


def test_a_good_offer_that_is_taken_needs_nothing():
    assert hints(GOOD, [SEEN] * 50, []) == []


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading({}, has_topics=False, languages=("sv",)), [Hint("unread")]),
        (Reading({"sv": SHORTEST - 1}, has_topics=True, languages=("sv",)), [Hint("short", about="sv")]),
        (Reading({"sv": SHORTEST}, has_topics=False, languages=("sv", "en")), [Hint("topics")]),
    ],
)
def test_what_its_texts_lack(reading, said):
    assert hints(reading, [], []) == said


@pytest.mark.parametrize(
    ("case", "times", "said"),
    [
        (SEEN._replace(reader="en"), 3, Hint("language", 3, "en")),
        (SEEN._replace(rank=6, is_taken=False), 3, Hint("low", 3)),
        (SEEN._replace(rank=20, is_taken=False), 3, Hint("low", 3)),
        (SEEN._replace(is_opened=False, is_taken=False), OFTEN, Hint("unopened", OFTEN)),
        (SEEN._replace(is_missed=True), 3, Hint("words", 3)),
    ],
)
def test_what_people_did_counts_from_so_many_times_on(case, times, said):
    swedish = Reading({"sv": SHORTEST}, has_topics=True, languages=("sv", "en"))
    assert hints(swedish, [case] * times, []) == [said]
    assert hints(swedish, [case] * (times - 1), []) == []


def test_what_says_nothing():
    for case in (SEEN._replace(reader="fi"), SEEN._replace(rank=21, is_taken=False), SEEN._replace(rank=6)):
        assert hints(GOOD, [case] * 50, []) == []
    low = SEEN._replace(rank=6, is_taken=False)
    assert hints(GOOD, [low, low, low, SEEN], []) == []  # somebody took it


def test_why_it_was_declined_the_most_frequent_first():
    told = hints(GOOD, [], ["NO_TIME"] * 3 + ["TOO_FAR"] * 4 + ["TOO_DEAR"] * 2 + [""] * 9)
    assert told == [Hint("declined", 4, "TOO_FAR"), Hint("declined", 3, "NO_TIME")]


@given(st.lists(CASES, max_size=40), st.lists(REASONS, max_size=10))
def test_what_people_did_is_never_told_of_fewer_than_three(cases, declined):
    told = hints(Reading({"sv": 400}, has_topics=True, languages=("sv", "en")), cases, declined)
    assert all(FEWEST <= hint.count <= max(len(cases), len(declined)) for hint in told)
    assert len({(hint.code, hint.about) for hint in told}) == len(told)


def show(world, offer, need="", rank=1, **more) -> Showing:
    """The offer at that rank of a list, others before it."""
    other = {"offer": str(world.hub.id), "hub": str(world.hub.id), "language": "sv", "word": "weak"}
    shown = [*[other] * (rank - 1), other | {"offer": str(offer.id)}]
    asked = {"need": need, "vector": b"", "reader_language": "sv", "is_plain": True, "edition": 1, "shown": shown}
    return Showing.objects.create(**asked | more)


def told_by_the_api(client, offer, hub="north"):
    return client.get(f"/h/{hub}/api/v1/offers/{offer.id}/hints")


def page(client, offer, **more):
    return client.get(f"/h/north/offers/{offer.id}/", **more).content.decode()


@pytest.fixture
def lidar(world):
    """An offer in Swedish with a good text, read."""
    offer = make_offer(
        "cameras", ("sv",), summary={"sv": "Vi mäter med laser och kamera. " * 9}, provider=world.partner
    )
    read_offers(PLATFORM, world.hub)
    return offer


def test_both_doors_tell_what_people_did(world, lidar, as_member):
    for number in range(3):
        shown = show(world, lidar, rank=7, need="KAMEROR tack!" if number else "svetsning", reader_language="en")
        tell_what_became(world.ben, shown, offer_id=lidar.id, what="DECLINED", reason="TOO_FAR")
    for need in ("svetsa", "Lödning av rör", "robot", "kameran", "en svetsrobot som kan plocka bär", "på"):
        show(world, lidar, need=need)
    old = show(world, lidar, need="lödning")
    Showing.objects.filter(id=old.id).update(created_at=timezone.now() - timedelta(days=91))
    told = told_by_the_api(as_member(world.cia), lidar).json()
    assert told == [
        {"code": "language", "count": 3, "about": "en"},
        {"code": "low", "count": 3, "about": ""},
        {"code": "words", "count": 3, "about": ""},
        {"code": "declined", "count": 3, "about": "TOO_FAR"},
    ]
    seen = page(as_member(world.cia), lidar)
    for words in (
        "3 times it was shown to somebody who reads English",
        "at rank 6 to 20",
        "Declined 3 times as too far",
    ):
        assert words in seen
    assert "Lödning av rör" not in seen


def test_every_hint_has_its_sentence(world, lidar, as_member):
    client = as_member(world.cia)
    assert "Nothing stands out" in page(client, lidar)
    for reason in ("OTHER_FIELD", "WRONG_LANGUAGE", "TOO_DEAR", "NO_TIME", "NOT_FOR_US"):
        for _ in range(3):
            shown = show(world, lidar)
            tell_what_became(world.ben, shown, offer_id=lidar.id, what="DECLINED", reason=reason)
    seen = page(client, lidar)
    for words in ("something else", "for its language", "too dear", "wrong time", "not for", "nobody opened it"):
        assert words in seen
    Service.objects.filter(id=lidar.id).update(summary={"sv": "Kort."}, technologies=[])
    read_offers(PLATFORM, world.hub)
    assert "The text in Swedish is very short" in page(client, lidar)
    assert "No technologies are chosen" in page(client, lidar)
    Service.objects.filter(id=lidar.id).update(summary={})
    read_offers(PLATFORM, world.hub)
    assert "a name but no text" in page(client, lidar)


def test_of_what_is_not_open_nothing_is_said(world, lidar, as_member):
    Service.objects.filter(id=lidar.id).update(is_open=False)
    assert told_by_the_api(as_member(world.cia), lidar).json() == []
    assert "What would help it be found" not in page(as_member(world.cia), lidar)


def test_for_whoever_may_edit_the_offer(world, lidar, as_member):
    for who, status in ((world.cia, 200), (world.eva, 200), (world.ben, 403), (world.ana, 404), (None, 401)):
        assert told_by_the_api(as_member(who), lidar).status_code == status
    with inside(world.other.id):
        other = as_member(world.neighbour)
    assert told_by_the_api(other, lidar, hub="south").status_code == 404
    assert as_member(world.cia).get("/h/north/api/v1/offers/7/hints").status_code == 404


def test_as_many_questions_for_many_lists_as_for_one(world, lidar, as_member, queries_of):
    client = as_member(world.cia)
    show(world, lidar)
    client.get(f"/h/north/offers/{lidar.id}/")
    one = queries_of(lambda: page(client, lidar))
    for _ in range(30):
        tell_what_became(world.ben, show(world, lidar), offer_id=lidar.id, what="OPENED")
    assert queries_of(lambda: page(client, lidar)) == one


def test_no_rank_is_learnt_from_what_people_did(world, offers):
    """Whatever was done with an offer, it stands where it stood (docs/matching.md)."""
    need = NEEDS["cameras"]["sv"]
    before = [(match.offer_id, match.word) for match in find_matches(need, reader_language="sv").matches]
    for what, reason in (("OPENED", ""), ("APPLIED", ""), ("DECLINED", "OTHER_FIELD")):
        for _ in range(4):
            tell_what_became(
                world.ben, show(world, offers["cameras"]), offer_id=offers["cameras"].id, what=what, reason=reason
            )
    assert [(match.offer_id, match.word) for match in find_matches(need, reader_language="sv").matches] == before
