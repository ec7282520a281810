"""Whether offers are seen as much as they fit: in words on a page, in numbers for machines."""

from datetime import timedelta

import pytest
from django.utils import timezone

from navet.hubs.chosen import inside
from navet.kit.commands import PLATFORM
from navet.matching.commands import reckon_fairness
from navet.matching.models import OfferText, Showing

PAGE, API = "/h/{}/figures/fairness/", "/h/{}/api/v1/fairness"


def show(hubs, words="possible", times=40):
    """Lists of one offer of each of these hubs, read in its language, all fitting as well."""
    shown = [{"offer": str(hub.id), "hub": str(hub.id), "language": language, "word": words} for hub, language in hubs]
    for _ in range(times):
        Showing.objects.create(
            vector=b"", reader_language="sv", is_plain=True, edition=1, shown=shown, asked={"nearest_first": False}
        )
    Showing.objects.update(created_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def lists(world):
    """Forty lists: two offers of ours first, then one of the neighbour's; and one on offer that nobody was shown."""
    world.other.country = "NO"
    world.other.save()
    show([(world.hub, "sv"), (world.hub, "sv"), (world.other, "nb")])
    OfferText.objects.create(
        hub=world.hub, offer_id=world.hub.id, language="en", kind="SERVICE", slug="a", title="A", country="SE", since=1
    )


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


def test_of_few_lists_nothing_is_said(world, as_member):
    show([(world.hub, "sv")], times=29)
    show([(world.other, "nb")], times=29)
    reckon_fairness(PLATFORM, world.hub)
    page = as_member(world.ben).get(PAGE.format("north")).content.decode()
    assert page.count("Shown too seldom to say") == 1
    assert page.count("only one group") == 2


def test_nothing_is_clear_where_they_take_turns(world, as_member):
    show([(world.hub, "sv"), (world.other, "nb")])
    show([(world.other, "nb"), (world.hub, "sv")])
    reckon_fairness(PLATFORM, world.hub)
    assert as_member(world.ben).get(PAGE.format("north")).content.decode().count("No clear difference") == 1


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


def test_as_many_questions_for_many_nights_as_for_two(world, lists, as_member, queries_of):
    for _ in range(2):
        reckon_fairness(PLATFORM, world.hub)
    client = as_member(world.ben)
    client.get(PAGE.format("north"))
    two = queries_of(lambda: client.get(PAGE.format("north")))
    for _ in range(15):
        reckon_fairness(PLATFORM, world.hub)
    assert queries_of(lambda: client.get(PAGE.format("north"))) == two
