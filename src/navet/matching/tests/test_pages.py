"""The pages: ask with your own words, see who can help and why, go on."""

import re
from html import unescape

import pytest
from django.core.cache import cache

from navet.matching.commands import remember_matches
from navet.matching.doors import A_MINUTE
from navet.matching.models import Reaction, Showing
from navet.matching.queries import find_matches
from navet.matching.tests.world import ELSEWHERE, NEEDS

CAMERAS = NEEDS["cameras"]["sv"]


def ask(client, **told):
    return client.post("/h/north/matches/", {"need": CAMERAS} | told)


def test_what_fits_stands_with_its_reasons_and_in_a_word(world, offers, as_member):
    answer = ask(as_member(None))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [card.match.word for card in answer.context["cards"]] == ["possible", "weak"]
    for words in (
        "2 offers may help you",
        "Kamerakontroll på linja",
        'lang="nb"',
        "in Norwegian Bokmål",
        "Possible match",
    ):
        assert words in page
    assert "compares letters, not meaning" in page
    assert Showing.objects.get().need == CAMERAS


def test_a_tap_confirms_a_topic_and_another_takes_it_back(world, offers, as_member):
    client = as_member(None)
    said = ask(client, topic="sensors-vision").context["confirmed"]
    assert said == ["sensors-vision"]
    assert "Both are about" in ask(client, topics="sensors-vision").content.decode()
    assert ask(client, topics="sensors-vision", topic="sensors-vision").context["confirmed"] == []
    assert ask(client, topics="sensors-vision", topic="robotics").context["confirmed"] == ["sensors-vision", "robotics"]


def test_the_nearest_come_first_when_the_switch_is_turned(world, offers, as_member):
    client = as_member(None)
    turned = ask(client, turn="on")
    assert turned.context["nearest"]
    assert turned.context["cards"][0].is_ours
    assert not ask(client, nearest="on", turn="on").context["nearest"]


def test_nothing_fits_and_a_person_is_one_tap_away(world, offers, as_member):
    page = ask(as_member(None), need=ELSEWHERE[1]).content.decode()
    assert "We found no good match" in page
    assert "Ask a person at the hub" in page
    assert 'action="/h/north/apply/"' in page
    assert Showing.objects.get().shown == []


@pytest.mark.parametrize("need", ["", "a", "\x00", "x" * 10_001])
def test_what_is_no_need_is_told_at_its_place(world, as_member, need):
    answer = ask(as_member(None), need=need)
    assert answer.status_code == 422
    assert "This needs mending" in answer.content.decode()


def test_it_opens_empty(world, as_member):
    page = as_member(None).get("/h/north/matches/")
    assert page.status_code == 200
    assert "Show who can help" in page.content.decode()


