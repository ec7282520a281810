"""What every door shares: who is asking, and who may come in at all."""

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from navet.directory.models import Membership, Person, Visitor
from navet.directory.models.providers import OF_A_HUB
from navet.directory.queries import demo_people, identity_provider_here, membership_of
from navet.hubs.middleware import HubRequest
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.kit.tables import CSV, XLSX, as_csv, as_xlsx

R = TypeVar("R", bound=HttpRequest)
P = ParamSpec("P")

VISITOR = Visitor()
SECOND_FACTOR = "second_factor"
# How a session begins; a second factor is no beginning.
WAYS_IN = {"code", "socialaccount"}
OPEN_TO_HUB_SESSIONS = ("/account/me/", "/account/oidc/", "/account/log")
KINDS = {"csv": CSV, "xlsx": XLSX}


class VisitorRequest(HubRequest):
    """A request from anybody."""

    member: Membership | Visitor


class MemberRequest(HubRequest):
    """A request from somebody who has signed in and is known in this hub."""

    member: Membership
    user: Person


class Audience(enum.Enum):
    """Whom a page is for."""

    PUBLIC = "anyone"
    SIGNED_IN = "anyone signed in"
    PARTNER = "partners' staff and the hub's staff"
    STAFF = "the hub's staff"
    INSIDER = "the hub's staff, partners' staff and auditors"
    READER = "the hub's staff and auditors"
    COORDINATOR = "coordinators and administrators"
    ADMINISTRATOR = "administrators"

    def admits(self, member: Membership | Visitor) -> bool:
        return ADMITS[self](member)


ADMITS: dict[Audience, Callable[[Membership | Visitor], bool]] = {
    Audience.PUBLIC: lambda _member: True,
    Audience.SIGNED_IN: lambda member: isinstance(member, Membership),
    Audience.PARTNER: lambda member: member.is_staff or member.is_partner_staff,
    Audience.INSIDER: lambda member: member.may_read or member.is_partner_staff,
    Audience.STAFF: lambda member: member.is_staff,
    Audience.READER: lambda member: member.may_read,
    Audience.COORDINATOR: lambda member: member.is_coordinator,
    Audience.ADMINISTRATOR: lambda member: member.is_administrator,
}


def member_here(request: HttpRequest) -> Membership | Visitor:
    """Who asks, in the chosen hub. No session cookie, no question to the database."""
    user = getattr(request, "user", None)
    if not isinstance(user, Person) or not hasattr(request, "hub"):
        return VISITOR
    return membership_of(user) or VISITOR


def only(member: Membership | Visitor, audience: Audience) -> None:
    """An endpoint's mark of whom it is for. Raises `NotAllowed`."""
    if not audience.admits(member):
        raise NotAllowed(_("You may not see this."))


def page(
    audience: Audience,
) -> Callable[[Callable[Concatenate[R, P], HttpResponse]], Callable[Concatenate[R, P], HttpResponse]]:
    """Say whom a page is for. A page without this mark fails the house test."""

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponse],
    ) -> Callable[Concatenate[R, P], HttpResponse]:
        @wraps(view)
        def opened(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not hasattr(request, "hub"):
                raise Http404
            request.member = member_here(request)  # type: ignore[attr-defined]
            if not audience.admits(request.member):  # type: ignore[attr-defined]
                return turn_away(request)
            if lacks_second_factor(request, audience):
                return redirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")
            with http_refusals():
                return answered(view, request, *args, **kwargs)

        opened.audience = audience  # type: ignore[attr-defined]
        return opened

    return decorate


def answered(
    view: Callable[Concatenate[R, P], HttpResponse], request: R, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    """What the view answers; a refusal it had no place for gets a page of its own, with every word of it."""
    try:
        return view(request, *args, **kwargs)
    except NotAllowed:
        raise
    except Refused as no:
        words = str(no) or " ".join(word for said in no.fields.values() for word in said)
        return render(request, "409.html", {"reason": words}, status=409)


@contextmanager
def http_refusals() -> Iterator[None]:
    """What a page did not answer itself, in the web's words."""
    try:
        yield
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as no:
        raise PermissionDenied(str(no)) from no


def lacks_second_factor(request: HttpRequest, audience: Audience) -> bool:
    """Whether somebody with rights over other people's work has come in with one proof only."""
    if settings.STAFF_SECOND_FACTOR == "off" or audience in {Audience.PUBLIC, Audience.SIGNED_IN}:
        return False
    proofs = request.session.get("account_authentication_methods", [])
    return not (request.session.get(SECOND_FACTOR) or any(proof.get("method") == "mfa" for proof in proofs))


def remember_second_factor(request: HttpRequest, **_details: Any) -> None:
    """Adding a passkey or an app is itself the second proof: the session need not end for it to count."""
    request.session[SECOND_FACTOR] = True


def trust_the_provider(request: HttpRequest, sociallogin: Any = None, **_details: Any) -> None:
    """A second proof asked by the identity provider counts when its token says so: `amr` holds `mfa` (RFC 8176)."""
    trusted = sociallogin and not is_of_a_hub(sociallogin.account.provider)
    claims = sociallogin.account.extra_data.get("id_token", {}) if trusted else {}
    methods = claims.get("amr")
    if isinstance(methods, list) and "mfa" in methods:
        remember_second_factor(request)


def is_of_a_hub(provider_id: str) -> bool:
    """Whether an identity provider is one that a hub's administrator has set."""
    return provider_id.startswith(OF_A_HUB)


def came_by_hub(request: HttpRequest) -> str:
    """The hub's own identity provider that this session was begun by; empty for every other way in."""
    proofs = request.session.get("account_authentication_methods", [])
    begun = [proof for proof in proofs if proof["method"] in WAYS_IN or proof.get("passwordless")]
    provider = begun[-1].get("provider", "") if begun else ""
    return provider if is_of_a_hub(provider) else ""


def keep_in_hub(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """What a hub's identity provider vouches for holds in that hub, while it is the hub's, and changes no login."""

    def user_here(request: HttpRequest, user: Any) -> Any:
        came_by = came_by_hub(request)
        provider = identity_provider_here() if came_by else None
        return AnonymousUser() if came_by and (provider is None or provider.provider_id != came_by) else user

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.user
        request.user = SimpleLazyObject(lambda: user_here(request, asked))  # type: ignore[assignment]
        path = request.path_info
        own = path.startswith("/account/") and not path.startswith(OPEN_TO_HUB_SESSIONS)
        if own and came_by_hub(request) and request.user.is_authenticated:
            return render(request, "directory/sign_in_yourself.html", status=403)
        return get_response(request)

    return middleware


def turn_away(request: HttpRequest) -> HttpResponse:
    """Nobody signed in: to the sign-in page and back. Somebody who may not: 403."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def download(kind: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A whole list as a file: `csv` or `xlsx`."""
    content = as_csv(head, rows) if kind == "csv" else as_xlsx(name, head, rows)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def key_or_none(text: str | None) -> UUID | None:
    """The key of a page of a list; a made-up one is the first page."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def here(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: the hub and who asks. The account library's pages have not asked who; ours have."""
    if not hasattr(request, "member"):
        request.member = member_here(request)  # type: ignore[attr-defined]
    return {
        "hub": getattr(request, "hub", None),
        "member": request.member,  # type: ignore[attr-defined]
        "demo_people": demo_people if settings.DEMO else None,
    }
