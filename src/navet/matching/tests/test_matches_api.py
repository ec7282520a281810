"""The door for machines: the same answers, and a plain no to whatever cannot be one."""

import json

import pytest
from django.core.cache import cache

from navet.hubs.chosen import inside
from navet.matching.doors import A_MINUTE
from navet.matching.models import Reaction, Showing
from navet.matching.tests.world import NEEDS

CAMERAS = NEEDS["cameras"]["sv"]


@pytest.fixture(autouse=True)
def nobody_has_asked():
    cache.clear()


def post(client, path, body, hub="north"):
    raw = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(f"/h/{hub}/api/v1/{path}", raw, content_type="application/json")


def test_a_visitors_need_is_answered_and_not_kept(world, offers, as_member):
    answer = post(as_member(None), "matches", {"need": CAMERAS, "language": "sv", "kinds": ["SERVICE"]})
    assert answer.status_code == 200
    told = answer.json()
    (match,) = told["matches"]
    assert (match["id"], match["hub"], match["rank"]) == (str(offers["cameras"].id), "north", 1)
    assert match["title"] == {"text": "Maskinseende i produktionen", "language": "sv"}
    assert (told["plain"], len(told["topics"])) == (True, 5)
    assert not Showing.objects.exists()


def test_a_member_keeps_it_and_tells_what_became(world, offers, as_member):
    client = as_member(world.ben)
    told = post(client, "showings", {"need": CAMERAS, "nearest_first": True}).json()
    assert {row["offer"] for row in Showing.objects.get(id=told["id"]).shown} == {m["id"] for m in told["matches"]}
    reaction = {"offer_id": str(offers["cameras"].id), "what": "DECLINED", "reason": "TOO_DEAR"}
    answer = post(client, f"showings/{told['id']}/reactions", reaction)
    assert (answer.status_code, answer.json()["reason"]) == (201, "TOO_DEAR")
    assert Reaction.objects.get().showing_id == Showing.objects.get().id
    refused = post(client, f"showings/{told['id']}/reactions", reaction | {"what": "OPENED"})
    assert refused.status_code == 409
    with inside(world.other.id):
        other = as_member(world.neighbour)
    assert post(other, f"showings/{told['id']}/reactions", reaction, hub="south").status_code == 404
    assert post(as_member(None), "showings", {"need": CAMERAS}).status_code == 401


@pytest.mark.parametrize(
    ("need", "status"),
    [
        ("", 200),
        ("🙂🙂🙂", 200),
        ("\x00 robot \x00", 200),
        ("ﷺ" * 2000, 200),
        ("e\u0301" * 5000, 200),
        ("\ud800", 422),
        ("x" * 1_000_000, 422),
        (None, 422),
        (7, 422),
    ],
)
def test_hostile_needs(world, offers, as_member, need, status):
    answer = post(as_member(None), "matches", {"need": need})
    assert answer.status_code == status
    if status == 422:
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "wish",
    [
        {"most": 0},
        {"most": 51},
        {"kinds": ["WISH"]},
        {"language": "x" * 10},
        {"countries": ["NO"] * 51},
        {"spoken": "sv"},
        {"nearest_first": "perhaps"},
    ],
)
def test_wishes_that_cannot_be_meant(world, as_member, wish):
    assert post(as_member(None), "matches", {"need": "robot"} | wish).status_code == 422


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null"])
def test_what_is_no_question(world, as_member, body):
    assert 400 <= post(as_member(None), "matches", body).status_code < 500


def test_who_asks_too_often_waits(world, as_member, settings):
    client = as_member(None)
    answers = [post(client, "matches", {"need": ""}).status_code for _ in range(A_MINUTE + 1)]
    assert answers == [200] * A_MINUTE + [429]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    other = as_member(None, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert post(other, "matches", {"need": ""}).status_code == 200
