"""Whoever asks too late is told so in both doors, when beginning and when sending; nothing of what was typed is lost."""

from datetime import date

import pytest
from time_machine import travel

from navet.casework import commands
from navet.casework.models import Application
from navet.casework.tests.conftest import make_service
from navet.casework.tests.intake import ANSWERS, NEED, VISITOR, guest_of
from navet.kit.refusals import Refused
from navet.kit.secrets import new_secret

HOME, API = "/h/north/apply/", "/h/north/api/v1/applications"
THAT_DAY, AFTER = "2027-01-31T12:00:00Z", "2027-02-01T12:00:00Z"
TOO_LATE = "The last day to apply for “Course” was 31 January 2027."


@pytest.fixture
def course(world):
    return make_service("course", price=None, project=None, kind="COURSE", apply_by=date(2027, 1, 31))


@pytest.fixture
def visitor(as_member):
    return as_member(None)


@pytest.fixture
def draft(world, course):
    """Begun in time, with all its answers; and its secret."""
    secret = new_secret()
    with travel(THAT_DAY, tick=False):
        details = {"secret": secret, "language": "sv", "answers": dict(ANSWERS), "service_id": course.id}
        return commands.start_application(VISITOR, world.hub, **details), secret


def test_on_the_day_itself_one_may_ask_and_send(world, draft):
    application, _ = draft
    with travel(THAT_DAY, tick=False):
        assert commands.submit_application(guest_of(application), application, consents=True).number


def test_the_day_after_nothing_is_begun(world, course):
    details = {"secret": new_secret(), "language": "sv", "answers": dict(ANSWERS), "service_id": course.id}
    with travel(AFTER, tick=False), pytest.raises(Refused, match=TOO_LATE):
        commands.start_application(VISITOR, world.hub, **details)
    assert not Application.objects.exists()


def test_a_draft_begun_in_time_is_not_sent_the_day_after_and_is_kept(world, draft):
    application, _ = draft
    with travel(AFTER, tick=False), pytest.raises(Refused, match=TOO_LATE):
        commands.submit_application(guest_of(application), application, consents=True)
    kept = Application.objects.get()
    assert (kept.is_draft, kept.number, kept.need) == (True, "", NEED)


def test_the_first_page_says_so_and_keeps_what_was_typed(visitor, course):
    address = f"{HOME}?service={course.id}"
    with travel(THAT_DAY, tick=False):
        assert "You ask for" in visitor.get(address).content.decode()
    with travel(AFTER, tick=False):
        shown = visitor.get(address).content.decode()
        assert (TOO_LATE in shown, "Describe your problem without it" in shown, "You ask for" in shown) == (
            True,
            True,
            False,
        )
        refused = visitor.post(address, {"key": new_secret(), "need": NEED})
        assert (refused.status_code, refused.context["form"].non_field_errors()) == (422, [TOO_LATE])
        assert NEED in refused.content.decode()
        noted = visitor.post(address, {"key": new_secret(), "need": NEED}, headers={"hx-request": "true"})
        assert TOO_LATE in noted.content.decode()
        assert visitor.post(HOME, {"key": new_secret(), "need": NEED}).status_code == 302
    assert Application.objects.get().service_id is None


def test_the_last_page_says_so_and_keeps_what_was_typed(visitor, draft):
    application, secret = draft
    with travel(AFTER, tick=False):
        visitor.get(f"{HOME}back/{secret}/")
        refused = visitor.post(f"{HOME}{application.id}/check/", {"consents": "on"})
    assert (refused.status_code, refused.context["form"].non_field_errors()) == (422, [TOO_LATE])
    assert NEED in refused.content.decode()


def test_machines_are_told_the_same(visitor, course, draft):
    application, secret = draft
    json = {"content_type": "application/json"}
    with travel(AFTER, tick=False):
        begun = visitor.post(API, {"answers": {"need": NEED}, "service_id": str(course.id)}, **json)
        me = {"headers": {"x-application-secret": secret}}
        sent = visitor.post(f"{API}/{application.id}/submission", {"consents": True}, **me, **json)
    assert [(each.status_code, each.json()["title"]) for each in (begun, sent)] == [(409, TOO_LATE)] * 2
