"""Sign-in by an identity provider: a real one, in a process of its own, asked over the loopback network."""

import socket
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from navet.directory.models import Person

BEGIN = "/h/north/account/oidc/own/login/"
ME = "/h/north/account/me/"


@pytest.fixture
def known(world, provider, settings):
    """The provider as the one of the whole installation."""
    settings.SOCIALACCOUNT_PROVIDERS = offered(settings, provider.issuer)
    return provider


def offered(settings, issuer: str) -> dict:
    app = {"provider_id": "own", "name": "The region", "client_id": "navet", "secret": "s"}
    ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    return {"openid_connect": ours | {"APPS": [app | {"settings": {"server_url": issuer}}]}}


def sign_in(client: Client, provider, sub: str, *, begin: str = BEGIN):
    """The whole way: off to the provider, and back with its answer."""
    back = provider.vouch(client.get(begin).headers["Location"], sub)
    return client.get(back.removeprefix("http://testserver"))


def english() -> Client:
    return Client(headers={"accept-language": "en"})


def test_the_sign_in_page_offers_the_provider_as_a_link_that_remembers_the_way(known):
    shown = english().get("/h/north/account/login/?next=/h/north/account/me/").content.decode()
    assert "Sign in by The region" in shown
    assert f'href="{BEGIN}?next=/h/north/account/me/"' in shown


def test_a_known_person_comes_in_by_an_address_the_provider_has_checked(world, known):
    known.knows("b1", email="Ben@example.org", email_verified=True)
    client = english()
    done = sign_in(client, known, "b1", begin=f"{BEGIN}?next={ME}")
    assert (done.status_code, done.headers["Location"]) == (302, ME)
    assert b"Ben" in client.get(ME).content


def test_the_way_back_never_leads_to_another_site(known):
    known.knows("b1", email="ben@example.org", email_verified=True)
    done = sign_in(english(), known, "b1", begin=f"{BEGIN}?next=https://evil.example/")
    assert done.headers["Location"] == "/h/north/"


def test_an_unknown_person_is_told_what_to_do_and_no_login_is_made(known):
    known.knows("x1", email="nobody@example.org", email_verified=True)
    client = english()
    refused = sign_in(client, known, "x1")
    assert refused.status_code == 403
    assert "We do not know you yet" in refused.content.decode()
    assert "nobody@example.org" in refused.content.decode()
    assert not Person.objects.filter(email="nobody@example.org").exists()
    assert client.get(ME).status_code == 302


@pytest.mark.parametrize("checked", [False, "false", None, "true", 1])
def test_an_address_the_provider_has_not_plainly_checked_is_no_proof(known, checked):
    known.knows("u1", email="dag@example.org", email_verified=checked)
    client = english()
    refused = sign_in(client, known, "u1")
    assert refused.status_code == 403
    assert "Your address is not confirmed" in refused.content.decode()
    assert client.get(ME).status_code == 302


def test_somebody_without_an_address_is_unknown(known):
    known.knows("n1", name="No address")
    refused = sign_in(english(), known, "n1")
    assert (refused.status_code, "We do not know you yet" in refused.content.decode()) == (403, True)


def test_an_address_changed_at_the_provider_takes_over_nobody(world, known):
    known.knows("a1", email="ana@example.org", email_verified=True)
    sign_in(english(), known, "a1")
    known.knows("a1", email="dag@example.org", email_verified=True)
    client = english()
    sign_in(client, known, "a1")
    shown = client.get(ME).content.decode()
    assert ("ana@example.org" in shown, "dag@example.org" in shown) == (True, False)
    assert Person.objects.get(id=world.ana.person_id).email == "ana@example.org"


def test_an_answer_works_once(known):
    known.knows("b1", email="ben@example.org", email_verified=True)
    client = english()
    back = known.vouch(client.get(BEGIN).headers["Location"], "b1").removeprefix("http://testserver")
    assert client.get(back).status_code == 302
    client.post("/h/north/account/logout/")
    again = client.get(back)
    assert (again.status_code, "did not work" in again.content.decode()) == (401, True)
    assert client.get(ME).status_code == 302


def test_an_answer_works_only_in_the_browser_that_asked(known):
    known.knows("b1", email="ben@example.org", email_verified=True)
    back = known.vouch(english().get(BEGIN).headers["Location"], "b1").removeprefix("http://testserver")
    other = english()
    other.get(BEGIN)
    assert other.get(back).status_code == 401
    assert other.get(ME).status_code == 302


def test_the_question_carries_a_state_and_a_proof_key_of_its_own(known):
    first, second = (parse_qs(urlsplit(english().get(BEGIN).headers["Location"]).query) for _ in range(2))
    assert first["code_challenge_method"] == ["S256"]
    assert first["state"] != second["state"]
    assert first["code_challenge"] != second["code_challenge"]


def test_whoever_stops_at_the_provider_is_told_so(known):
    client = english()
    state = parse_qs(urlsplit(client.get(BEGIN).headers["Location"]).query)["state"][0]
    stopped = client.get(f"{BEGIN}callback/?error=access_denied&state={state}")
    assert "You stopped the sign-in" in client.get(stopped.headers["Location"]).content.decode()


@pytest.mark.parametrize("way", ["", "callback/?code=x&state=x"])
def test_a_provider_that_is_down_is_a_page_and_no_fault(world, settings, way):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SOCIALACCOUNT_PROVIDERS = offered(settings, f"http://127.0.0.1:{free.getsockname()[1]}")
    told = english().get(BEGIN + way)
    assert (told.status_code, "A code by e-mail always works" in told.content.decode()) == (401, True)


def test_a_provider_that_fails_on_the_way_back_is_a_page_and_no_fault(known, settings):
    client = english()
    state = parse_qs(urlsplit(client.get(BEGIN).headers["Location"]).query)["state"][0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SOCIALACCOUNT_PROVIDERS = offered(settings, f"http://127.0.0.1:{free.getsockname()[1]}")
    assert client.get(f"{BEGIN}callback/?code=x&state={state}").status_code == 401


def test_an_address_that_is_no_provider_is_a_page_and_no_fault(world, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = offered(settings, f"{provider.issuer}/.well-known/nothing")
    assert english().get(BEGIN).status_code == 401
    settings.SOCIALACCOUNT_PROVIDERS = offered(settings, f"{provider.issuer}/jwks?/.well-known/")
    assert english().get(BEGIN).status_code == 401


def test_an_unknown_provider_is_not_found(world):
    assert english().get("/h/north/account/oidc/other/login/").status_code == 404
    assert english().get("/h/north/account/oidc/other/login/callback/").status_code == 404


@pytest.mark.parametrize(("methods", "status"), [(["pwd", "mfa"], 200), (["pwd"], 302), ("mfa", 302), (None, 302)])
def test_a_second_proof_at_the_provider_counts_when_its_token_says_so(known, settings, methods, status):
    settings.STAFF_SECOND_FACTOR = "required"
    known.knows("d1", email="dag@example.org", email_verified=True, amr=methods)
    client = english()
    sign_in(client, known, "d1")
    assert client.get("/h/north/hub/").status_code == status
