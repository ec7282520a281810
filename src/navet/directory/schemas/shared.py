"""What every endpoint shares: who asks, and the shape of a no."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.security import HttpBearer, SessionAuth
from pydantic import ConfigDict
from pydantic_core import CoreSchema, core_schema

from navet.directory.doors import VISITOR, Audience, lacks_second_factor, member_here
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


def without_defaults(description: dict[str, Any]) -> None:
    for field in description["properties"].values():
        field.pop("default", None)


class Changes(Schema):
    """What somebody changes: only what is sent counts, so the description names no defaults."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    def sent(self) -> dict[str, Any]:
        return self.dict(exclude_unset=True)


class OneOf:
    """One of a record's own words, for the description and for the check: `Annotated[str, OneOf(Partner.Role.values)]`."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.literal_schema(self.words)


class SignedIn(SessionAuth):
    """Somebody who has signed in and is known in the chosen hub; whoever works there, with both proofs."""

    def _get_key(self, request: HttpRequest) -> str | None:
        """Only a browser's cookie can be abused by another site; a program has none, and no token against that."""
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Membership | None:
        member = member_here(request)
        request.member = member  # type: ignore[attr-defined]
        if not isinstance(member, Membership):
            return None
        half_in = Audience.INSIDER.admits(member) and lacks_second_factor(request, Audience.INSIDER)
        return None if half_in else member


class WithKey(HttpBearer):
    """A program with a member's API key: `Authorization: Bearer navet_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Membership | None:
        member = member_by_key(token) if hasattr(request, "hub") else None
        request.member = member or VISITOR  # type: ignore[attr-defined]
        return member


# The key first: who shows one means it, whatever cookies ride along.
signed_in = [WithKey(), SignedIn()]
