"""How the accounts library behaves here: no sign-up by oneself, letters in the hub's name, back into the hub."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix

from navet.directory.queries import is_welcome


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
    """Somebody whom the organisation's own identity provider vouches for, and whom the hub has made a place for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return is_welcome(sociallogin.user.email)
