"""Chooses the hub of a request, and the reader's language, before any page is reached."""

import re
import zoneinfo
from collections.abc import Callable, Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from navet.hubs.chosen import inside
from navet.hubs.models import Hub
from navet.hubs.queries import hub_by_domain, hub_by_slug
from navet.kit.translated import NEIGHBOURS

HUB_PATH = re.compile(r"/h/(?P<slug>[-\w]+)(?P<rest>/.*)")

# Who wishes for Norwegian, or for Nynorsk, reads Bokmål rather than another language (ISO 639: "no" is both).
NORWEGIAN = {"no": "nb", "nn": "nb"}

Page = Callable[[HttpRequest], HttpResponse]


class HubRequest(HttpRequest):
    """A request to one hub."""

    hub: Hub


class ChooseHub:
    """Serve `/h/<slug>/…`, or the hub's own domain, as if the platform were that hub's own, mounted there."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = HUB_PATH.fullmatch(request.path_info)
        if match is None:
            hub = hub_by_domain(request.get_host().split(":")[0])
            return self._serve(request, hub, "") if hub else self.get_response(request)
        hub = hub_by_slug(match["slug"])
        if hub is None:
            raise Http404
        request.path_info = match["rest"]
        return self._serve(request, hub, f"h/{hub.slug}/")

    def _serve(self, request: HttpRequest, hub: Hub, mount: str) -> HttpResponse:
        prefix = get_script_prefix()
        set_script_prefix(prefix + mount)
        request.hub = hub  # type: ignore[attr-defined]
        request.mount = prefix + mount  # type: ignore[attr-defined]
        try:
            with (
                inside(hub.id),
                translation.override(language_of(request, hub)),
                timezone.override(zoneinfo.ZoneInfo(hub.time_zone)),
            ):
                return self.get_response(request)
        finally:
            set_script_prefix(prefix)


def language_of(request: HttpRequest, hub: Hub) -> str:
    """The language the reader chose, else the browser's wish, else the hub's first."""
    spoken = {*hub.languages, "en"}
    chosen = request.COOKIES.get("language", "")
    if chosen in spoken:
        return chosen
    return wished_language(request, spoken) if "HTTP_ACCEPT_LANGUAGE" in request.META else hub.first_language


def wished_language(request: HttpRequest, spoken: Collection[str]) -> str:
    """Of the languages spoken here the one the browser wishes for most, else a neighbour of one it wishes for, else English.

    Django's own choice knows the platform's languages only, not a hub's, and no Norwegian but Bokmål.
    """
    wishes = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wished = [code.split("-")[0] for code, weight in wishes if weight]
    own = [NORWEGIAN.get(code, code) for code in wished]
    near = [neighbour for code in own for neighbour in NEIGHBOURS.get(code, ())]
    return next((code for code in [*own, *near] if code in spoken), "en")
