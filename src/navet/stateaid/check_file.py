"""Reads and answers the ledger's question as a file: `navet aid check FILE`, `POST api/v1/aid/check`.

The shape is strict, since a word misread changes a legal answer: no unknown or repeated names, amounts as
strings with two decimals, days as YYYY-MM-DD. `BadInput` says where it went wrong: `grants[3].amount: …`.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from navet.directory.undertakings import Link, Tie
from navet.stateaid.ceilings import Answer, Ask, Ceiling, Grant
from navet.stateaid.ceilings import answer as answer_of

# The 27 member states and the three EEA states in which the Regulation applies (ISO 3166-1).
MEMBER_STATES = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
AMOUNT = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
SHARE = re.compile(r"(0(\.[0-9]{1,12})?|1(\.0{1,12})?)")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CURRENCY = re.compile(r"[A-Z]{3}")
MOST_YEARS = 50
LONGEST_NAME = 200
SHOWN = 40

T = TypeVar("T")
Reader = Callable[[object, str], T]


class BadInput(ValueError):
    """The question can not be read; the words name the place."""

    def __init__(self, place: str, wanted: str) -> None:
        super().__init__(f"{place}: {wanted}")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything the answer depends on."""

    ask: Ask
    ceiling: Ceiling
    grants: tuple[Grant, ...]
    links: tuple[Link, ...]
    public_owners: frozenset[str]


def check(text: str | bytes) -> dict[str, Any]:
    """The contract's answer to the contract's question, both JSON."""
    return written(answer(read(text)))


def answer(question: Question) -> Answer:
    """What the ledger's rule says."""
    return answer_of(
        question.ask,
        ceiling=question.ceiling,
        grants=question.grants,
        links=question.links,
        public_owners=question.public_owners,
    )


def written(answer: Answer) -> dict[str, Any]:
    """The answer as plain values, amounts as strings with two decimals."""
    return {
        "allowed": answer.allowed,
        "group": list(answer.group),
        "used": _money(answer.used),
        "ceiling": _money(answer.ceiling),
        "room": _money(answer.room),
        "fits_on": answer.fits_on and answer.fits_on.isoformat(),
        "windows_over": [
            {"ends_on": window.ends_on.isoformat(), "sum": _money(window.sum)} for window in answer.windows_over
        ],
    }


