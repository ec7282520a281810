"""The hub's public face: the pages anybody may read."""

import pytest

from navet.hubs.models import Partner

PAGES = ["", "about/", "accessibility/", "privacy/", "patterns/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_anybody_may_read_it_in_any_language(world, as_member, address, language):
    client = as_member(None)
    client.cookies["language"] = language
    world.hub.languages = ["sv", "nb", "en"]
    world.hub.save()
    answer = client.get(f"/h/north/{address}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_it_can_only_be_read(world, as_member, address):
    assert as_member(None).post(f"/h/north/{address}").status_code == 405


def test_the_front_page_asks_as_little_for_one_partner_as_for_thirty(world, as_member, queries_of):
    client = as_member(None)
    client.get("/h/north/")  # what is kept between pages is read once
    few = queries_of(lambda: client.get("/h/north/"))
    for number in range(29):
        Partner.objects.create(country="SE", register_number=f"{5560000000 + number}", name=f"Partner {number}")
    assert queries_of(lambda: client.get("/h/north/")) == few <= 7


def test_the_front_page_names_its_own_partners_only(world, as_member):
    assert "Science Park" in as_member(None).get("/h/north/").content.decode()
    assert "Science Park" not in as_member(None).get("/h/south/").content.decode()


def test_a_logo_is_a_picture_of_its_own(world, as_member):
    assert as_member(None).get("/h/north/logo.svg").status_code == 404
    world.hub.logo = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    world.hub.save()
    answer = as_member(None).get("/h/north/logo.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_hubs_colours_are_a_stylesheet(world, as_member):
    answer = as_member(None).get("/h/north/theme.css")
    assert answer["Content-Type"] == "text/css"
    assert f"--ds-color-brand-base-default:{world.hub.main_colour}" in answer.content.decode()


def test_what_was_begun_on_the_front_page_goes_along(world, as_member):
    words = "Vi kastar bröd varje kväll & vet inte varför"
    assert words.replace("&", "&amp;") in as_member(None).get("/h/north/apply/", {"problem": words}).content.decode()
