"""Which language a page comes in: the reader's choice, the browser's wish, the hub's own."""

import pytest
from conftest import make_hub
from django.test import RequestFactory

from navet.hubs.middleware import language_of, wished_language

CHROME = "nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.6,en-US;q=0.5,en;q=0.4"


def page(client, wish=None, hub="border"):
    headers = {"accept-language": wish} if wish is not None else {}
    answer = client.get(f"/h/{hub}/about/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode().split('<html lang="')[1][:2]


@pytest.fixture
def border(db):
    """A hub on the border, which speaks Swedish and Bokmål."""
    hub = make_hub("border")
    hub.languages = ["sv", "nb"]
    hub.save()
    return hub


@pytest.mark.parametrize("wish", ["nb-NO", "nb", "NB-no", "no", "no-NO", "nn-NO", "nn-NO,nn;q=0.9,en;q=0.5", CHROME])
def test_whoever_wishes_for_norwegian_reads_bokmal(border, client, wish):
    assert page(client, wish) == "nb"


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("sv-SE,sv;q=0.9,nb;q=0.8", "sv"),
        ("en-GB", "en"),
        ("de,nn;q=0.5,en;q=0.1", "nb"),  # the best of what is spoken here
        ("nb;q=0,sv;q=0.1", "sv"),  # not Bokmål, says the browser
        ("fi", "en"),  # from afar
        ("*", "en"),
        ("", "en"),
        ("x" * 10_000, "en"),
        ("nb;q=hej,;,,=", "en"),
        (None, "sv"),  # no wish at all: the hub's first
    ],
)
def test_other_wishes(border, client, wish, language):
    assert page(client, wish) == language


def test_where_norwegian_is_not_spoken_a_norwegian_reads_the_neighbours_language(world, client):
    assert page(client, "nb-NO", hub="north") == "sv"
    assert page(client, "nn, en;q=0.2", hub="north") == "en"  # wished for, though less


def test_what_the_reader_chose_goes_before_the_browsers_wish(border, client):
    client.cookies["language"] = "sv"
    assert page(client, "nb-NO") == "sv"
    client.cookies["language"] = "fi"  # not spoken here
    assert page(client, "nb-NO") == "nb"


def test_the_hub_of_one_request_does_not_reach_the_next(border, world):
    request = RequestFactory().get("/", headers={"accept-language": "nn-NO"})
    assert (language_of(request, border), language_of(request, world.hub)) == ("nb", "sv")


def test_the_platforms_first_page_hears_the_same_wish(world, client):
    assert wished_language(RequestFactory().get("/", headers={"accept-language": "nn"}), ["en", "nb"]) == "nb"
    assert '<html lang="nb"' in client.get("/", headers={"accept-language": "nn-NO"}).content.decode()
