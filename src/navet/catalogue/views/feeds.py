"""The catalogue for other sites and other machines: readable from anywhere, and asked again only when it changed."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from navet.catalogue import cpsv, queries
from navet.catalogue.doors import kept
from navet.catalogue.views.public import LONGEST_QUESTION, address_of
from navet.directory.doors import Audience, VisitorRequest, page
from navet.kit.translated import LANGUAGES

MOST = 1000
SCRIPT = Path(__file__).parents[1] / "static" / "catalogue" / "embed.js"


@require_safe
@page(Audience.PUBLIC)
def feed(request: VisitorRequest) -> HttpResponse:
    """The open services as JSON, in one language; narrowed by the same words as the page, by `q` and by `limit`."""

    def answer() -> bytes:
        language = spoken(request)
        choices = queries.read_choices(dict(request.GET.lists()))
        text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
        rows = queries.feed_rows(language, text=text, choices=choices, limit=limit(request))
        services = [row | addresses(request, row["slug"], row["id"]) for row in rows]
        body = {"hub": request.hub.name, "language": language, "url": full(request, "services"), "services": services}
        return json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False).encode()

    return for_everyone(request, answer, "application/json")


@require_safe
@page(Audience.PUBLIC)
def cpsv_export(request: VisitorRequest) -> HttpResponse:
    """The open services as CPSV-AP 3.2 in JSON-LD."""

    def answer() -> bytes:
        items = queries.shelf().items.values()
        pages = {item.id: full(request, "service", item.slug) for item in items}
        asks = {item.id: asking(request, item.id) for item in items}
        publisher = queries.publisher(request.hub, full(request, "services"))
        document = cpsv.export(publisher, queries.offers_for_export(pages, asks))
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    return for_everyone(request, answer, "application/ld+json")


@require_safe
@page(Audience.PUBLIC)
def embed_script(request: VisitorRequest) -> HttpResponse:
    """The small script another site uses to show the services; its address never changes."""
    return for_everyone(request, script, "text/javascript; charset=utf-8", stamp=script)


@require_safe
@page(Audience.PUBLIC)
def embed(request: VisitorRequest) -> HttpResponse:
    """How another site shows the services: the lines to copy, and how they look."""
    language = spoken(request)
    asked = request.GET.copy()
    asked["language"] = language
    context = {
        "feed": f"{full(request, 'feed')}?{asked.urlencode()}",
        "script": full(request, "embed_script"),
        "page": full(request, "services"),
        "language": language,
        "languages": LANGUAGES.items(),
        "pillars": queries.words("pillars").values(),
        "pillar": request.GET.get("pillar", ""),
    }
    return render(request, "catalogue/embed.html", context)


def for_everyone(request: HttpRequest, answer: Any, kind: str, stamp: Any = None) -> HttpResponse:
    """An answer any site may read; one that has it already, and it is still true, is told only that."""
    about = (stamp or queries.catalogue_stamp)(), request.get_full_path(), request.get_host()
    etag = f'"{hashlib.sha256(repr(about).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(kept(request, answer, kind), content_type=kind)
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=300"
    return response


@cache
def script() -> bytes:
    return SCRIPT.read_bytes()


def spoken(request: VisitorRequest) -> str:
    """The language asked for, else the hub's first: never the browser's, which belongs to the other site."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else request.hub.first_language


def limit(request: HttpRequest) -> int:
    asked = request.GET.get("limit", "")
    return min(int(asked), MOST) if asked.isascii() and asked.isdigit() and len(asked) < 6 else MOST


def full(request: HttpRequest, name: str, *parts: str) -> str:
    return request.build_absolute_uri(reverse(f"catalogue:{name}", args=parts))


def addresses(request: HttpRequest, slug: str, id: Any) -> dict[str, str]:
    page = full(request, "service", slug)
    return {"url": page, "apply_url": asking(request, id) or page}


def asking(request: HttpRequest, id: Any) -> str:
    """Where one asks for a service; empty while nothing takes requests."""
    ask = address_of("casework:start_application")
    return request.build_absolute_uri(f"{ask}?service={id}") if ask else ""
