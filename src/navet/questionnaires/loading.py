"""From a questionnaire's data to a questionnaire, strictly: the first fault stops it and names its place.

The format is written down in `docs/questionnaires.md`.
"""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from navet.questionnaires.form import (
    CHOICE,
    KINDS,
    NUMBER,
    SCALE,
    TEXT,
    TICKS,
    TWO_COLUMNS,
    Band,
    Column,
    Component,
    Condition,
    Dimension,
    Part,
    Question,
    Questionnaire,
    Row,
    Step,
)
from navet.questionnaires.places import Misplaced, Place

FORMAT = "navet-questionnaire/1"
DATA = Path(__file__).parent / "data"
AUDIENCES = ("undertaking", "public body", "anyone")
KNOWN = ("name", "number", "staff", "region", "sector")
Scales = dict[str, tuple[Step, ...]]


def shipped() -> list[Path]:
    """The questionnaires that come with Navet, oldest version of a code first."""
    return sorted(DATA.glob("*.json"))


def parse(raw: bytes) -> Any:
    """What the file holds, as plain data. Raises Misplaced when it is not JSON."""
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise Misplaced(place, f"not JSON ({fault.msg})") from fault
    except RecursionError as fault:
        raise Misplaced("file", "nested too deep") from fault
    except ValueError as fault:
        raise Misplaced("file", f"not JSON in UTF-8 ({fault})".splitlines()[0]) from fault


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def load(content: Any) -> Questionnaire:
    """Make the questionnaire from its plain data. Raises Misplaced at the first fault."""
    must = (
        "format",
        "code",
        "version",
        "languages",
        "title",
        "about",
        "source",
        "valid_from",
        "bands",
        "dimensions",
    )
    top = Place(content).object(must, ("audience", "valid_until", "scales", "known", "results"))
    top["format"].one_of([FORMAT])
    languages = _distinct(top["languages"], Place.code)
    bands = _bands(top["bands"], languages)
    scales = _scales(top.get("scales", Place({}, "scales")), languages)
    reading = _Reading(languages, scales, bands)
    return Questionnaire(
        code=top["code"].code(),
        version=top["version"].code(),
        audience=top["audience"].one_of(AUDIENCES) if "audience" in top else "anyone",
        languages=languages,
        title=top["title"].text(languages),
        about=top["about"].text(languages),
        source=top["source"].string(),
        valid_from=top["valid_from"].day(),
        valid_until=top["valid_until"].day() if "valid_until" in top else None,
        bands=bands,
        dimensions=reading.dimensions(top["dimensions"]),
        known=_distinct(top["known"], lambda place: place.one_of(KNOWN)) if "known" in top else (),
        results=_results(top),
    )


def _results(top: dict[str, Place]) -> dict[str, str]:
    if "results" not in top:
        return {}
    codes = [dimension["code"] for dimension in top["dimensions"].value]
    names = top["results"].object(("sheet", "name", "number", *codes))
    return {key: place.string() for key, place in names.items()}


def _distinct(place: Place, read: Callable[[Place], str]) -> tuple[str, ...]:
    found: list[str] = []
    for item in place.items(least=1):
        value = read(item)
        if value in found:
            item.refuse(f"{value} stands here twice")
        found.append(value)
    return tuple(found)


def _bands(place: Place, languages: tuple[str, ...]) -> tuple[Band, ...]:
    """Bands rise, and only the last has no top."""
    bands: list[Band] = []
    items = place.items(least=1)
    for number, item in enumerate(items):
        last = number == len(items) - 1
        inner = item.object(("code", "title") if last else ("code", "title", "up_to"))
        up_to = None if last else inner["up_to"].fraction(most=100)
        if up_to is not None and bands and bands[-1].up_to is not None and up_to <= bands[-1].up_to:
            inner["up_to"].refuse("must be above the band before")
        bands.append(Band(inner["code"].code(), inner["title"].text(languages), up_to))
    _once(items, [band.code for band in bands])
    return tuple(bands)


def _scales(place: Place, languages: tuple[str, ...]) -> Scales:
    if not isinstance(place.value, dict):
        place.refuse("is not an object")
    return {name: _steps(place.inner(name), languages) for name in place.value}


