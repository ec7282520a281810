"""The doors to letters about new offers: pages, the mail program's one click, machines."""

import json

import pytest
from django.core.cache import cache

from navet.hubs.chosen import inside
from navet.matching.doors import A_MINUTE
from navet.matching.tests.world import NEEDS
from navet.subscriptions import queries
from navet.subscriptions.commands import begin_subscription
from navet.subscriptions.models import Subscription

CAMERAS = NEEDS["cameras"]["sv"]
FORM = {"need": CAMERAS, "topics": "sensors-vision robotics", "email": "gun@example.org", "agree": "on", "asked": "on"}
HOME = "/h/north/letters/"


@pytest.fixture
def standing(world, offers):
    told = {"need": CAMERAS, "language": "sv", "topics": [], "email": "", "agree": True}
    return begin_subscription(world.ana, world.hub, **told)


def link_to(subscription, end="") -> str:
    return f"{HOME}{queries.link_of(subscription)}/{end}"


def test_the_way_from_an_answer_and_the_tick_is_hers(world, offers, as_member):
    page = as_member(None).post("/h/north/matches/", {"need": CAMERAS, "topics": "robotics"}).content.decode()
    assert 'action="/h/north/letters/"' in page
    told = {"need": CAMERAS, "topics": "robotics"}
    asked = as_member(None).post(HOME, told)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert CAMERAS in page
    assert 'type="checkbox" name="agree"' in page
    assert " checked" not in page
    assert "for 12 months, or until you say stop" in page
    assert 'name="topics" value="robotics"' in page
    assert 'name="email"' not in as_member(world.ana).post(HOME, told).content.decode()
    assert not Subscription.objects.exists()


def test_a_visitor_confirms_from_her_own_mail(world, offers, as_member):
    client = as_member(None)
    for _twice in range(2):
        answer = client.post(HOME, FORM)
        assert (answer.status_code, answer["Location"]) == (302, f"{HOME}sent/")
    assert "Look in your mail" in client.get(f"{HOME}sent/").content.decode()
    (kept,) = Subscription.objects.all()
    assert (kept.topics, kept.language, kept.confirmed_at) == (["sensors-vision", "robotics"], "en", None)
    page = client.get(link_to(kept)).content.decode()
    assert "Shall we write to you?" in page
    assert CAMERAS in page
    kept.refresh_from_db()
    assert kept.confirmed_at is None  # programs follow links, too
    for _twice in range(2):
        page = client.post(link_to(kept), follow=True).content.decode()
        assert "You hear from us when something new fits" in page
    assert Subscription.objects.get().confirmed_at


def test_somebody_signed_in_needs_no_mail(world, offers, as_member):
    client = as_member(world.ana)
    page = client.post(HOME, FORM | {"email": "somebody@example.org"}, follow=True).content.decode()
    assert "You hear from us when something new fits" in page
    assert Subscription.objects.get().email == "ana@example.org"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"agree": ""}, "We write only if you tick this."),
        ({"email": "gun"}, "Enter a valid email address."),
        ({"need": ""}, "This field is required."),
        ({"need": "\x00"}, "Null characters"),
        ({"topics": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(world, as_member, wrong, words):
    answer = as_member(None).post(HOME, FORM | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if not {"need", "email"} & set(wrong):
        assert CAMERAS in page
        assert "gun@example.org" in page
    assert not Subscription.objects.exists()


def test_it_opens_empty(world, as_member):
    assert as_member(None).get(HOME).status_code == 200


def test_who_asks_too_often_waits(world, as_member):
    client = as_member(None)
    client.post(HOME, FORM)
    cache.set(f"matching:{b'127.0.0.1'.hex()}", A_MINUTE)
    assert client.post(HOME, FORM).status_code == 429


def test_one_click_in_the_mail_program_ends_it(world, standing, as_member):
    """RFC 8058: a post without cookies, and no redirect for an answer."""
    client = as_member(None, enforce_csrf_checks=True)
    assert "Stop the letters" in client.get(link_to(standing, "end/")).content.decode()
    standing.refresh_from_db()
    assert standing.ended_at is None
    for _twice in range(2):
        answer = client.post(link_to(standing, "end/"), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "No more letters" in answer.content.decode()
    standing.refresh_from_db()
    assert (standing.need, standing.email) == ("", "")
    assert as_member(None).post(link_to(standing)).status_code == 409


def test_no_other_link_and_no_other_hub(world, standing, as_member):
    client = as_member(world.ana)
    assert client.get(f"{HOME}forged/").status_code == 404
    assert client.post(f"{HOME}{standing.id.hex}:forged/end/").status_code == 404
    for end in ("", "end/"):
        assert client.post(link_to(standing, end).replace("north", "south")).status_code == 404
    standing.refresh_from_db()
    assert standing.ended_at is None


def test_machines_do_the_same_for_their_member_alone(world, offers, as_member):
    def send(who, method, path="subscriptions", body=None, hub="north"):
        return getattr(as_member(who), method)(
            f"/h/{hub}/api/v1/{path}", json.dumps(body), content_type="application/json"
        )

    told = send(world.ana, "post", body={"need": CAMERAS, "language": "sv", "agree": True})
    assert (told.status_code, told.json()["need"]) == (201, CAMERAS)
    assert as_member(world.ana).get("/h/north/api/v1/subscriptions").json() == [told.json()]
    assert as_member(world.ben).get("/h/north/api/v1/subscriptions").json() == []
    one = f"subscriptions/{told.json()['id']}"
    assert send(world.ben, "delete", one).status_code == 404
    with inside(world.other.id):
        neighbour = as_member(world.neighbour)
    assert neighbour.delete(f"/h/south/api/v1/{one}").status_code == 404
    assert send(world.ana, "post", body={"need": CAMERAS, "agree": False}).status_code == 409
    assert send(world.ana, "post", body={"need": "x", "agree": True}).status_code == 422
    assert send(world.ana, "post", body={"need": CAMERAS, "agree": True, "language": "xx"}).status_code == 422
    assert send(None, "post", body={"need": CAMERAS, "agree": True}).status_code == 401
    for _twice in range(2):
        assert send(world.ana, "delete", one).status_code == 204
    assert as_member(world.ana).get("/h/north/api/v1/subscriptions").json() == []
