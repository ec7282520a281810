from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from navet.directory.doors import Audience, VisitorRequest, page
from navet.kit.colours import stylesheet
from navet.kit.translated import LANGUAGES

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


@require_POST
@page(Audience.PUBLIC)
def choose_language(request: VisitorRequest) -> HttpResponse:
    """Read the pages in another language from now on, and go back to where the reader was."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(back if safe else "/")
    if request.POST.get("language") in LANGUAGES:
        response.set_cookie("language", request.POST["language"], max_age=YEAR, samesite="Lax", httponly=True)
    return response
