"""At night it is reckoned whether offers are read as much as they fit; staff see it, a machine gets the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from navet.directory.models import Visitor
from navet.hubs.chosen import inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed
from navet.matching import clock
from navet.matching.commands import reckon_fairness, tell_what_became
from navet.matching.models import Fairness, Showing
from navet.matching.queries.fairness import Hubs


def show(world, places, days_ago=1, **asked) -> Showing:
    """A list of these places: the offer, its hub, the language it was read in, its word."""
    names = ("offer", "hub", "language", "word")
    shown = [
        dict(zip(names, (str(o.id), str(hub.id), language, word), strict=True)) for o, hub, language, word in places
    ]
    kept = Showing.objects.create(
        vector=b"", reader_language="sv", is_plain=True, edition=1, shown=shown, asked={"nearest_first": False} | asked
    )
    Showing.objects.filter(id=kept.id).update(created_at=timezone.now() - timedelta(days=days_ago))
    return kept


@pytest.fixture
def lists(world, offers):
    """Forty lists in which what is ours stands first and what is the neighbour's, as fitting, last."""
    ours, theirs = offers["cameras"], offers["cameras-nb"]
    places = [(ours, world.hub, "sv", "possible"), (offers["robots"], world.hub, "sv", "possible")]
    return [show(world, [*places, (theirs, world.other, "nb", "possible")]) for _ in range(40)]


def test_what_is_kept_of_a_night(world, offers, lists):
    for number, shown in enumerate(lists[:32]):
        offer = offers["cameras-nb"] if number < 8 else offers["cameras"]
        tell_what_became(world.ben, shown, offer_id=offer.id, what="RECOMMENDED")
        tell_what_became(world.ben, shown, offer_id=offer.id, what="OPENED")
    kept = reckon_fairness(PLATFORM, world.hub)
    today = timezone.localdate()
    assert (kept.since, kept.until) == (today - timedelta(days=90), today - timedelta(days=1))
    assert (kept.lists, kept.decisions, kept.rule) == (40, 32, "2026-11")
    told = {row["code"]: row for row in kept.groups["language"]}
    assert (told["sv"]["on_offer"], told["nb"]["on_offer"], told["en"]["lists"]) == (6, 6, 0)
    assert told["nb"]["attention"] == pytest.approx(0.5 / 2.1309, rel=1e-3)
    assert told["nb"]["fair"] == pytest.approx(1 / 3)
    assert (told["nb"]["taken"], told["sv"]["taken"]) == (0.25, 0.75)
    assert {row["code"]: row["on_offer"] for row in kept.groups["country"]} == {"SE": 6, "NO": 6}
    assert [(row["code"], row["on_offer"], row["lists"]) for row in kept.groups["size"]] == [("small", 12, 40)]
    (entry,) = time_line(kept.id)
    assert (entry.fact, entry.details["lists"]) == ("FairnessReckoned", 40)


def test_which_lists_count(world, offers):
    mine = [(offers["cameras"], world.hub, "sv", "weak")]
    show(world, mine, nearest_first=True)
    show(world, mine, days_ago=0)
    show(world, mine, days_ago=92)
    show(world, [])
    assert reckon_fairness(PLATFORM, world.hub).lists == 0
    show(world, mine, days_ago=89)
    assert reckon_fairness(PLATFORM, world.hub).lists == 1


def test_how_large_a_hub_is(world, offers):
    hubs = Hubs()
    hubs.offers.update({"a": 9, "b": 10, "c": 49, "d": 50})
    assert [hubs.size(each) for each in "abcde"] == ["small", "middle", "middle", "large", "small"]
    assert hubs.groups("gone", "fi") == ("fi", "small", "")


def test_only_the_platform_reckons_and_at_night_every_hub_its_own(world, lists):
    for who in (world.dag, Visitor()):
        with pytest.raises(NotAllowed):
            reckon_fairness(who, world.hub)
    clock.reckon_fairness()
    assert Fairness.objects.get().lists == 40
    with inside(world.other.id):
        assert Fairness.objects.get().lists == 0


def test_of_few_lists_no_number_is_kept(world, offers):
    for _ in range(29):
        show(world, [(offers["cameras"], world.hub, "sv", "strong")])
    kept = reckon_fairness(PLATFORM, world.hub)
    assert {row["attention"] for rows in kept.groups.values() for row in rows} == {None}


def test_as_many_questions_for_many_lists_as_for_few(world, lists, queries_of):
    few = queries_of(lambda: reckon_fairness(PLATFORM, world.hub))
    for each in [*Showing.objects.all()] * 2:
        show(world, [])
        Showing.objects.order_by("-id").update(shown=each.shown)
    assert queries_of(lambda: reckon_fairness(PLATFORM, world.hub)) == few
