"""At night it is reckoned whether offers are read as much as they fit; staff see it, a machine gets the same."""

from datetime import date, timedelta

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

PAGE, API = "/h/{}/matches/fairness/", "/h/{}/api/v1/fairness"


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


def test_the_page_says_it_in_words_and_the_api_in_numbers(world, lists, as_member):
    kept = reckon_fairness(PLATFORM, world.hub)
    seen = as_member(world.ben).get(PAGE.format("north")).content.decode()
    for words in (
        "<strong>Norwegian Bokmål</strong>: clearly seen too little. 23 % of the attention, where 33 % would be fair.",
        "<strong>Sweden</strong>: clearly seen too much.",
        "Counted from 40 lists of offers",
        "too few to say",
        "From fewer than 300 nothing may be learnt at all",
        "/h/north/api/v1/fairness",
    ):
        assert words in seen
    told = as_member(world.fia).get(API.format("north")).json()
    assert (told["id"], told["lists"], sorted(told["groups"])) == (str(kept.id), 40, ["country", "language", "size"])
    assert {row["code"]: row["verdict"] for row in told["groups"]["language"]} == {
        "sv": "more",
        "nb": "less",
        "en": "few",
    }


def test_of_few_lists_no_number_is_kept(world, offers, as_member):
    for _ in range(29):
        show(world, [(offers["cameras"], world.hub, "sv", "strong")])
    kept = reckon_fairness(PLATFORM, world.hub)
    assert {row["attention"] for rows in kept.groups.values() for row in rows} == {None}
    assert "Shown too seldom to say anything" in as_member(world.ben).get(PAGE.format("north")).content.decode()


def test_nothing_is_clear_where_they_take_turns(world, offers, as_member):
    one, other = (offers["cameras"], world.hub, "sv", "weak"), (offers["cameras-nb"], world.other, "nb", "weak")
    for _ in range(20):
        show(world, [one, other])
        show(world, [other, one])
    reckon_fairness(PLATFORM, world.hub)
    assert as_member(world.ben).get(PAGE.format("north")).content.decode().count("No clear difference") == 3


def test_before_the_first_night(world, as_member):
    client = as_member(world.ben)
    assert "Not reckoned yet" in client.get(PAGE.format("north")).content.decode()
    assert client.get(API.format("north")).status_code == 404


def test_an_earlier_night_stands_as_it_was(world, lists, as_member):
    first = reckon_fairness(PLATFORM, world.hub)
    Showing.objects.all().delete()
    reckon_fairness(PLATFORM, world.hub)
    client = as_member(world.ben)
    assert f"{PAGE.format('north')}{first.id}/" in client.get(PAGE.format("north")).content.decode()
    assert "Counted from 40 lists" in client.get(f"{PAGE.format('north')}{first.id}/").content.decode()
    assert client.get(f"{API.format('north')}?version={first.id}").json()["lists"] == 40


def test_who_may_see_it(world, lists, as_member):
    kept = reckon_fairness(PLATFORM, world.hub)
    for who, page, api in ((world.eva, 403, 403), (world.ana, 403, 403), (None, 302, 401), (world.fia, 200, 200)):
        assert as_member(who).get(PAGE.format("north")).status_code == page
        assert as_member(who).get(API.format("north")).status_code == api
    with inside(world.other.id):
        other = as_member(world.neighbour)
    assert other.get(f"{PAGE.format('south')}{kept.id}/").status_code == 404
    assert other.get(f"{API.format('south')}?version={kept.id}").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"), [(PAGE + "x/", 404), (API + "?version=x", 422), (API + "?version=%00", 422)]
)
def test_what_is_no_version(world, lists, as_member, address, status):
    assert as_member(world.ben).get(address.format("north")).status_code == status


def test_as_many_questions_for_many_as_for_one(world, lists, as_member, queries_of):
    one = queries_of(lambda: reckon_fairness(PLATFORM, world.hub))
    for each in [*Showing.objects.all()] * 2:
        Showing.objects.create(
            vector=b"", reader_language="sv", is_plain=True, edition=1, shown=each.shown, asked={"nearest_first": False}
        )
    Showing.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert queries_of(lambda: reckon_fairness(PLATFORM, world.hub)) == one
    assert isinstance(Fairness.objects.first().until, date)
    client = as_member(world.ben)
    client.get(PAGE.format("north"))
    before = queries_of(lambda: client.get(PAGE.format("north")))
    for _ in range(5):
        reckon_fairness(PLATFORM, world.hub)
    assert queries_of(lambda: client.get(PAGE.format("north"))) == before
