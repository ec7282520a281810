import re
from datetime import date
from decimal import Decimal

import pytest

from navet.catalogue.commands import close_service, edit_service, set_price
from navet.hubs.models import inside


@pytest.fixture
def visitor(as_member):
    return as_member(None)


def shown(response) -> list[str]:
    return re.findall(r'<a href="/h/north/services/([-\w]+)/">', response.content.decode())


@pytest.fixture
def offers(world, make_service, make_project):
    robot = make_service(provider=world.partner)
    make_service(
        code="B",
        slug="money",
        title={"en": "Money", "sv": "Pengar"},
        summary={"en": "We find it together."},
        description={},
        gives={},
        pillar="finance",
        technologies=[],
        sectors=["all-sectors"],
        audience=[],
        regions=[],
        format="online",
        languages=["en"],
    )
    make_service(code="C", slug="draft", published=False)
    set_price(world.cia, robot, project=make_project("0.4"), amount=Decimal(1500), unit="PIECE", since=date(2025, 1, 1))
    return robot


def test_the_list_shows_what_is_open(visitor, offers):
    response = visitor.get("/h/north/services/")
    assert response.status_code == 200
    assert shown(response) == ["money", "robot-test"]
    assert "You pay nothing" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("q=robot", ["robot-test"]),
        ("q=robto", ["robot-test"]),
        ("pillar=finance", ["money"]),
        ("pillar=finance&pillar=test-before-invest", ["money", "robot-test"]),
        ("pillar=finance&technology=robotics", []),
        ("technology=robotics&format=on-site", ["robot-test"]),
        ("sector=textiles", ["money"]),
        ("region=SE224&audience=small", ["money", "robot-test"]),
        ("language=sv", ["robot-test"]),
        ("pillar=nonsense&after=nobody", ["money", "robot-test"]),
        ("q=%00robot&after=%00", ["robot-test"]),
        ("q=zzzzqqqq", []),
    ],
)
def test_words_and_facets_narrow_it(visitor, offers, asked, slugs):
    response = visitor.get(f"/h/north/services/?{asked}")
    assert (response.status_code, shown(response)) == (200, slugs)


def test_nothing_found_says_what_to_do(visitor, offers):
    text = visitor.get("/h/north/services/?q=zzzzqqqq").content.decode()
    assert "We found no service like that" in text
    assert "Tell us in your own words" in text


def test_an_empty_catalogue_says_so(world, visitor):
    assert "No services yet" in visitor.get("/h/north/services/").content.decode()


def test_a_facet_counts_what_choosing_it_would_show(visitor, offers):
    text = visitor.get("/h/north/services/?pillar=finance").content.decode()
    counts = dict(re.findall(r'value="([\w-]+)"(?: checked)?><span>[^<]+</span><small>(\d+)</small>', text))
    assert counts == {"finance": "1", "test-before-invest": "1"}
    assert 'aria-label="Chosen"' in text


def test_fifty_a_page_and_the_same_number_of_questions(world, visitor, make_service, queries_of):
    make_service(code="S0", slug="s0", title={"en": "A 00"})
    address = "/h/north/services/"
    visitor.get(address)
    one = queries_of(lambda: visitor.get(address))
    one_anew = queries_of(lambda: visitor.get(f"{address}?after=1"))
    for n in range(1, 60):
        make_service(code=f"S{n}", slug=f"s{n}", title={"en": f"A {n:02}"})
    visitor.get(address)
    assert queries_of(lambda: visitor.get(address)) == one <= 6
    assert queries_of(lambda: visitor.get(f"{address}?after=2")) == one_anew <= 8
    first = visitor.get(address)
    assert len(shown(first)) == 50
    rest = visitor.get(f"{address}?after=s49")
    assert shown(rest) == [f"s{n}" for n in range(50, 60)]
    assert "To the beginning" in rest.content.decode()
    assert queries_of(lambda: visitor.get(f"{address}?q=robot")) <= 9


def test_htmx_gets_the_part_that_changes(visitor, offers):
    part = visitor.get("/h/north/services/?q=robot", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<form id="browse"')
    assert "<html" not in part


def test_a_change_is_seen_at_once(world, visitor, offers):
    visitor.get("/h/north/services/")
    edit_service(world.cia, offers, details={"title": {"en": "Changed"}})
    assert "Changed" in visitor.get("/h/north/services/").content.decode()
    close_service(world.cia, offers)
    assert shown(visitor.get("/h/north/services/")) == ["money"]
    assert visitor.get("/h/north/services/robot-test/").status_code == 404


def test_the_page_of_a_service_explains_who_pays(visitor, offers):
    text = visitor.get("/h/north/services/robot-test/").content.decode()
    for words in ("Try a robot", "You pay nothing.", "EUR\xa01,500", "EUR\xa0600", "Science Park", "The Commission"):
        assert words in text, words
    assert "The hub has not translated this yet" not in text


def test_the_customers_own_part_and_no_aid(world, visitor, offers, make_project):
    set_price(
        world.cia,
        offers,
        project=make_project("0", code="Q"),
        amount=Decimal(1000),
        invoiced=Decimal(250),
        unit="DAY",
        since=date(2026, 1, 1),
    )
    text = visitor.get("/h/north/services/robot-test/").content.decode()
    assert "You pay EUR\xa0250; the hub" in text
    assert "None of that counts as state aid." in text
    assert "You pay EUR\xa0250 a day" in visitor.get("/h/north/services/").content.decode()


def test_no_price_yet(visitor, make_service):
    make_service()
    assert "The price is agreed with you" in visitor.get("/h/north/services/robot-test/").content.decode()


def test_another_language_than_the_readers_is_marked(visitor, make_service):
    make_service(title={"sv": "Bara svenska"}, summary={"sv": "Kort."})
    text = visitor.get("/h/north/services/robot-test/").content.decode()
    assert "It is shown in Swedish." in text
    assert 'lang="sv"' in text
    assert 'lang="sv"' in visitor.get("/h/north/services/").content.decode()


def test_what_comes_first_is_linked_while_it_is_open(world, visitor, make_service):
    first = make_service()
    make_service(code="B", slug="b", title={"en": "Second"}, needs=[first.id])
    assert "/services/robot-test/" in visitor.get("/h/north/services/b/").content.decode()
    close_service(world.cia, first)
    assert "/services/robot-test/" not in visitor.get("/h/north/services/b/").content.decode()


def test_a_neighbours_service_is_not_found(world, visitor, details, make_service):
    from navet.catalogue.commands import create_service, publish_service

    with inside(world.other.id):
        service = create_service(world.neighbour, world.other, details=details())
        publish_service(world.neighbour, service)
    assert visitor.get("/h/north/services/robot-test/").status_code == 404
    assert visitor.get("/h/south/services/robot-test/").status_code == 200
    assert shown(visitor.get("/h/north/services/")) == []


def test_the_page_of_a_service_asks_few_questions(visitor, offers, queries_of):
    visitor.get("/h/north/services/robot-test/")
    assert queries_of(lambda: visitor.get("/h/north/services/robot-test/")) <= 10


def test_who_may_write_is_shown_where(world, as_member, offers):
    assert "Edit the services" in as_member(world.cia).get("/h/north/services/").content.decode()
    assert "/offers/" in as_member(world.eva).get("/h/north/services/robot-test/").content.decode()
    assert "Edit the services" not in as_member(world.ana).get("/h/north/services/").content.decode()
