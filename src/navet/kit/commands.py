"""One decorator marks everything the platform can do."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from navet.kit.refusals import NotAllowed, as_refusal


class Actor(Protocol):
    """Whoever acts: a person in a hub, a visitor, or the platform itself."""

    @property
    def actor_name(self) -> str: ...

    @property
    def actor_id(self) -> UUID | None: ...


class Platform:
    """The platform itself, when nobody else acts: the clock, a listener."""

    actor_name = "navet"
    actor_id = None


PLATFORM = Platform()

A = TypeVar("A", bound=Actor)
T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

COMMANDS: list[Callable[..., Any]] = []


def command(
    *, may: Callable[[Any, Any], bool]
) -> Callable[[Callable[Concatenate[A, T, P], R]], Callable[Concatenate[A, T, P], R]]:
    """Make a function a command: it asks `may` first, and happens whole or not at all.

    Every command reads `verb(who, thing, *, details)`. Raises `NotAllowed` when `may` says no and
    `Refused` when a record's or the database's rule is broken.
    """

    def decorate(function: Callable[Concatenate[A, T, P], R]) -> Callable[Concatenate[A, T, P], R]:
        @wraps(function)
        def guarded(who: A, thing: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not may(who, thing):
                raise NotAllowed(_("You may not do this."))
            try:
                with transaction.atomic():
                    return function(who, thing, *args, **kwargs)
            except (ValidationError, IntegrityError) as error:
                raise as_refusal(error) from error

        COMMANDS.append(guarded)
        return guarded

    return decorate
