"""A hub's own identity provider: it speaks for those who work in the hub, in that hub, once they linked it themselves."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from navet.directory.commands import remove_identity_provider, set_identity_provider, unlink_identity
from navet.directory.models import IdentityProvider, Membership, Role
from navet.directory.queries import identity_provider_here
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused
from navet.kit.secrets import unsealed

PAGE = "/h/north/hub/identity-provider/"
ME = "/h/north/account/me/"
HIDDEN = "a secret nobody sees"


@pytest.fixture
def own(world, provider) -> IdentityProvider:
    return set_identity_provider(
        world.dag, world.hub, name="Northern ID", issuer=provider.issuer, client="navet", secret=HIDDEN
    )


def begin(own: IdentityProvider) -> str:
    return f"/h/north/account/oidc/{own.provider_id}/login/"


def through(client: Client, provider, address: str, sub: str):
    """Sign in on the provider's page, and come back with its answer."""
    return client.get(provider.vouch(address, sub).removeprefix("http://testserver"))


def link(client: Client, provider, sub: str):
    shown = client.post("/h/north/account/me/identity/").content.decode()
    address = unescape(shown.split(f'href="{provider.issuer}')[1].split('"')[0])
    return through(client, provider, provider.issuer + address, sub)


def come(provider, own: IdentityProvider, sub: str) -> tuple[Client, object]:
    client = Client(headers={"accept-language": "en"})
    return client, through(client, provider, client.get(begin(own)).headers["Location"], sub)


@pytest.fixture
def linked(world, provider, own, as_member) -> IdentityProvider:
    """Ben has linked the provider's `b`."""
    provider.knows("b", email="other@example.org", email_verified=False)
    assert link(as_member(world.ben), provider, "b").headers["Location"] == ME
    return own


def test_it_is_kept_sealed_and_told(world, own):
    kept = IdentityProvider.objects.get()
    assert (unsealed(kept.sealed_secret), HIDDEN in kept.sealed_secret) == (HIDDEN, False)
    assert [e.fact for e in time_line(own.id)] == ["IdentityProviderSet"]


def test_a_sealed_secret_is_unreadable_with_another_key(own, settings):
    settings.SECRET_KEY = "another"
    assert unsealed(own.sealed_secret) == ""


def test_only_an_administrator(world, own):
    for member in (world.ana, world.ben, world.cia, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            set_identity_provider(member, world.hub, name="x", issuer="https://x.example", client="x", secret="x")
        with pytest.raises(NotAllowed):
            remove_identity_provider(member, world.hub, own)
        with pytest.raises(NotAllowed):
            unlink_identity(member, world.dag, own)


@pytest.mark.parametrize(
    "issuer", ["http://login.example.org", "ftp://login.example.org", "https//x", "http://10.0.0.1"]
)
def test_the_provider_speaks_an_encrypted_protocol(world, issuer):
    with pytest.raises(Refused) as refused:
        set_identity_provider(world.dag, world.hub, name="x", issuer=issuer, client="x", secret="x")
    assert list(refused.value.fields) == ["issuer"]


def test_a_production_server_asks_no_provider_on_its_own_machine(world, settings):
    settings.SESSION_COOKIE_SECURE = True
    with pytest.raises(Refused):
        set_identity_provider(world.dag, world.hub, name="x", issuer="http://localhost:1", client="x", secret="x")


def test_the_first_time_a_secret_is_needed_and_later_an_empty_one_keeps_it(world, as_member, provider):
    client = as_member(world.dag)
    typed = {"name": "Northern ID", "issuer": "https://login.example.org/", "client": "navet", "secret": ""}
    refused = client.post(PAGE, typed)
    assert (refused.status_code, b"Northern ID" in refused.content) == (422, True)
    assert client.post(PAGE, typed | {"secret": HIDDEN}).status_code == 302
    assert client.post(PAGE, typed | {"name": "Other name"}).status_code == 302
    kept = IdentityProvider.objects.get()
    assert (kept.name, unsealed(kept.sealed_secret)) == ("Other name", HIDDEN)
    shown = client.get(PAGE).content.decode()
    assert HIDDEN not in shown
    assert f"/h/north/account/oidc/{kept.provider_id}/login/callback/" in shown
    assert as_member(world.cia).get(PAGE).status_code == 403


def test_the_button_stands_on_this_hubs_sign_in_page_only(own):
    client = Client(headers={"accept-language": "en"})
    assert "Sign in by Northern ID" in client.get("/h/north/account/login/").content.decode()
    assert "Northern ID" not in client.get("/h/south/account/login/").content.decode()
    assert client.get(begin(own).replace("north", "south")).status_code == 404
    assert client.get(f"{begin(own).replace('north', 'south')}callback/?code=x&state=x").status_code == 404


def test_nobody_comes_in_by_an_address_alone(world, provider, own):
    provider.knows("evil", email="dag@example.org", email_verified=True)
    client, refused = come(provider, own, "evil")
    assert (refused.status_code, "Your login is not linked yet" in refused.content.decode()) == (403, True)
    assert client.get(ME).status_code == 302
    assert not SocialAccount.objects.exists()


def test_whoever_linked_the_login_comes_in_by_it(provider, linked):
    client, done = come(provider, linked, "b")
    assert (done.status_code, "Ben" in client.get(ME).content.decode()) == (302, True)


def test_such_a_session_is_a_visitors_in_every_other_hub(world, provider, linked):
    with inside(world.other.id):
        Membership.objects.create(person=world.ben.person, name="Ben", email="ben@example.org", role=Role.ADMINISTRATOR)
    client, _done = come(provider, linked, "b")
    assert client.get("/h/south/account/me/").status_code == 302
    assert client.get("/h/south/account/2fa/").status_code == 302
    assert client.get("/h/north/hub/", follow=True).status_code == 403


def test_signing_in_with_a_code_afterwards_opens_the_other_hub_again(world, provider, linked):
    with inside(world.other.id):
        Membership.objects.create(person=world.ben.person, name="Ben", email="ben@example.org", role=Role.ADVISER)
    client, _done = come(provider, linked, "b")
    asked = client.post("/h/south/account/login/", {"login": "ben@example.org"})
    code = mail.outbox[-1].subject.split()[0]
    assert client.post(asked.headers["Location"], {"code": code}).status_code == 302
    assert client.get("/h/south/account/me/").status_code == 200
    assert client.get(ME).status_code == 200


@pytest.mark.parametrize("path", ["2fa/", "2fa/webauthn/add/", "sessions/", "email/", "2fa/recovery-codes/"])
def test_such_a_session_changes_no_login(provider, linked, path):
    client, _done = come(provider, linked, "b")
    closed = client.get(f"/h/north/account/{path}")
    assert (closed.status_code, "Sign in with a code for this" in closed.content.decode()) == (403, True)


def test_such_a_session_links_no_further_login(provider, linked):
    client, _done = come(provider, linked, "b")
    provider.knows("second")
    assert link(client, provider, "second").status_code == 403
    assert SocialAccount.objects.count() == 1


def test_a_second_factor_keeps_the_session_in_its_hub(world, provider, linked):
    secret = generate_totp_secret()
    TOTP.activate(world.ben.person, secret)
    client, asked = come(provider, linked, "b")
    assert asked.headers["Location"].startswith("/h/north/account/2fa/authenticate/")
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/h/north/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=world.ben.person).exists()
    assert client.get(ME).status_code == 200
    assert client.get("/h/north/account/2fa/").status_code == 403
    assert client.get("/h/south/account/me/").status_code == 302


