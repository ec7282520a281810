"""A service with a last day to apply is open on that day and over the day after, with nobody doing anything."""

import re
from datetime import date

import pytest
from time_machine import travel

from navet.catalogue.commands import create_service, edit_service, publish_service
from navet.catalogue.queries import find_service, open_services, services_for_gap
from navet.journal.queries import time_line
from navet.kit.refusals import Refused

LAST = date(2027, 1, 31)
BEFORE, THAT_EVENING = "2027-01-30T12:00:00Z", "2027-01-31T22:30:00Z"
AFTER = "2027-01-31T23:30:00Z"  # half past midnight where the hub is
UNTIL_THEN = [(BEFORE, True), (THAT_EVENING, True), (AFTER, False)]
OVER = "The last day to apply is over"


@pytest.fixture
def course(make_service):
    with travel(BEFORE, tick=False):
        return make_service(kind="COURSE", apply_by=LAST)


@pytest.fixture
def visitor(as_member):
    return as_member(None)


def page_of(client, language: str = "en") -> str:
    return client.get("/h/north/services/robot-test/", headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize(("moment", "is_open"), UNTIL_THEN)
@pytest.mark.parametrize("asked", ["", "?q=robot", "?q=robto"])
def test_the_list_and_the_search_show_it_until_that_day_is_over(visitor, course, moment, is_open, asked):
    with travel(moment, tick=False):
        listed = visitor.get(f"/h/north/services/{asked}").content.decode()
    assert ("/services/robot-test/" in listed) is is_open


@pytest.mark.parametrize(("moment", "is_open"), UNTIL_THEN)
def test_machines_are_told_of_it_until_that_day_is_over(visitor, course, moment, is_open):
    with travel(moment, tick=False):
        rows = visitor.get("/h/north/api/v1/services").json()["items"]
        fed = visitor.get("/h/north/services/feed.json").json()["services"]
        assert visitor.get(f"/h/north/api/v1/services/{course.id}").status_code == (200 if is_open else 404)
    assert [row["apply_by"] for row in rows] == [row["apply_by"] for row in fed] == ["2027-01-31"] * is_open


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Apply by 31 January 2027"),
        ("sv", "Ansök senast 31 januari 2027"),
        ("nb", "Søk innen 31. januar 2027"),
    ],
)
def test_its_page_says_the_day_in_the_readers_language_and_is_gone_when_it_is_over(
    world, visitor, course, language, said
):
    world.hub.languages = ["sv", "nb", "en"]
    world.hub.save()
    with travel(THAT_EVENING, tick=False):
        assert f"<strong>{said}</strong>" in page_of(visitor, language)
    with travel(AFTER, tick=False):
        assert visitor.get("/h/north/services/robot-test/").status_code == 404


def test_without_such_a_day_nothing_is_said(visitor, service):
    assert "Apply by" not in page_of(visitor)


def test_it_is_no_help_for_a_gap_and_not_linked_as_what_comes_first(visitor, course, make_service):
    make_service(code="B", slug="b", strengthens=[], needs=[course.id])
    for moment, is_open in UNTIL_THEN:
        with travel(moment, tick=False):
            assert (course in services_for_gap("sme:D5")) is is_open
            linked = 'href="/h/north/services/robot-test/"' in visitor.get("/h/north/services/b/").content.decode()
            assert linked is is_open


@pytest.mark.parametrize("path", ["/offers/", "/offers/{id}/"])
def test_whoever_offers_it_sees_that_it_is_over(world, as_member, course, path):
    for moment, is_open in UNTIL_THEN:
        with travel(moment, tick=False):
            text = as_member(world.cia).get(f"/h/north{path.format(id=course.id)}").content.decode()
            assert (bool(re.search(f">{OVER}<", text)), "Shown" in text) == (not is_open, is_open)


def test_a_later_day_opens_it_again_and_is_told(world, course):
    with travel(AFTER, tick=False):
        assert list(open_services()) == []
        edit_service(world.cia, course, details={"capacity": 9})  # what else stands there may be mended
        edit_service(world.cia, course, details={"apply_by": date(2027, 2, 1)})
        assert list(open_services()) == [course]
        assert time_line(course.id).last().details["changed"] == ["apply_by"]
        edit_service(world.cia, course, details={"apply_by": None})
    assert find_service(course.id).apply_by is None


def test_a_day_that_is_over_is_refused_in_its_place(world, course, details):
    with travel(AFTER, tick=False):
        for act in (
            lambda: create_service(world.cia, world.hub, details=details(code="B", slug="b", apply_by=LAST)),
            lambda: edit_service(world.cia, course, details={"apply_by": date(2026, 1, 31)}),
        ):
            with pytest.raises(Refused, match=OVER) as refused:
                act()
            assert list(refused.value.fields) == ["apply_by"]
    assert find_service(course.id).apply_by == LAST


def test_what_is_over_is_not_published(world, make_service):
    with travel(BEFORE, tick=False):
        draft = make_service(published=False, apply_by=LAST)
    with travel(AFTER, tick=False), pytest.raises(Refused, match=OVER):
        publish_service(world.cia, draft)
    assert not find_service(draft.id).is_open
