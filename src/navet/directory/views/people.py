from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from navet.directory import commands, forms
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page, remember_second_factor
from navet.directory.permissions import may_use_identity_provider
from navet.directory.queries import demo_people, find_key, identity_provider_here, is_linked, keys_of
from navet.hubs.colours import stylesheet
from navet.kit.forms import telling
from navet.kit.refusals import NotFound
from navet.kit.translated import LANGUAGES


def go_back(request: VisitorRequest) -> HttpResponse:
    """To where the reader was, if that is here; else to the hub's front."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if back and safe else get_script_prefix())


YEAR = 365 * 24 * 3600


@cache_control(max_age=300)
@page(Audience.PUBLIC)
def theme(request: VisitorRequest) -> HttpResponse:
    """The hub's own colours, as a stylesheet: the content security policy allows no inline style."""
    return HttpResponse(stylesheet(request.hub.main_colour, request.hub.accent_colour), content_type="text/css")


@cache_control(max_age=300)
@page(Audience.PUBLIC)
def logo(request: VisitorRequest) -> HttpResponse:
    """The hub's logo. As a picture of its own it can run nothing, whatever was pasted into it."""
    if not request.hub.logo:
        raise Http404
    return HttpResponse(request.hub.logo, content_type="image/svg+xml")


@page(Audience.SIGNED_IN)
def account(request: MemberRequest) -> HttpResponse:
    """Oneself: sessions, second step, keys for programs. A new key is shown in the answer and never again."""
    form = forms.MakeKeyForm(request.POST or None)
    secret, status = "", 200
    if request.method == "POST" and form.is_valid():
        with telling(form):
            _, secret = commands.make_key(request.member, request.member, **form.cleaned_data)
            form = forms.MakeKeyForm()
    if form.errors:
        status = 422
    provider = identity_provider_here() if may_use_identity_provider(request.member) else None
    linked = provider is not None and is_linked(request.member, provider)
    shown = {"form": form, "secret": secret, "keys": keys_of(request.member), "provider": provider, "linked": linked}
    return render(request, "directory/account.html", shown, status=status)


@require_POST
@page(Audience.SIGNED_IN)
def revoke_key(request: MemberRequest, id: UUID) -> HttpResponse:
    commands.revoke_key(request.member, find_key(request.member, id))
    return redirect("directory:account")


@require_POST
@page(Audience.PUBLIC)
def enter_demo(request: VisitorRequest) -> HttpResponse:
    """Be one of the invented people of a demonstration; there is no such door in a real installation."""
    chosen = [member for member in demo_people() if str(member.id) == request.POST.get("member")]
    if not settings.DEMO or not chosen:
        raise NotFound
    login(request, chosen[0].person, backend="django.contrib.auth.backends.ModelBackend")
    remember_second_factor(request)
    return go_back(request)


# Whoever forges this changes what language somebody reads; a token would cost every reader a cookie.
@csrf_exempt
@require_POST
@page(Audience.PUBLIC)
def choose_language(request: VisitorRequest) -> HttpResponse:
    """Read the pages in another language from now on, and go back to where the reader was."""
    response = go_back(request)
    if request.POST.get("language") in LANGUAGES:
        # Where the page was an answer to something posted, the browser posts that once more.
        response.status_code = 307 if "again" in request.POST else response.status_code
        response.set_cookie("language", request.POST["language"], max_age=YEAR, samesite="Lax", httponly=True)
    return response
