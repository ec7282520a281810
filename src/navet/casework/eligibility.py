"""Whom a hub helps, told before anybody has written much. Knows no framework.

The rules are the hub's own data (setting `eligibility`); what is not said is not limited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Hindrance(StrEnum):
    """Why a hub may not be the right one."""

    COUNTRY = "country"
    REGION = "region"
    SIZE = "size"
    KIND = "kind"


SIZES = ("none", "micro", "small", "medium", "large")


@dataclass(frozen=True)
class Rules:
    """The countries and regions (NUTS codes or their beginnings) served, the largest size, the kinds of body."""

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    largest: str = "large"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asker:
    """What is known of who asks; what is not known hinders nothing."""

    country: str = ""
    region: str = ""
    size: str = ""
    kind: str = ""


def read_rules(settings: Mapping[str, Any], *, country: str, regions: Sequence[str]) -> Rules:
    """The hub's rules from its settings; without any, its own country and regions."""
    told = settings.get("eligibility") or {}
    return Rules(
        countries=tuple(told.get("countries", [country])),
        regions=tuple(told.get("regions", regions)),
        largest=told.get("largest", "large"),
        kinds=tuple(told.get("kinds", ())),
    )


def hindrances(asker: Asker, rules: Rules) -> tuple[Hindrance, ...]:
    """What speaks against it; empty when it is us."""
    found = {
        Hindrance.COUNTRY: _outside(asker.country, rules.countries),
        Hindrance.REGION: _elsewhere(asker, rules),
        Hindrance.SIZE: _size(asker.size) > _size(rules.largest),
        Hindrance.KIND: _outside(asker.kind, rules.kinds),
    }
    return tuple(hindrance for hindrance, hinders in found.items() if hinders)


def _outside(value: str, served: tuple[str, ...]) -> bool:
    return bool(value and served) and value not in served


def _elsewhere(asker: Asker, rules: Rules) -> bool:
    """Another country is one hindrance, not two."""
    if not asker.region or not rules.regions or _outside(asker.country, rules.countries):
        return False
    return not asker.region.startswith(rules.regions)


def _size(size: str) -> int:
    return SIZES.index(size) if size in SIZES else -1
