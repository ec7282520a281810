"""What every endpoint shares: who asks, and the shape of a no."""

from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.security import HttpBearer, SessionAuth

from navet.directory.doors import VISITOR, member_here
from navet.directory.models import Membership
from navet.directory.queries import member_by_key


class Problem(Schema):
    """A refusal as RFC 9457 writes it."""

    type: str = "about:blank"
    title: str
    status: int
    fields: dict[str, list[str]] | None = None
    errors: list[dict[str, str]] | None = None


# The answers every endpoint may give besides its own.
NOS: dict[int, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


class SignedIn(SessionAuth):
    """Somebody who has signed in and is known in the chosen hub."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Membership | None:
        member = member_here(request)
        request.member = member  # type: ignore[attr-defined]
        return member if isinstance(member, Membership) else None


class WithKey(HttpBearer):
    """A program with a member's API key: `Authorization: Bearer navet_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Membership | None:
        member = member_by_key(token) if hasattr(request, "hub") else None
        request.member = member or VISITOR  # type: ignore[attr-defined]
        return member


signed_in = [SignedIn(), WithKey()]
