"""The facade: a need against everything on offer, by the plainer kind."""

from uuid import uuid4

import pytest
from django.db.models import F

from navet.catalogue.models import Service
from navet.kit.commands import PLATFORM
from navet.matching.commands import read_offer
from navet.matching.models import OfferText, Stock
from navet.matching.queries import Only, find_matches, more_like
from navet.matching.tests.world import ELSEWHERE, NEEDS

CAMERAS = NEEDS["cameras"]["sv"]


def ids(found):
    return [match.offer_id for match in found.matches]


def test_what_fits_comes_with_its_reasons(world, offers):
    found = find_matches(CAMERAS, reader_language="sv", hub=world.hub)
    assert found.plain
    assert [match.rank for match in found.matches] == [1, 2]
    assert set(ids(found)) == {offers["cameras"].id, offers["cameras-nb"].id}
    near = next(match for match in found.matches if match.offer_id == offers["cameras-nb"].id)
    assert (near.hub_slug, near.country, near.slug, near.kind) == ("south", "NO", "cameras-nb", "TEST_ENVIRONMENT")
    assert (near.title.text, near.title.language, near.title.is_fallback) == ("Kamerakontroll på linja", "nb", True)
    assert near.sentence in {"Prøv bildegjenkjenning på egne produkter.", "Vi finner riper og feil."}
    assert (near.sentence_language, near.clause in CAMERAS) == ("nb", True)
    assert near.facts == ["testmiljö", "South hub", "Språk: Norskt bokmål"]
    assert found.verdict == "possible"
    assert len(found.topics) == 5
    assert found.topics[0].code == "sensors-vision"
    assert found.topics[0].label == "Sensorer och bildbehandling"


def test_the_hub_that_owns_the_page_gets_no_boost_unless_the_nearest_come_first(world, offers):
    asked = [find_matches(CAMERAS, reader_language="sv", hub=hub) for hub in (None, world.hub, world.other)]
    assert len({tuple(ids(found)) for found in asked}) == 1
    for hub, own in ((world.hub, "cameras"), (world.other, "cameras-nb")):
        found = find_matches(CAMERAS, reader_language="sv", hub=hub, nearest_first=True)
        assert ids(found)[0] == offers[own].id
    assert ids(find_matches(CAMERAS, reader_language="sv", nearest_first=True)) == ids(asked[0])


def test_which_hub_in_which_country_offers_it_changes_no_rank(world, offers):
    """So no hub is shown less for being small or far away: the ranks are the same whoever offers what."""
    before = [
        ids(find_matches(told[language], reader_language="sv", most=12)) for told in NEEDS.values() for language in told
    ]
    assert sum(len(found) > 1 for found in before) > len(before) / 2
    for hub, country, mine in ((world.other, "FI", 1), (world.hub, "SE", 0)):
        some = list(OfferText.objects.order_by("title").values_list("id", flat=True))[mine::2]
        OfferText.objects.filter(id__in=some).update(hub=hub, country=country)
    Stock.objects.update(edition=F("edition") + 1)
    assert before == [
        ids(find_matches(told[language], reader_language="sv", most=12)) for told in NEEDS.values() for language in told
    ]


@pytest.mark.parametrize(
    ("wish", "left", "why"),
    [
        ({"kinds": ["SERVICE"]}, "cameras", "Du bad om andra slags hjälp."),
        ({"countries": ["SE"]}, "cameras", "Den finns i ett land som du inte bad om."),
        ({"spoken": ["nb"]}, "cameras-nb", "Den ges inte på de språk som du bad om."),
    ],
)
def test_what_a_filter_keeps_away_is_told(world, offers, wish, left, why):
    text = "Riper og feil på linja: kamerakontroll. Fel på varor: maskinseende."
    found = find_matches(text, reader_language="sv", only=Only(**wish))
    assert ids(found)[0] == offers[left].id
    (hidden,) = found.hidden
    assert {hidden.offer.offer_id, offers[left].id} == {offers["cameras"].id, offers["cameras-nb"].id}
    assert hidden.why_not == why


def test_a_confirmed_topic_leads_and_is_told_where_a_person_set_it(world, offers):
    found = find_matches(CAMERAS, reader_language="en", confirmed=["sensors-vision", "no such topic"])
    assert [match.shared_topics for match in found.matches] == [["Sensors & Vision Processing Systems"]] * 2


@pytest.mark.parametrize("text", ELSEWHERE)
def test_letters_alone_never_say_more_than_weak_of_what_nobody_offers(world, offers, text):
    assert find_matches(text, reader_language="nb").verdict in {"weak", "none"}


@pytest.mark.parametrize("text", ["", "🙂🙂🙂", "\x00", "\ud800\udfff", "ﷺ" * 2000, "x" * 1_000_000])
def test_a_plain_no_to_what_is_no_need(world, offers, text):
    found = find_matches(text, reader_language="nb")
    assert (list(found.matches), found.verdict) == ([], "none")


def test_an_offer_is_shown_in_the_readers_language_where_it_has_it(world, offers):
    for language, title in (("en", "Energy metering"), ("sv", "Energimätning i fabriken")):
        found = find_matches(NEEDS["energy"]["sv"] + " energimätning", reader_language=language)
        mine = next(match for match in found.matches if match.offer_id == offers["energy"].id)
        assert (mine.title.text, mine.sentence_language) == (title, language)


def test_a_short_search_finds_its_title(world, offers):
    found = find_matches("nettbutikk", reader_language="nb")
    assert ids(found)[0] == offers["shops-nb"].id


def test_who_was_closed_is_found_no_more(world, offers):
    Service.objects.filter(id=offers["cameras"].id).update(is_open=False)
    read_offer(PLATFORM, world.hub, offer_id=offers["cameras"].id)
    assert ids(find_matches(CAMERAS, reader_language="sv")) == [offers["cameras-nb"].id]


def test_nothing_on_offer(world):
    found = find_matches(CAMERAS, reader_language="fi")
    assert (found.matches, found.verdict, found.topics) == ((), "none", ())


def test_more_like_this_one(world, offers):
    alike = more_like(offers["robots"].id, reader_language="nb", most=2)
    assert alike[0].offer_id == offers["robots-nb"].id
    assert offers["robots"].id not in {match.offer_id for match in alike}
    assert more_like(uuid4(), reader_language="nb") == ()


def test_as_many_questions_for_a_longer_answer(world, offers, queries_of):
    find_matches(CAMERAS, reader_language="sv")
    few, many = (
        queries_of(lambda most=most: find_matches(CAMERAS, reader_language="sv", most=most)) for most in (1, 50)
    )
    assert few == many