def read(text: str | bytes) -> Question:
    """The question in a JSON text (UTF-8)."""
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        document = json.loads(decoded, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except BadInput:
        raise
    except UnicodeDecodeError as error:
        raise BadInput("input", f"is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise BadInput("input", f"is not JSON: {error}") from error
    except (RecursionError, ValueError) as error:
        raise BadInput("input", "is not JSON we can read: nested too deep or a number too long") from error
    return question(document)


def question(document: object) -> Question:
    """The question in values already read from JSON."""
    whole = _object(document, "input", "member_state regime links public_owners grants ask")
    member_state = _member_state(whole["member_state"], "member_state")
    grants = _list(whole["grants"], "grants", _grant)
    _refuse_repeated_ids(whole["grants"])
    return Question(
        ask=_ask(whole["ask"], "ask", member_state),
        ceiling=_ceiling(whole["regime"], "regime"),
        grants=grants,
        links=_list(whole["links"], "links", _link),
        public_owners=frozenset(_list(whole["public_owners"], "public_owners", _name)),
    )


def _ceiling(value: object, place: str) -> Ceiling:
    regime = _object(value, place, "code ceiling currency years")
    _name(regime["code"], f"{place}.code")
    _matching(CURRENCY, regime["currency"], f"{place}.currency", "a currency of three letters, such as EUR")
    return Ceiling(
        amount=_amount(regime["ceiling"], f"{place}.ceiling"),
        years=_years(regime["years"], f"{place}.years"),
    )


def _link(value: object, place: str) -> Link:
    link = _object(value, place, "parent child kind since", "until share")
    tie = _tie(link["kind"], f"{place}.kind")
    since = _day(link["since"], f"{place}.since")
    until = _optional(_day, link.get("until"), f"{place}.until")
    share = _optional(_share, link.get("share"), f"{place}.share")
    if tie is Tie.VOTES and share is None:
        raise BadInput(f"{place}.share", "a link by votes needs its share")
    if until is not None and until < since:
        raise BadInput(f"{place}.until", f"ends before it begins ({since})")
    return Link(
        parent=_name(link["parent"], f"{place}.parent"),
        child=_name(link["child"], f"{place}.child"),
        tie=tie,
        since=since,
        until=until,
        share=share,
    )


def _grant(value: object, place: str) -> Grant:
    grant = _object(value, place, "id undertaking member_state amount granted_on")
    _name(grant["id"], f"{place}.id")
    return Grant(
        undertaking=_name(grant["undertaking"], f"{place}.undertaking"),
        member_state=_member_state(grant["member_state"], f"{place}.member_state"),
        amount=_amount(grant["amount"], f"{place}.amount"),
        granted_on=_day(grant["granted_on"], f"{place}.granted_on"),
    )


def _ask(value: object, place: str, member_state: str) -> Ask:
    ask = _object(value, place, "undertaking amount on")
    return Ask(
        undertaking=_name(ask["undertaking"], f"{place}.undertaking"),
        member_state=member_state,
        amount=_amount(ask["amount"], f"{place}.amount"),
        on=_day(ask["on"], f"{place}.on"),
    )


def _refuse_repeated_ids(grants: Any) -> None:
    repeated = {name for name, times in Counter(grant["id"] for grant in grants).items() if times > 1}
    for index, grant in enumerate(grants):
        if grant["id"] in repeated:
            raise BadInput(f"grants[{index}].id", f"{_shown(grant['id'])} is the id of another grant as well")


def _object(value: object, place: str, required: str, optional: str = "") -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(place, f"must be an object, not {_shown(value)}")
    prefix = "" if place == "input" else f"{place}."
    for name in required.split():
        if name not in value:
            raise BadInput(f"{prefix}{name}", "is missing")
    for name in value:
        if name not in f"{required} {optional}".split():
            raise BadInput(place, f"has the unknown name {_shown(name)}")
    return value


def _list(value: object, place: str, read: Reader[T]) -> tuple[T, ...]:
    if not isinstance(value, list):
        raise BadInput(place, f"must be a list, not {_shown(value)}")
    return tuple(read(each, f"{place}[{index}]") for index, each in enumerate(value))


def _optional(read: Reader[T], value: object, place: str) -> T | None:
    return None if value is None else read(value, place)


def _matching(pattern: re.Pattern[str], value: object, place: str, wanted: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadInput(place, f"must be {wanted}, not {_shown(value)}")
    return value


def _name(value: object, place: str) -> str:
    fits = isinstance(value, str) and value.isprintable() and value.strip() and len(value) <= LONGEST_NAME
    if not isinstance(value, str) or not fits:
        raise BadInput(place, f"must be a readable text of 1 to {LONGEST_NAME} characters, not {_shown(value)}")
    return value


def _member_state(value: object, place: str) -> str:
    if not isinstance(value, str) or value not in MEMBER_STATES:
        raise BadInput(place, f"must be a member state of the EEA, such as SE, not {_shown(value)}")
    return value


def _tie(value: object, place: str) -> Tie:
    if not isinstance(value, str) or value not in set(Tie):
        raise BadInput(place, f"must be {', '.join(Tie)}, not {_shown(value)}")
    return Tie(value)


def _amount(value: object, place: str) -> Decimal:
    wanted = 'a string with two decimals from "0.00", such as "1200.00", of at most 15 digits before the point'
    return Decimal(_matching(AMOUNT, value, place, wanted))


def _share(value: object, place: str) -> Decimal:
    return Decimal(_matching(SHARE, value, place, 'a string from "0" to "1", such as "0.60"'))


def _day(value: object, place: str) -> date:
    text = _matching(DAY, value, place, "a day written YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(place, f"there is no such day as {text}") from error


def _years(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_YEARS:
        raise BadInput(place, f"must be a whole number from 1 to {MOST_YEARS}, not {_shown(value)}")
    return value


def _without_repeats(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise BadInput("input", f"has the name {_shown(name)} twice in one object")
        found[name] = value
    return found


def _no_constant(name: str) -> object:
    raise BadInput("input", f"is not JSON: {name}")


def _shown(value: object) -> str:
    """The value as short JSON on one line, whatever it holds."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"
