from datetime import date
from decimal import Decimal

import pytest

from navet.catalogue.commands import edit_service, set_price

FEED = "/h/north/services/feed.json"


@pytest.fixture
def visitor(as_member):
    return as_member(None)


@pytest.fixture
def offers(world, make_service, make_project):
    robot = make_service(provider=world.partner)
    make_service(code="B", slug="money", title={"en": "Money"}, pillar="finance")
    set_price(world.cia, robot, project=make_project("0.4"), amount=Decimal(1500), unit="PIECE", since=date(2025, 1, 1))
    return robot


def test_any_site_may_read_the_feed(visitor, offers):
    response = visitor.get(FEED)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    body = response.json()
    assert (body["hub"], body["language"]) == ("North hub", "sv")
    robot = next(each for each in body["services"] if each["slug"] == "robot-test")
    assert robot["title"] == "Prova en robot"
    assert robot["url"] == "http://testserver/h/north/services/robot-test/"
    assert robot["pillar"] == {"code": "test-before-invest", "label": "Testa före investering"}
    assert robot["provider"] == "Science Park"
    assert robot["price"] == {
        "amount": "1500.00",
        "you_pay": "0.00",
        "state_aid": "600.00",
        "currency": "EUR",
        "unit": "PIECE",
        "version": "TBI-1 / 2025-01-01",
    }
    money = next(each for each in body["services"] if each["slug"] == "money")
    assert (money["title"], money["language"], money["price"]) == ("Money", "en", None)


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("language=en", ["money", "robot-test"]),
        ("language=xx&pillar=finance", ["money"]),
        ("q=robot&language=en", ["robot-test", "money"]),
        ("limit=1&language=en", ["money"]),
        ("limit=0", []),
        ("limit=-1&language=en", ["money", "robot-test"]),
        ("limit=%C2%B2&language=en", ["money", "robot-test"]),
        ("limit=99999999999&language=en", ["money", "robot-test"]),
        ("q=%00&language=en", ["money", "robot-test"]),
    ],
)
def test_it_can_be_narrowed(visitor, offers, asked, slugs):
    assert [each["slug"] for each in visitor.get(f"{FEED}?{asked}").json()["services"]] == slugs


@pytest.mark.parametrize("name", ["feed.json", "cpsv.jsonld", "embed.js"])
def test_nothing_is_sent_twice(world, visitor, offers, name, queries_of):
    address = f"/h/north/services/{name}"
    first = visitor.get(address)
    assert first.status_code == 200
    again = visitor.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert queries_of(lambda: visitor.get(address, headers={"If-None-Match": first["ETag"]})) <= 7
    edit_service(world.cia, offers, details={"title": {"en": "New"}})
    expected = 304 if name == "embed.js" else 200
    assert visitor.get(address, headers={"If-None-Match": first["ETag"]}).status_code == expected


def test_the_feed_asks_the_same_for_one_and_for_many(visitor, make_service, queries_of):
    make_service()
    visitor.get(FEED)
    one = queries_of(lambda: visitor.get(f"{FEED}?limit=500"))
    for n in range(30):
        make_service(code=f"S{n}", slug=f"s{n}")
    visitor.get(FEED)
    assert queries_of(lambda: visitor.get(f"{FEED}?limit=501")) == one <= 11


def test_the_lines_to_copy(visitor, offers):
    text = visitor.get("/h/north/services/embed/?language=en&pillar=finance").content.decode()
    assert "http://testserver/h/north/services/feed.json?language=en&amp;pillar=finance" in text
    assert "http://testserver/h/north/services/embed.js" in text
    assert "<iframe" not in text
    assert visitor.get("/h/north/services/embed.js")["Content-Type"] == "text/javascript; charset=utf-8"


def test_nothing_of_a_neighbour_is_in_it(visitor, offers):
    assert visitor.get("/h/south/services/feed.json").json()["services"] == []
