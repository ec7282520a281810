"""The answer narrowed to what the reader can use: which choices there are, what they leave, and what they keep away."""

import re

import pytest
from django.utils.translation import override

from navet.catalogue.models import Service
from navet.kit.commands import PLATFORM
from navet.matching.commands import read_offers
from navet.matching.models import Showing
from navet.matching.queries import Only, find_matches
from navet.matching.queries.narrowing import narrowing
from navet.matching.tests.world import NEEDS

CAMERAS = NEEDS["cameras"]["sv"]
BOTH = "Riper og feil på linja: kamerakontroll. Fel på varor: maskinseende."


@pytest.fixture
def meant(world, offers):
    """The Swedish camera help is for public bodies, the Swedish funding advice for small firms; the rest for everybody."""
    for topic, audience in (("cameras", "public"), ("funding", "small")):
        Service.objects.filter(id=offers[topic].id).update(audience=[audience])
    read_offers(PLATFORM, world.hub)
    return offers


def ask(client, **told):
    return client.post("/h/north/matches/", {"need": BOTH} | told)


def best(answer):
    return str(answer.context["cards"][0].match.title)


def test_only_what_is_on_offer_can_be_chosen_and_what_all_have_is_no_choice(world, offers):
    with override("nb"):
        assert narrowing("nb") == {
            "kinds": [("SERVICE", "Tjeneste"), ("TEST_ENVIRONMENT", "Testmiljø")],
            "countries": [("NO", "Norge"), ("SE", "Sverige")],
            "hubs": [(str(world.hub.id), "North hub"), (str(world.other.id), "South hub")],
            "spoken": [("nb", "Bokmål"), ("sv", "Svensk"), ("en", "Engelsk")],
        }


def test_a_new_edition_brings_new_choices(world, meant):
    assert [code for code, _ in narrowing("en")["audience"]] == ["small", "public"]


