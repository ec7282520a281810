"""Who asks about an application: somebody signed in, or whoever holds its link. The cookie keeps the links."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from navet.casework.queries import find_own_application, secret_for
from navet.directory.doors import VisitorRequest

if TYPE_CHECKING:
    from navet.casework.models import Application, Guest
    from navet.directory.models import Membership

COOKIE = "applications"
HALF_A_YEAR = 180 * 24 * 3600
MOST = 6


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def links_in(request: VisitorRequest) -> list[str]:
    return [secret for secret in request.COOKIES.get(COOKIE, "").split(".") if secret][:MOST]


def own_application(request: VisitorRequest, id: UUID) -> "tuple[Membership | Guest, Application]":
    """The application, and as whom this request may speak for it. Raises `NotFound`."""
    who, application = find_own_application(request.member, id, secrets=links_in(request))
    application.hub = request.hub
    return who, application


def way_back(request: VisitorRequest, application: "Application") -> str:
    """The whole address that leads back to this application, when this browser holds it."""
    secret = secret_for(application, links_in(request))
    return request.build_absolute_uri(reverse("casework:return_to_application", args=[secret])) if secret else ""


def remember(response: HttpResponse, request: VisitorRequest, secret: str) -> HttpResponse:
    """Keep the way back in this browser, the newest first, for this hub's pages only."""
    return _keep(response, request, [secret, *(known for known in links_in(request) if known != secret)])


def _keep(response: HttpResponse, request: VisitorRequest, secrets: Iterable[str]) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        ".".join(list(secrets)[:MOST]),
        max_age=HALF_A_YEAR,
        path=getattr(request, "mount", "/"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
