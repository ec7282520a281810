"""How the accounts library behaves here: no sign-up by oneself, letters in the hub's name, back into the hub."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import get_script_prefix


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come in by asking for help or by an invitation, never by a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
    """Somebody whom the organisation's own identity provider vouches for, and whom we know already."""

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Some providers write `email_verified` as the word "false": only the plain truth counts (Core 1.0, 5.1)."""
        return super().can_authenticate_by_email(login, email) and is_proven(login)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: whoever was invited or asked for help has a login. Others are told what to do."""
        shown = {"provider": sociallogin.provider, "email": sociallogin.user.email, "proven": is_proven(sociallogin)}
        raise ImmediateHttpResponse(render(request, "directory/unknown_person.html", shown, status=403))


def is_proven(login: Any) -> bool:
    """Whether the provider says that it has checked the address."""
    return any(address.verified is True for address in login.email_addresses)