def _steps(place: Place, languages: tuple[str, ...]) -> tuple[Step, ...]:
    items = place.items(least=2)
    steps = []
    for item in items:
        inner = item.object(("code", "label", "worth"))
        steps.append(Step(inner["code"].code(), inner["label"].text(languages), inner["worth"].fraction()))
    _once(items, [step.code for step in steps])
    return tuple(steps)


def _once(items: list[Place], codes: list[str]) -> None:
    """Refuse the second thing with the same code."""
    for number, code in enumerate(codes):
        if code in codes[:number]:
            items[number].refuse(f"the code {code} stands here twice")


class _Reading:
    """The dimensions of one questionnaire, read in order, so a condition may look back only."""

    def __init__(self, languages: tuple[str, ...], scales: Scales, bands: tuple[Band, ...]) -> None:
        self.languages, self.scales, self.bands = languages, scales, bands
        self.asked: dict[str, Question] = {}
        self.parts: set[str] = set()

    def dimensions(self, place: Place) -> tuple[Dimension, ...]:
        items = place.items(least=1)
        dimensions = tuple(self._dimension(item) for item in items)
        _once(items, [dimension.code for dimension in dimensions])
        return dimensions

    def _dimension(self, place: Place) -> Dimension:
        inner = place.object(("code", "title", "about", "levels", "score", "parts"), ("short",))
        title = inner["title"].text(self.languages)
        levels = inner["levels"].object(band.code for band in self.bands)
        parts = tuple(self._part(item) for item in inner["parts"].items(least=1))
        own = {question.code: question for part in parts for question in part.questions}
        return Dimension(
            code=inner["code"].code(),
            title=title,
            short=inner["short"].text(self.languages) if "short" in inner else title,
            about=inner["about"].text(self.languages),
            levels={code: level.text(self.languages) for code, level in levels.items()},
            parts=parts,
            components=tuple(_component(item, own) for item in inner["score"].items(least=1)),
        )

    def _part(self, place: Place) -> Part:
        inner = place.object(("code", "title", "questions"))
        code = inner["code"].code()
        if code in self.parts:
            inner["code"].refuse(f"the code {code} stands here twice")
        self.parts.add(code)
        questions = tuple(self._question(item) for item in inner["questions"].items(least=1))
        return Part(code, inner["title"].text(self.languages), questions)

    def _question(self, place: Place) -> Question:
        inner = place.object(
            ("code", "kind", "title"),
            ("help", "rows", "columns", "scale", "show_when", "least", "most", "full_at"),
        )
        code = inner["code"].code()
        if code in self.asked:
            inner["code"].refuse(f"the code {code} stands here twice")
        kind = inner["kind"].one_of(KINDS)
        _fitting(place, inner, kind)
        question = Question(
            code=code,
            kind=kind,
            title=inner["title"].text(self.languages),
            help=inner["help"].text(self.languages) if "help" in inner else None,
            rows=self._rows(inner.get("rows")),
            columns=self._columns(inner.get("columns")),
            steps=self._scale(inner.get("scale")),
            show_when=self._condition(inner.get("show_when")),
            **{limit: inner[limit].whole(0) for limit in ("least", "most", "full_at") if limit in inner},
        )
        self.asked[code] = question
        return question

    def _rows(self, place: Place | None) -> tuple[Row, ...]:
        if place is None:
            return ()
        items = place.items(least=1)
        rows = []
        for item in items:
            inner = item.object(("code", "label"), ("exclusive", "counts"))
            flags = {flag: inner[flag].flag() for flag in ("exclusive", "counts") if flag in inner}
            rows.append(Row(inner["code"].code(), inner["label"].text(self.languages), **flags))
        _once(items, [row.code for row in rows])
        return tuple(rows)

    def _columns(self, place: Place | None) -> tuple[Column, ...]:
        if place is None:
            return ()
        items = place.items(least=2)
        columns = []
        for item in items:
            inner = item.object(("code", "label"))
            columns.append(Column(inner["code"].code(), inner["label"].text(self.languages)))
        _once(items, [column.code for column in columns])
        return tuple(columns)

    def _scale(self, place: Place | None) -> tuple[Step, ...]:
        return () if place is None else self.scales[place.one_of(self.scales)]

    def _condition(self, place: Place | None) -> Condition | None:
        """A condition looks back at a question already read, at codes that exist there."""
        if place is None:
            return None
        inner = place.object(("question",), ("row", "any_of", "at_least"))
        code = inner["question"].string()
        if code not in self.asked:
            inner["question"].refuse(f"{code} is not an earlier question")
        about = self.asked[code]
        if ("any_of" in inner) == ("at_least" in inner):
            place.refuse("needs either any_of or at_least")
        return Condition(
            question=code,
            row=inner["row"].one_of(row.code for row in about.rows) if "row" in inner else None,
            any_of=frozenset(_codes(inner["any_of"], about)) if "any_of" in inner else frozenset(),
            at_least=_reach(inner["at_least"], about) if "at_least" in inner else None,
        )