def test_a_script_gets_the_answer_alone(world, offers, as_member):
    page = as_member(None).post("/h/north/matches/", {"need": CAMERAS}, headers={"hx-request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="found"')


def test_while_it_is_written_what_may_fit_can_be_chosen(world, offers, as_member):
    client = as_member(None)
    page = client.post("/h/north/matches/suggestions/", {"need": CAMERAS}).content.decode()
    assert page.count('type="radio"') == 3
    assert client.post("/h/north/matches/suggestions/", {"need": "lite"}).content == b""
    none = client.post("/h/north/matches/suggestions/", {"need": ELSEWHERE[1]}).content.decode()
    assert "a person at the hub reads it" in none


def shown(world):
    found = find_matches(CAMERAS, reader_language="en", hub=world.hub)
    return remember_matches(world.ana, world.hub, matches=found), found.matches


def test_an_offer_is_opened_in_its_own_hub_and_that_is_kept(world, offers, as_member):
    showing, matches = shown(world)
    for match in matches:
        answer = as_member(world.ana).get(f"/h/north/matches/{showing.id}/{match.offer_id}/")
        ours = f"/h/north/services/{match.slug}/"
        assert answer["Location"] == (
            ours if match.hub_slug == "north" else f"http://localhost:8000/h/south/services/{match.slug}/"
        )
    assert set(Reaction.objects.values_list("what", flat=True)) == {"OPENED"}
    assert Reaction.objects.count() == 2


def test_the_neighbours_showing_and_an_offer_nobody_has_are_not_found(world, offers, as_member):
    showing, matches = shown(world)
    assert as_member(None).get(f"/h/south/matches/{showing.id}/{matches[0].offer_id}/").status_code == 404
    assert as_member(None).get(f"/h/north/matches/{showing.id}/{showing.id}/").status_code == 404


def test_where_nothing_is_on_offer_a_person_is(world, as_member):
    page = ask(as_member(None)).content.decode()
    assert "Ask a person at the hub" in page
    assert not Showing.objects.exists()


def test_the_search_finds_by_words_first_and_by_meaning_beside_them(world, offers, as_member):
    """A word of a title is found by the catalogue itself; what the neighbour has for it stands beside."""
    page = as_member(None).get("/h/north/services/", {"q": "Maskinseende kamera produkter"}).content.decode()
    assert "Also fits what you mean" in page
    assert "/h/south/services/cameras-nb/" in page
    own = as_member(None).get("/h/north/services/", {"q": "cobot"}).content.decode()
    assert "Testa en cobot" in own
    assert own.count(">Testa en cobot</a>") == 1
    assert "Also fits" not in as_member(None).get("/h/north/services/").content.decode()


def test_a_services_page_shows_what_is_like_it(world, offers, as_member):
    page = as_member(None).get("/h/north/services/robots-sv/").content.decode()
    assert "More like this" in page
    assert "/h/south/services/robots-nb/" in page


def test_nobody_asks_so_often_that_others_wait(world, offers, as_member):
    client = as_member(None)
    cache.set(f"matching:{b'127.0.0.1'.hex()}", A_MINUTE, timeout=60)
    assert ask(client).status_code == 429
    assert client.post("/h/north/matches/suggestions/", {"need": CAMERAS}).content == b""
    assert not Showing.objects.exists()


def in_the_language_form(page):
    """What the footer's form that chooses the language brings along, from wherever it stands on the page."""
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)" form="choose-language">', page)
    return {name: unescape(value) for name, value in inputs}


def test_in_another_language_the_need_and_how_it_was_asked_stay(world, offers, as_member):
    client, need = as_member(None), 'Fel på varor, "riper" & feil på linja <maskinseende>?'
    page = ask(client, need=need, countries="NO", topics="robotics", turn="on").content.decode()
    brought = in_the_language_form(page)
    assert brought.pop("csrfmiddlewaretoken")
    assert brought == {
        "again": "on",
        "need": need,
        "nearest": "on",
        "topics": "robotics",
        "countries": "NO",
    }
    told = brought | {"next": "/h/north/matches/", "language": "sv"}
    answer = client.post("/h/north/language/", told, follow=True)
    assert answer.redirect_chain == [("/h/north/matches/", 307)]  # 307: posted once more; the need is in no address
    page = answer.content.decode()
    assert '<html lang="sv"' in page
    assert "Du skrev:" in page
    assert answer.context["need"] == need
    assert (answer.context["confirmed"], answer.context["nearest"]) == (["robotics"], True)
    assert {card.country for card in answer.context["cards"]} == {"Norge"}
    assert in_the_language_form(page)["need"] == need


def test_what_was_refused_stays_too_and_an_empty_page_brings_nothing(world, as_member):
    client = as_member(None)
    assert in_the_language_form(ask(client, need="a").content.decode())["need"] == "a"
    assert in_the_language_form(client.get("/h/north/matches/").content.decode()) == {}


def test_only_a_page_that_was_posted_is_posted_again_and_only_for_a_language(world, as_member):
    def choose(**told):
        answer = as_member(None).post("/h/north/language/", {"next": "/h/north/about/"} | told)
        return answer.status_code, answer["Location"]

    assert choose(language="sv") == (302, "/h/north/about/")
    assert choose(language="xx", again="on") == (302, "/h/north/about/")
    assert choose(language="sv", again="on", next="https://example.org/") == (307, "/h/north/")


def test_the_languages_to_choose_are_the_hubs(world, as_member):
    page = as_member(None).get("/h/north/matches/").content.decode()
    assert re.findall(r'name="language" value="(\w+)"', page) == ["en", "sv"]
