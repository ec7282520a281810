"""Reading data from outside, always knowing where in it one stands: `answers.q4[2]: 7 is not …`."""

import json
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, Never

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,59}")
SHOWN = 40
DEEPEST_NUMBER = 10**9


class Misplaced(ValueError):
    """The data is not as it must be; `place` names where, `what` says why. One line, always."""

    def __init__(self, place: str, what: str) -> None:
        self.place, self.what = place, what
        super().__init__(f"{place}: {what}" if place else what)


def shown(value: object) -> str:
    """A value as it stood in the data, short and on one line."""
    text = json.dumps(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


class Place:
    """A value and where it stands."""

    def __init__(self, value: Any, path: str = "") -> None:
        self.value, self.path = value, path

    def refuse(self, what: str) -> Never:
        """Stop, naming this place."""
        raise Misplaced(self.path, what)

    def inner(self, key: str) -> "Place":
        """The place of one key of an object that was already checked."""
        return Place(self.value[key], f"{self.path}.{key}" if self.path else key)

    def object(self, must: Iterable[str], may: Iterable[str] = ()) -> dict[str, "Place"]:
        """An object with all these keys, perhaps those, and no others."""
        if not isinstance(self.value, dict):
            self.refuse(f"{shown(self.value)} is not an object")
        must = tuple(must)
        for key in must:
            if key not in self.value:
                Place(None, f"{self.path}.{key}" if self.path else key).refuse("is missing")
        for key in self.value:
            if key not in must and key not in may:
                Place(None, f"{self.path}.{_name(key)}" if self.path else _name(key)).refuse("is not known here")
        return {key: self.inner(key) for key in self.value}

    def items(self, least: int = 0) -> list["Place"]:
        """A list with at least so many things."""
        if not isinstance(self.value, list):
            self.refuse(f"{shown(self.value)} is not a list")
        if len(self.value) < least:
            self.refuse(f"needs at least {least}")
        return [Place(value, f"{self.path}[{number}]") for number, value in enumerate(self.value)]

    def string(self) -> str:
        """A string that says something."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse(f"{shown(self.value)} is not a text")
        return str(self.value)

    def code(self) -> str:
        """A short name for machines: letters, digits, dot, hyphen, underscore, space."""
        if not isinstance(self.value, str) or not CODE.fullmatch(self.value):
            self.refuse(f"{shown(self.value)} is not a code (letters, digits, . - _)")
        return str(self.value)

    def one_of(self, allowed: Iterable[str]) -> str:
        """One of these words."""
        allowed = tuple(allowed)
        if not isinstance(self.value, str) or self.value not in allowed:
            self.refuse(f"{shown(self.value)} is not one of {', '.join(allowed)}")
        return str(self.value)

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.refuse(f"{shown(self.value)} is not true or false")
        return bool(self.value)

    def whole(self, least: int, most: int = DEEPEST_NUMBER) -> int:
        """A whole number between two others, both allowed."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse(f"{shown(self.value)} is not a whole number")
        if not least <= self.value <= most:
            self.refuse(f"{shown(self.value)} is not between {least} and {most}")
        return self.value

    def fraction(self, most: int = 1) -> Fraction:
        """An exact number from 0: a whole number, or a string like `"2/5"` or `"0.4"`."""
        exact = isinstance(self.value, int | str) and not isinstance(self.value, bool)
        try:
            value = Fraction(self.value if exact else "none")
        except (ValueError, ZeroDivisionError):
            self.refuse(f'{shown(self.value)} is not a whole number or a fraction such as "2/5"')
        if not 0 <= value <= most:
            self.refuse(f"{shown(self.value)} is not between 0 and {most}")
        return value

    def day(self) -> date:
        """A day, as 2026-05-17."""
        try:
            return date.fromisoformat(self.value)
        except (TypeError, ValueError):
            self.refuse(f"{shown(self.value)} is not a day such as 2026-05-17")

    def text(self, languages: Iterable[str]) -> dict[str, str]:
        """One sentence in each of these languages."""
        return {code: sentence.string() for code, sentence in self.object(languages).items()}


def _name(key: str) -> str:
    """A key as part of a place: bare when it is plain, else as JSON writes it."""
    return key if CODE.fullmatch(key) else shown(key)
