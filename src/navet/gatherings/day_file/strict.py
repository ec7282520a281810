"""Strict JSON: UTF-8, no name twice in one object, no NaN, nothing too large, too deep or too long."""

import json
import math
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from navet.questionnaires.places import CODE, Misplaced

Made = TypeVar("Made")

TOO_LARGE = 10_000_000
LONGEST_NAME = 200
SHOWN = 40


class Repeating(dict[str, Any]):
    """An object in which a name stands twice."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


def read(raw: bytes, make: Callable[[Any], Made]) -> Made:
    """What `make` makes of the file's content."""
    try:
        return make(_parsed(raw))
    except RecursionError as fault:
        raise Misplaced("", "is nested too deep to be read") from fault


def told(value: object) -> str:
    """A value as it stood in the file, short and on one line; letters beyond English stay as they are."""
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        text = json.dumps(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def key(name: str) -> str:
    """A name as part of a place: bare when it is plain, else as JSON writes it."""
    return name if CODE.fullmatch(name) else told(name)


def is_name(value: object) -> bool:
    """Whether this can name a person, a meeting or a session: a short text that says something on one line."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or value.isspace():
        return False
    return value.isprintable() or not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in value)


def whole(value: object, least: int, most: int, place: str) -> int:
    """The value, if it is a whole number in these bounds."""
    if type(value) is not int:
        raise Misplaced(place, f"{told(value)} is not a whole number")
    if not least <= value <= most:
        raise Misplaced(place, f"{told(value)} is not between {least} and {most}")
    return value


def listed(value: object, place: str) -> list[Any]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise Misplaced(place, f"{told(value)} is not a list")
    return value


def keyed(value: object, place: str) -> dict[str, Any]:
    """The value, if it is an object."""
    if not isinstance(value, dict):
        raise Misplaced(place, f"{told(value)} is not an object")
    return value


def _parsed(raw: bytes) -> Any:
    if len(raw) >= TOO_LARGE:
        size = f"{len(raw) / 1e6:.1f} MB" if len(raw) > TOO_LARGE else "10 MB or more"
        raise Misplaced("", f"is too large ({size}): a file must be smaller than 10 MB")
    odd: list[str] = []
    try:
        content = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_objects(odd), parse_constant=_constants(odd))
    except UnicodeDecodeError as fault:
        raise Misplaced("", f"is not UTF-8 at byte {fault.start}") from fault
    except json.JSONDecodeError as fault:
        raise Misplaced(f"line {fault.lineno}, column {fault.colno}", f"not JSON ({fault.msg})") from fault
    except ValueError as fault:
        raise Misplaced("", "has a number that is too long to be read") from fault
    if odd and (oddity := _oddity(content, "")):
        raise oddity
    return content


def _objects(odd: list[str]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        names = [name for name, _ in pairs]
        odd.append(next(name for number, name in enumerate(names) if name in names[:number]))
        return Repeating(odd[-1])

    return made


def _constants(odd: list[str]) -> Callable[[str], float]:
    def made(name: str) -> float:
        odd.append(name)
        return math.nan

    return made


def _oddity(value: Any, place: str) -> Misplaced | None:
    """Where a name stands twice, or a number is none: the parser cannot tell."""
    if isinstance(value, Repeating):
        return Misplaced(place, f"has the name {told(value.name)} twice")
    if isinstance(value, float) and math.isnan(value):
        return Misplaced(place, "NaN and Infinity are not JSON numbers")
    for each, inner in _inside(value, place):
        if fault := _oddity(each, inner):
            return fault
    return None


def _inside(value: Any, place: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, list):
        return ((each, f"{place}[{number}]") for number, each in enumerate(value))
    if isinstance(value, dict):
        return ((each, f"{place}.{key(name)}" if place else key(name)) for name, each in value.items())
    return iter(())
