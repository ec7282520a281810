from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from navet.directory.doors import Audience, VisitorRequest, page
from navet.kit.translated import LANGUAGES

YEAR = 365 * 24 * 3600


@cache_control(max_age=300)
@page(Audience.PUBLIC)
def theme(request: VisitorRequest) -> HttpResponse:
    """The hub's own colours, as a stylesheet: the content security policy allows no inline style."""
    hub = request.hub
    css = f":root{{--hub-main:{hub.main_colour};--hub-accent:{hub.accent_colour}}}"
    return HttpResponse(css, content_type="text/css")


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
