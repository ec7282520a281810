from datetime import date, timedelta

import pytest
from django.utils import timezone

from navet.directory.commands import make_key, revoke_key
from navet.directory.models import ApiKey
from navet.directory.queries import member_by_key
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused

SOON = timezone.localdate() + timedelta(days=30)


def test_a_key_acts_as_its_member_until_its_last_day_or_its_revocation(world):
    key, secret = make_key(world.ben, world.ben, name="Script", ends_on=SOON)
    assert member_by_key(secret) == world.ben
    assert member_by_key(secret + "x") is None
    assert secret not in str(ApiKey.objects.values().get())
    revoke_key(world.ben, key)
    revoke_key(world.ben, key)
    assert member_by_key(secret) is None
    assert [e.fact for e in time_line(key.id)] == ["KeyMade", "KeyRevoked"]


def test_an_ended_key_and_an_ended_members_key_open_nothing(world):
    key, secret = make_key(world.ben, world.ben, name="Script", ends_on=SOON)
    world.ben.until = date(2020, 1, 1)
    world.ben.save()
    assert member_by_key(secret) is None
    ApiKey.objects.filter(id=key.id).update(ends_on=date(2020, 1, 1))
    assert member_by_key(secret) is None


def test_only_for_oneself_and_not_in_the_past(world):
    with pytest.raises(NotAllowed):
        make_key(world.ben, world.cia, name="Script", ends_on=SOON)
    with pytest.raises(Refused, match="past"):
        make_key(world.ben, world.ben, name="Script", ends_on=date(2020, 1, 1))
    key, _ = make_key(world.ben, world.ben, name="Script", ends_on=SOON)
    with pytest.raises(NotAllowed):
        revoke_key(world.cia, key)
    revoke_key(world.dag, key)


def test_the_neighbours_key_is_nobodys_here(world):
    with inside(world.other.id):
        _, secret = make_key(world.neighbour, world.neighbour, name="Script", ends_on=SOON)
    assert member_by_key(secret) is None


def test_the_page_makes_shows_once_and_revokes(world, as_member):
    client = as_member(world.ben)
    shown = client.post("/h/north/account/me/", {"name": "Script", "ends_on": SOON.isoformat()})
    assert shown.status_code == 200
    assert b"navet_" in shown.content
    assert b"navet_" not in client.get("/h/north/account/me/").content
    assert client.post("/h/north/account/me/", {"name": "", "ends_on": "never"}).status_code == 422
    past = client.post("/h/north/account/me/", {"name": "Kept words", "ends_on": "2020-01-01"})
    assert (past.status_code, b"Kept words" in past.content) == (422, True)
    key = ApiKey.objects.get()
    assert as_member(world.cia).post(f"/h/north/account/me/keys/{key.id}/revocation/").status_code == 404
    assert client.post(f"/h/north/account/me/keys/{key.id}/revocation/").status_code == 302
    assert ApiKey.objects.get().revoked_at is not None


def test_nobody_without_signing_in(world, as_member):
    assert as_member(None).get("/h/north/account/me/").status_code == 302
