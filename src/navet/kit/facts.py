"""Facts: what happened, told in the past tense, for whoever wants to hear."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. Carries ids, codes and plain values; never records, never sentences."""

    hub_id: UUID
    about: UUID


F = TypeVar("F", bound=Fact)

FACTS: dict[str, type[Fact]] = {}
LISTENERS: dict[str, list[Callable[[Any], None]]] = defaultdict(list)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(kind: type[F]) -> type[F]:
    """Make a class a fact the journal can keep and read back: frozen, by name."""
    made = dataclass(frozen=True, kw_only=True)(kind)
    if made.__name__ in FACTS:
        raise RuntimeError(f"Two facts are called {made.__name__}: the journal could not tell them apart.")
    FACTS[made.__name__] = made
    return made


def hears(kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Run this function, in the background, whenever the fact is announced. It may run twice."""

    def listen(function: Callable[[F], None]) -> Callable[[F], None]:
        LISTENERS[kind.__name__].append(function)
        return function

    return listen
