"""How the accounts library behaves here: no sign-up by oneself, letters in the hub's name, back into the hub."""

from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse

from navet.directory.doors import came_by_hub, is_of_a_hub
from navet.directory.models import IdentityProvider, Person
from navet.directory.permissions import may_use_identity_provider
from navet.directory.queries import identity_provider_here, membership_of
from navet.kit.secrets import unsealed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come in by asking for help or by an invitation, never by a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not while this very session has only just been signed in to."""
        proofs = get_authentication_records(context.request, context.request.user)
        recent = time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(proof["at"] > recent for proof in proofs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return get_script_prefix()

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return get_script_prefix()

    def get_from_email(self) -> str:
        hub = getattr(context.request, "hub", None)
        address = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
        return f'"{hub.name}" <{address}>' if hub else str(settings.DEFAULT_FROM_EMAIL)

    def format_email_subject(self, subject: str) -> str:
        return subject


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Identity providers: the installation's own, and the chosen hub's (docs/decisions/a-hubs-own-sign-in.md)."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        apps = list(super().list_apps(request, provider=provider, client_id=client_id))
        ours = app_of(identity_provider_here())
        if ours and provider in {None, ours.provider, ours.provider_id} and client_id in {None, ours.client_id}:
            apps.append(ours)
        return apps

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """A hub's provider speaks for those who work in the hub, and only after they have linked it themselves."""
        if not is_of_a_hub(sociallogin.account.provider):
            return
        linking = sociallogin.state.get("process") == AuthProcess.CONNECT
        person = request.user if linking else sociallogin.user
        member = membership_of(person) if isinstance(person, Person) else None
        known = member is not None and may_use_identity_provider(member)
        if not known or (linking and came_by_hub(request)):
            raise ImmediateHttpResponse(unknown(request, sociallogin))

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Some providers write `email_verified` as the word "false": only the plain truth counts (Core 1.0, 5.1)."""
        trusted = not is_of_a_hub(login.account.provider)
        return trusted and super().can_authenticate_by_email(login, email) and is_proven(login)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: whoever was invited or asked for help has a login. Others are told what to do."""
        raise ImmediateHttpResponse(unknown(request, sociallogin))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("directory:account")


def app_of(provider: IdentityProvider | None) -> SocialApp | None:
    """The hub's provider as the accounts library knows such things; kept nowhere."""
    return provider and SocialApp(
        provider="openid_connect",
        provider_id=provider.provider_id,
        name=provider.name,
        client_id=provider.client,
        secret=unsealed(provider.sealed_secret),
        settings={"server_url": provider.issuer},
    )


def is_proven(login: Any) -> bool:
    """Whether the provider says that it has checked the address."""
    return any(address.verified is True for address in login.email_addresses)


def unknown(request: HttpRequest, login: Any) -> HttpResponse:
    """The page for somebody whom the provider knows and we do not."""
    shown = {
        "provider": login.provider,
        "email": login.account.get_provider_account().get_user_data().get("email", ""),
        "proven": is_proven(login),
        "of_a_hub": is_of_a_hub(login.account.provider),
    }
    return render(request, "directory/unknown_person.html", shown, status=403)