def _codes(place: Place, about: Question) -> tuple[str, ...]:
    if about.kind in (TICKS, TWO_COLUMNS):
        return _distinct(place, lambda item: item.one_of(row.code for row in about.rows))
    if about.kind != CHOICE:
        place.refuse(f"fits ticks and choices, and {about.code} is a {about.kind} question")
    return _distinct(place, lambda item: item.one_of(step.code for step in about.steps))


def _reach(place: Place, about: Question) -> int:
    if about.kind not in (SCALE, NUMBER):
        place.refuse(f"fits scales and numbers, and {about.code} is a {about.kind} question")
    return place.whole(0)


NEEDED: dict[str, tuple[str, ...]] = {
    TICKS: ("rows",),
    TWO_COLUMNS: ("rows", "columns"),
    SCALE: ("rows", "scale"),
    CHOICE: ("rows", "scale"),
    TEXT: (),
    NUMBER: (),
}
ALLOWED: dict[str, tuple[str, ...]] = {NUMBER: ("least", "most", "full_at")}


def _fitting(place: Place, inner: dict[str, Place], kind: str) -> None:
    """Each kind of question has its own fields, and no others."""
    for key in NEEDED[kind]:
        if key not in inner:
            Place(None, f"{place.path}.{key}").refuse(f"is missing, and a {kind} question needs it")
    allowed = {*NEEDED[kind], *ALLOWED.get(kind, ()), "code", "kind", "title", "help", "show_when"}
    for key, found in inner.items():
        if key not in allowed:
            found.refuse(f"does not belong to a {kind} question")


def _component(place: Place, own: dict[str, Question]) -> Component:
    """A component scores a question of its own dimension, and can never pass its divisor."""
    inner = place.object(("question",), ("column", "divisor", "left_out_when_hidden"))
    question = own[inner["question"].one_of(own)]
    _one_column(place, inner, question)
    most = _most(inner["question"], question)
    divisor = inner["divisor"].whole(1) if "divisor" in inner else max(1, -(-most.numerator // most.denominator))
    if divisor < most:
        inner["divisor"].refuse(
            f"{divisor} is below the {most} that {question.code} can reach, so a score could pass 100"
        )
    left_out = inner["left_out_when_hidden"].flag() if "left_out_when_hidden" in inner else False
    column = inner["column"].string() if "column" in inner else None
    return Component(question.code, divisor, column, left_out)


def _one_column(place: Place, inner: dict[str, Place], question: Question) -> None:
    if "column" in inner:
        inner["column"].one_of(column.code for column in question.columns)
    elif question.columns:
        Place(None, f"{place.path}.column").refuse(f"is missing, and {question.code} has several")


def _most(place: Place, question: Question) -> Fraction:
    """The most the answers to a question can be worth."""
    if question.kind == TEXT or (question.kind == NUMBER and question.full_at is None):
        place.refuse(f"{question.code} is a {question.kind} question and cannot be scored")
    if question.kind == NUMBER:
        return Fraction(1)
    counting = sum(row.counts for row in question.rows)
    return counting * max((step.worth for step in question.steps), default=Fraction(1))
