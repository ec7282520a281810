"""The door for machines: every module's router, and the ways an endpoint says no (RFC 9457)."""

from decimal import InvalidOperation
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db import DataError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from navet.config.describing import Api
from navet.directory.schemas import signed_in
from navet.kit.middleware import PROBLEM
from navet.kit.refusals import NotAllowed, NotFound, Refused

api = Api(title="Navet", version="1.0.0", auth=signed_in, docs_url=None, urls_namespace="api")

for name in settings.MODULES:
    if find_spec(f"navet.{name}.api"):
        api.add_router("", import_module(f"navet.{name}.api").router)


def problem(request: HttpRequest, status: int, title: str, **more: Any) -> HttpResponse:
    """A problem as RFC 9457 writes it."""
    body = {"type": "about:blank", "title": title, "status": status, **more}
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = PROBLEM
    return response


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(request, 409, str(error), **({"fields": error.fields} if error.fields else {}))


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return problem(request, 403, str(error) or "Forbidden")


@api.exception_handler(NotFound)
@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 404, "Not found")


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(request, 401, "Sign in, or send a key")


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [{"place": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors]
    title = "; ".join(f"{p['place']}: {p['message']}" for p in places) or "Not understood"
    return problem(request, 422, title, errors=places)


@api.exception_handler(DataError)
@api.exception_handler(UnicodeEncodeError)
@api.exception_handler(InvalidOperation)
@api.exception_handler(OverflowError)
def not_kept(request: HttpRequest, error: Exception) -> HttpResponse:
    """What no database can keep and no reckoning can hold: a NUL, half of a surrogate pair, an endless number."""
    if connection.in_atomic_block:
        transaction.set_rollback(True)
    return problem(request, 422, "A text or a number holds what cannot be kept")


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, error.message)
