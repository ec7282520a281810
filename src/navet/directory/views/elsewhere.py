"""Sign-in by an identity provider: off to it, and back."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import callback
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from requests import RequestException

from navet.directory.doors import Audience, VisitorRequest, page
from navet.kit.refusals import NotFound


def with_patience(request: VisitorRequest, provider_id: str, ask: Callable[[Any], HttpResponse]) -> HttpResponse:
    """Deal with the provider; one that is silent, or says what the standard does not allow, gets a page and no fault."""
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as unknown:
        raise NotFound from unknown
    try:
        return ask(provider)
    except (RequestException, KeyError) as trouble:
        return render_authentication_error(request, provider, exception=trouble)  # type: ignore[no-any-return]


# A link and not a form: the content security policy lets no form lead to another site, not even by a redirect.
# Whoever starts this for somebody else signs that person in as herself, and no more.
@page(Audience.PUBLIC)
def sign_in_elsewhere(request: VisitorRequest, provider_id: str) -> HttpResponse:
    """Send the reader to the provider; she comes back to where she was going."""
    back = request.GET.get("next", "")
    safe = back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else None
    return with_patience(
        request, provider_id, lambda provider: provider.redirect(request, process=AuthProcess.LOGIN, next_url=safe)
    )


@page(Audience.PUBLIC)
def come_back(request: VisitorRequest, provider_id: str) -> HttpResponse:
    """The provider's answer: the library checks it and signs the person in."""
    return with_patience(request, provider_id, lambda _provider: callback(request, provider_id))
