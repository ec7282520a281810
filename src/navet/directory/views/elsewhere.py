"""Sign-in by an identity provider: off to it, and back."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import callback
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from requests import RequestException

from navet.directory import commands, forms
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page
from navet.directory.queries import identity_provider_here
from navet.directory.views.hubs import answer
from navet.hubs.middleware import HubRequest
from navet.hubs.queries import address_of
from navet.kit.refusals import NotFound


def with_patience(request: HubRequest, provider_id: str, ask: Callable[[Any], HttpResponse]) -> HttpResponse:
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


@require_POST
@page(Audience.SIGNED_IN)
def link_identity(request: MemberRequest) -> HttpResponse:
    """One more step to the hub's own provider, where the person shows which login is hers."""
    provider = provider_of_hub()

    def lead(there: Any) -> HttpResponse:
        address = there.redirect(request, process=AuthProcess.CONNECT).url
        return render(request, "directory/link_identity.html", {"provider": provider, "address": address})

    return with_patience(request, provider.provider_id, lead)


@require_POST
@page(Audience.SIGNED_IN)
def unlink_identity(request: MemberRequest) -> HttpResponse:
    commands.unlink_identity(request.member, request.member, provider_of_hub())
    return redirect("directory:account")


def provider_of_hub() -> Any:
    """The hub's own identity provider. Raises `NotFound`."""
    provider = identity_provider_here()
    if provider is None:
        raise NotFound
    return provider


@page(Audience.ADMINISTRATOR)
def set_identity_provider(request: MemberRequest) -> HttpResponse:
    """The hub's own identity provider; its secret is never shown again."""
    provider = identity_provider_here()
    form = forms.IdentityProviderForm(request.POST or None, initial=forms.IdentityProviderForm.of(provider))
    return answer(
        request,
        form,
        lambda: commands.set_identity_provider(request.member, request.hub, **form.cleaned_data),
        title=str(forms.IDENTITY_PROVIDER),
        back="directory:set_identity_provider",
        template="directory/identity_provider.html",
        provider=provider,
        callback=address_of_callback(request, provider),
    )


def address_of_callback(request: MemberRequest, provider: Any) -> str:
    """What the administrator writes down at the provider; known once the provider is named here."""
    return address_of(request.hub, f"/account/oidc/{provider.provider_id}/login/callback/") if provider else ""


@require_POST
@page(Audience.ADMINISTRATOR)
def remove_identity_provider(request: MemberRequest) -> HttpResponse:
    commands.remove_identity_provider(request.member, request.hub, provider_of_hub())
    return redirect("directory:hub")


@page(Audience.SIGNED_IN)
def connections(_request: MemberRequest) -> HttpResponse:
    """The library's list of links: ours is on the account's own page."""
    return redirect("directory:account")


@page(Audience.PUBLIC)
def come_back(request: VisitorRequest, provider_id: str) -> HttpResponse:
    """The provider's answer: the library checks it and signs the person in."""
    return with_patience(request, provider_id, lambda _provider: callback(request, provider_id))
