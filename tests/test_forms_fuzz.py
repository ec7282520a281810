"""People, and what pretends to be people, post junk to every page: each says what is wrong, none fails.

Every address of `docs/routes.txt`, as somebody of each role it is for, with real ids. What is typed is drawn with a fixed
seed: the same on every run. `FUZZ_TURNS=20` makes a long scan.
"""

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.walking import NAMED, ids_of, lived_in_world, nothing_kept, signed_in

from navet.directory.doors import VISITOR, Audience
from navet.kit.links import SignedLinks

TURNS = int(os.environ.get("FUZZ_TURNS", "1"))
HOUSE = Path(__file__).parent.parent
PAGES = [
    line.split(" | ")[:2]
    for line in (HOUSE / "docs" / "routes.txt").read_text().splitlines()
    if not line.startswith("/api/")
]
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
LINKED = {
    "invitation": ("directory.Invitation", SignedLinks("invitation")),
    "link": ("assessments.Invitation", SignedLinks("assessments.invitation")),
    "letters": ("Subscription", SignedLinks("subscriptions.subscription")),
    "your-plan": ("Plan", SignedLinks("casework.plan")),
    "your-agreement": ("Agreement", SignedLinks("casework.agreement")),
    "what-came-of-it": ("OutcomeQuestion", SignedLinks("casework.outcome")),
}
WORDS = {"figures": "customers", "services": "expert", "answers": "A1", "parts": "1", "apply": "need"}
JUNK = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "x" * 1_000_000,
    "%",
    "0",
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "9" * 400,
    "-0.000000000000000000001",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "9999-12-31T23:59",
    "00000000-0000-0000-0000-000000000000",
    "not-an-id",
    "null",
    "[]",
    '{"a":',
    "<script>alert(1)</script>",
    "=1+1",
    "\u202e\u0000\U0001f9c1",
    "\ufffe",
    "on",
    "yes",
    "a@b.se",
    "556036-0793",
    "SE",
    "2025",
    "12.5",
    "2026-01-01",
]
BODIES = [
    (b"name=%ff%fe&text=%ed%a0%80&note=\xff\xfe&%00=%00", "application/x-www-form-urlencoded"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-99"),
    (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="\x00\xff"\r\n\r\n\x00',
        "multipart/form-data; boundary=x",
    ),
    (b"nothing", "multipart/form-data"),
    (b'{"text": "\\ud800', "application/json"),
    (b"\x80\x81", "text/plain; charset=\xff"),
]


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[list[tuple[Any, Client]]]:
    """The visitor and one person of each role, each with a browser, in a hub in which everything has happened once."""
    with django_db_blocker.unblock(), lived_in_world() as world:
        members = (world.ana, world.ben, world.cia, world.dag, world.eva, world.fia)
        yield [(VISITOR, signed_in(None)), *((member, signed_in(member)) for member in members)]


def with_ids(address: str, dice: Random) -> str:
    """The address with something real in every place."""
    segments = address.split("/")
    for place, (before, segment) in enumerate(pairwise(segments), start=1):
        if segment.startswith("<"):
            segments[place] = real(segments[place - 2] if before.startswith("<") else before, segment, dice)
    return "/h/north" + "/".join(segments)


def real(before: str, segment: str, dice: Random) -> str:
    if before in LINKED:
        record, links = LINKED[before]
        return links.to(UUID(dice.choice(ids_of(record) or ["00" * 16])))
    if segment.startswith("<uuid:"):
        return dice.choice(ids_of(NAMED.get(before, "Case")) or ["00000000-0000-0000-0000-000000000000"])
    return WORDS.get(before, "nothing")


def filled_in(client: Client, path: str, dice: Random) -> dict[str, Any]:
    """Junk in the fields that the page shows, most of them, and in one that it does not."""
    shown = client.get(path)
    names = [] if shown.streaming else FIELD.findall(shown.content.decode(errors="replace"))
    fields = {name: dice.choice(JUNK) for name in sorted({*names, "text", "name"}) if dice.random() < 0.8}
    return fields | {"nobody_asked": dice.choice(JUNK)}


@pytest.mark.parametrize(("address", "who"), PAGES)
def test_a_page_bears_junk(people, address, who):
    dice = Random(address)
    for member, client in people:
        if not Audience(who).admits(member):
            continue
        for _turn in range(TURNS):
            path = with_ids(address, dice)
            with nothing_kept():
                posted = client.post(path, filled_in(client, path, dice))
            assert posted.status_code < 500, path
        body, content_type = dice.choice(BODIES)
        with nothing_kept():
            posted = client.generic("POST", path, body, content_type)
        assert posted.status_code < 500, (path, body)
