"""Somebody keeps her login: a passkey in the browser's own authenticator, sessions seen and ended, no JavaScript."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache

HUB = "/hub/"


def give_authenticator(walker) -> None:
    """The browser's own virtual authenticator, with a finger on it (WebAuthn level 3, 11.2)."""
    wires = walker.page.context.new_cdp_session(walker.page)
    wires.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wires.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def an_hour_passes() -> None:
    """Every session was signed in to an hour earlier than it was."""
    for kept in Session.objects.all():
        session = SessionStore(kept.session_key)
        for proof in session[AUTHENTICATION_METHODS_SESSION_KEY]:
            proof["at"] -= 3600
        session.save()


def sign_in_by_code(walker, email: str, *, then: str = "/account/me/"):
    walker.go(f"/account/login/?next=/h/north{then}")
    walker.fill(login=email).press("Send me a code")
    walker.fill(code=mail.outbox[-1].subject.split()[0]).press("Sign in")
    return walker


@pytest.fixture(autouse=True)
def patient() -> None:
    """The many sign-ins of these tests are no attack: each begins with a clean count."""
    cache.clear()


@pytest.fixture
def strict(visit, settings):
    settings.STAFF_SECOND_FACTOR = "required"
    return visit


@pytest.mark.parametrize("width", [390, 1280])
def test_staff_add_a_passkey_come_in_by_it_and_remove_it(strict, region, width):
    cia = strict(width=width)
    give_authenticator(cia)
    sign_in_by_code(cia, "cia@example.org", then=HUB)
    assert cia.sees("Second step")
    cia.press("Add a passkey")
    cia.fill(name="My laptop").press("Add the passkey")
    assert cia.sees("Recovery codes")
    cia.go(HUB)
    assert cia.sees("Partners")

    cia.go("/account/me/").press("Sign out")
    cia.go(f"/account/login/?next=/h/north{HUB}")
    assert cia.press("Sign in with a passkey").sees("Partners")

    cia.go("/account/2fa/webauthn/")
    assert cia.sees("My laptop")
    an_hour_passes()
    cia.press("Remove My laptop")
    assert cia.sees("Is it still you?")
    cia.press("Use the passkey").press("Use the passkey")
    cia.press("Remove the passkey")
    assert not cia.go("/account/2fa/webauthn/").sees("My laptop")


def test_a_cancelled_passkey_is_told_on_the_page(visit):
    visitor = visit()
    visitor.go("/account/login/").page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }"
    )
    visitor.tap("Sign in with a passkey")
    visitor.page.get_by_text("The passkey was not used").wait_for()
    visitor.look()


@pytest.mark.parametrize("width", [390, 1280])
def test_without_javascript_a_code_signs_in_and_an_app_is_the_second_step(strict, region, width):
    cia = strict(javascript=False, width=width)
    assert cia.go("/account/login/").sees("A passkey needs JavaScript")
    sign_in_by_code(cia, "cia@example.org", then=HUB)
    cia.press("Use an app")
    secret = cia.page.locator("[data-secret]").inner_text()
    cia.fill(code=number(secret)).press("Use this app")
    assert cia.go(HUB).sees("Partners")


def number(secret: str) -> str:
    """What the app shows now (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_session_elsewhere_is_seen_and_ended(visit, region):
    phone, desk = visit(width=390), visit()
    sign_in_by_code(phone, "ana@example.org")
    sign_in_by_code(desk, "ana@example.org")
    desk.press("Where you are signed in")
    assert desk.sees("here, now")
    desk.press("Sign out everywhere else")
    assert desk.go("/account/me/").sees("Ana")
    phone.go("/account/me/")
    assert "/account/login/" in phone.page.url