def test_the_hubs_provider_cannot_say_that_it_asked_for_a_second_proof(world, provider, linked, settings):
    settings.STAFF_SECOND_FACTOR = "required"
    provider.knows("b", amr=["mfa"])
    client, _done = come(provider, linked, "b")
    assert "/account/2fa/" in client.get("/h/north/customers/").headers["Location"]


def test_a_customers_contact_neither_links_nor_comes_in(world, provider, own, linked, as_member):
    provider.knows("a")
    assert link(as_member(world.ana), provider, "a").status_code == 403
    Membership.objects.filter(id=world.ben.id).update(role=Role.CONTACT)
    assert come(provider, linked, "b")[1].status_code == 403
    assert b"Northern ID" not in as_member(world.ana).get(ME).content


def test_a_login_that_is_somebody_elses_is_not_taken(world, provider, linked, as_member):
    link(as_member(world.cia), provider, "b")
    assert SocialAccount.objects.get().user == world.ben.person


def test_removing_the_provider_ends_the_sessions_it_began(world, provider, linked, as_member):
    client, _done = come(provider, linked, "b")
    assert as_member(world.dag).post(f"{PAGE}removal/").status_code == 302
    assert (identity_provider_here(), SocialAccount.objects.count()) == (None, 0)
    assert client.get(ME).status_code == 302
    assert as_member(world.dag).post(f"{PAGE}removal/").status_code == 404


def test_another_issuer_is_another_provider_and_knows_nobody(world, provider, linked):
    set_identity_provider(world.dag, world.hub, name="New", issuer=provider.issuer, client="other", secret="")
    assert come(provider, identity_provider_here(), "b")[1].status_code == 403


def test_a_link_is_ended_by_oneself(world, provider, linked, as_member):
    client = as_member(world.ben)
    assert b"opens this hub" in client.get(ME).content
    assert client.post("/h/north/account/me/identity/end/").headers["Location"] == ME
    assert SocialAccount.objects.count() == 0
    assert [e.fact for e in time_line(world.ben.id)] == ["IdentityUnlinked"]
    assert client.get("/h/north/account/3rdparty/").headers["Location"] == ME
    assert come(provider, linked, "b")[1].status_code == 403


def test_the_question_names_the_hubs_own_client(own):
    asked = Client().get(begin(own)).headers["Location"]
    assert parse_qs(urlsplit(asked).query)["client_id"] == ["navet"]
