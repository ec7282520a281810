"""Who may come in: audiences, the second factor, the wall between hubs, the demonstration's door."""

import pytest
from django.conf import settings as real_settings
from django.core import mail
from django.test import Client

from navet.directory.doors import Audience
from navet.directory.models import Membership, Person


def test_each_audience_admits_whom_it_names(world):
    people = [world.ana, world.eva, world.ben, world.cia, world.dag, world.fia]
    admitted = {audience: "".join(p.name[0] for p in people if audience.admits(p)) for audience in Audience}
    assert admitted == {
        Audience.PUBLIC: "AEBCDF",
        Audience.SIGNED_IN: "AEBCDF",
        Audience.PARTNER: "EBCD",
        Audience.STAFF: "BCD",
        Audience.READER: "BCDF",
        Audience.INSIDER: "EBCDF",
        Audience.COORDINATOR: "CD",
        Audience.ADMINISTRATOR: "D",
    }


def test_an_access_that_has_ended_admits_nobody(world, as_member):
    Membership.objects.filter(id=world.ben.id).update(until="2020-01-01")
    assert as_member(world.ben).get("/h/north/account/me/").status_code == 403


def test_a_member_of_the_neighbour_is_nobody_here(world, as_member):
    assert as_member(world.neighbour).get("/h/north/account/me/").status_code == 403
    assert as_member(world.neighbour).get("/h/south/account/me/").status_code == 200


def test_an_unknown_hub_is_not_found_and_outside_every_hub_there_are_no_pages(world):
    assert Client().get("/h/nowhere/account/me/").status_code == 404
    assert Client().get("/theme.css").status_code == 404


def test_a_hub_with_its_own_domain_needs_no_prefix(world, settings):
    settings.ALLOWED_HOSTS = ["north.example.org"]
    world.hub.domain = "north.example.org"
    world.hub.save()
    assert Client().get("/theme.css", headers={"host": "north.example.org"}).status_code == 200


def test_signing_in_by_a_code_from_the_letter(world):
    client = Client(headers={"accept-language": "sv"})
    asked = client.post("/h/north/account/login/", {"login": "ana@example.org"})
    assert asked.headers["Location"] == "/h/north/account/login/code/confirm/"
    (letter,) = mail.outbox
    code = letter.subject.split()[0]
    assert letter.from_email.startswith('"North hub" <')
    done = client.post(asked.headers["Location"], {"code": code})
    assert (done.status_code, done.headers["Location"]) == (302, "/h/north/")
    assert client.get("/h/north/account/me/").status_code == 200


def test_nobody_signs_up_and_an_unknown_address_is_not_told_apart(world):
    client = Client()
    assert (
        client.post("/h/north/account/signup/", {"email": "nobody@example.org"}).templates[0].name
        == "account/signup_closed.html"
    )
    asked = client.post("/h/north/account/login/", {"login": "nobody@example.org"})
    assert asked.headers["Location"] == "/h/north/account/login/code/confirm/"
    assert not Person.objects.filter(email="nobody@example.org").exists()


@pytest.fixture
def strict(settings):
    settings.STAFF_SECOND_FACTOR = "required"


def test_staff_need_a_second_factor(world, strict):
    client = Client()
    client.force_login(world.dag.person, backend="django.contrib.auth.backends.ModelBackend")
    page = "/h/north/hub/"
    sent = client.get(page)
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith("/h/north/account/2fa/")
    session = client.session
    session["second_factor"] = True
    session.save()
    assert client.get(page).status_code == 200


def test_a_contact_needs_one_proof_only(world, strict):
    client = Client()
    client.force_login(world.ana.person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/h/north/account/me/").status_code == 200


def test_a_demonstration_lets_one_be_an_invented_person(world, settings):
    settings.DEMO = True
    client = Client()
    assert b"Ben" in client.get("/h/north/account/login/").content
    entered = client.post("/h/north/demo/enter/", {"member": str(world.ben.id), "next": "/h/north/account/me/"})
    assert entered.headers["Location"] == "/h/north/account/me/"
    assert b"Ben" in client.get("/h/north/account/me/").content
    assert client.post("/h/north/demo/enter/", {"member": "x"}).status_code == 404


def test_a_real_installation_has_no_such_door(world):
    assert real_settings.DEMO is False
    assert Client().post("/h/north/demo/enter/", {"member": str(world.ben.id)}).status_code == 404


@pytest.mark.parametrize(
    ("back", "goes"), [("/h/north/x", "/h/north/x"), ("https://evil.example/", "/h/north/"), ("", "/h/north/")]
)
def test_choosing_a_language_goes_back_to_where_one_was_and_nowhere_else(world, back, goes):
    client = Client()
    chosen = client.post("/h/north/language/", {"language": "sv", "next": back})
    assert (chosen.headers["Location"], client.cookies["language"].value) == (goes, "sv")
    assert "language" not in Client().post("/h/north/language/", {"language": "xx"}).cookies


@pytest.mark.parametrize(("wish", "language"), [("nb", "sv"), ("sv-SE", "sv"), ("en-GB", "en"), ("de", "en")])
def test_a_page_speaks_the_readers_language_if_the_hub_does_too(world, wish, language):
    page = Client(headers={"accept-language": wish}).get("/h/north/account/login/").content
    assert f'<html lang="{language}"'.encode() in page