def test_nothing_on_offer_nothing_to_choose(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert narrowing("en") == {}


def test_what_an_edition_has_is_asked_once(world, offers, django_assert_max_num_queries):
    narrowing("en")
    with django_assert_max_num_queries(2):  # which edition, and the hubs' names
        narrowing("sv")


@pytest.mark.parametrize(
    ("chosen", "left", "why"),
    [
        ({"kinds": "SERVICE"}, "Maskinseende i produktionen", "You asked for other kinds of help."),
        ({"countries": "NO"}, "Kamerakontroll på linja", "It is in a country you did not ask for."),
        ({"spoken": "nb"}, "Kamerakontroll på linja", "It is not given in the languages you asked for."),
        ({"audience": "small"}, "Kamerakontroll på linja", "It is meant for others than you said."),
    ],
)
def test_each_choice_leaves_what_fits_it_and_says_why_the_other_is_away(world, meant, as_member, chosen, left, why):
    answer = ask(as_member(None), **chosen)
    page = answer.content.decode()
    assert best(answer) == left
    assert [away.why_not for away in answer.context["away"]] == [why]
    assert "What you chose leaves these out" in page
    assert page.count(why) == 1
    assert BOTH in page
    (name, value) = next(iter(chosen.items()))
    assert re.search(rf'<option value="{value}" selected>', page)
    assert Showing.objects.get().asked["audience" if name == "audience" else {"kinds": "kind"}.get(name, name)] == [
        value
    ]


def test_one_hub_alone_and_what_the_other_has_is_a_link_to_its_page(world, offers, as_member):
    answer = ask(as_member(None), hubs=str(world.hub.id))
    assert best(answer) == "Maskinseende i produktionen"
    (away,) = answer.context["away"]
    assert (away.title.text, away.hub_name, away.country) == ("Kamerakontroll på linja", "South hub", "Norway")
    assert away.address == "http://localhost:8000/h/south/services/cameras-nb/"
    assert away.why_not == "Another hub than you asked for offers it."


def test_of_what_is_kept_away_for_two_reasons_the_first_is_told(world, offers):
    found = find_matches(BOTH, reader_language="en", only=Only(kinds=["SERVICE"], countries=["SE"]))
    assert [each.why_not for each in found.hidden] == ["You asked for other kinds of help."]


def test_at_most_three_are_named_and_none_that_would_not_have_been_shown(world, offers):
    everything = "kamera intrång bidrag elförbrukning robot webbutik skydd ansökan maskin plockning betalning leverans"
    only = Only(countries=["NO"])
    free = find_matches(everything, reader_language="sv", most=10)
    found = find_matches(everything, reader_language="sv", only=only, most=10)
    swedish = [match.offer_id for match in free.matches if match.country == "SE"]
    assert len(swedish) > 3
    assert [each.offer.offer_id for each in found.hidden] == swedish[:3]
    one = find_matches(everything, reader_language="sv", only=only, most=1)
    assert [each.offer.offer_id for each in one.hidden] == [m.offer_id for m in free.matches[:1] if m.country == "SE"]
    assert not free.hidden


def test_beside_what_fits_nothing_weak_is_named(world, offers):
    good, weak = find_matches(CAMERAS, reader_language="sv").matches
    assert (good.word, weak.word) == ("possible", "weak")
    assert not find_matches(CAMERAS, reader_language="sv", only=Only(countries=[good.country])).hidden
    found = find_matches(CAMERAS, reader_language="sv", only=Only(countries=[weak.country]))
    assert [each.offer.offer_id for each in found.hidden] == [good.offer_id]


def test_nothing_left_is_said_so_with_the_way_out(world, meant, as_member):
    answer = ask(as_member(None), kinds="SERVICE", countries="NO")
    page = answer.content.decode()
    assert "We found no good match among what you chose" in page
    assert str(answer.context["away"][0].title) in {"Maskinseende i produktionen", "Kamerakontroll på linja"}
    assert 'name="all"' in page
    everything = ask(as_member(None), kinds="SERVICE", countries="NO", all="on")
    assert {card.country for card in everything.context["cards"]} == {"Norway", "Sweden"}
    assert set(re.findall(r'<option value="(.*?)" selected>', everything.content.decode())) == {""}
    assert not everything.context["away"]


def test_topics_and_the_switch_keep_what_was_chosen(world, offers, as_member):
    answer = ask(as_member(None), countries="NO", topic="sensors-vision", turn="on")
    assert answer.context["nearest"]
    assert answer.context["confirmed"] == ["sensors-vision"]
    assert best(answer) == "Kamerakontroll på linja"
    assert {card.country for card in answer.context["cards"]} == {"Norway"}


@pytest.mark.parametrize("value", ["XX", "\x00", "x" * 10_000, "' or 1=1 --"])
@pytest.mark.parametrize("name", ["kinds", "countries", "hubs", "spoken"])
def test_what_is_no_choice_is_told_at_its_place(world, offers, as_member, name, value):
    answer = ask(as_member(None), **{name: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{name}"' in page
    assert f'id="id_{name}_error"' in page
    assert "<details" in page.split(f'id="id_{name}"')[0]
    assert BOTH in page


def test_an_application_being_written_is_narrowed_by_none_of_its_answers(world, offers, as_member):
    told = {"need": BOTH, "kinds": "COURSE", "countries": "FI", "all": "on"}
    page = as_member(None).post("/h/north/matches/suggestions/", told).content.decode()
    assert "Kamerakontroll på linja" in page


def test_hubs_and_whom_it_is_for_narrow_the_machines_answer_too(world, meant, as_member):
    def found(**told):
        asked = {"need": BOTH, "language": "en"} | told
        return as_member(None).post("/h/north/api/v1/matches", asked, content_type="application/json")

    assert {match["hub"] for match in found(hubs=["south"]).json()["matches"]} == {"south"}
    assert {match["hub"] for match in found(hubs=["north", "south"]).json()["matches"]} == {"north", "south"}
    slugs = [match["slug"] for match in found(audience=["individual"]).json()["matches"]]
    assert slugs[0] == "cameras-nb"
    assert "cameras-sv" not in slugs
    nowhere = found(hubs=["atlantis"]).json()
    assert (nowhere["matches"], nowhere["verdict"]) == ([], "none")
    assert {each["why_not"] for each in nowhere["hidden"]} == {"Another hub than you asked for offers it."}
    for slugs in (["\x00"], ["a b"], ["x" * 51], "south", [""]):
        assert found(hubs=slugs).status_code == 422
