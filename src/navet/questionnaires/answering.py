"""Answers against their questionnaire: are they whole, and which questions are asked at all?

An answer is a list of ticks, a list of ticks per column, a list of scale positions, a list of step codes,
a text or a number. While somebody is still answering, `None` stands where nothing is chosen yet.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from navet.questionnaires.form import (
    CHOICE,
    NUMBER,
    SCALE,
    TEXT,
    TICKS,
    TWO_COLUMNS,
    Condition,
    Question,
    Questionnaire,
)
from navet.questionnaires.places import Place, shown

Answers = Mapping[str, Any]
T = TypeVar("T")
LONGEST_TEXT = 4000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_answers(questionnaire: Questionnaire, place: Place) -> dict[str, Any]:
    """Every answer of a finished questionnaire. Raises Misplaced at the first fault, or what is missing."""
    given = place.object((), questionnaire.questions)
    answers: dict[str, Any] = {}
    for code, question in questionnaire.questions.items():
        if code in given:
            answers[code] = read_answer(question, given[code])
        elif is_required(question) and is_asked(questionnaire, question, answers):
            Place(None, f"{place.path}.{code}").refuse("is missing")
    return answers


def read_answer(question: Question, place: Place, *, unfinished: bool = False) -> Any:
    """One answer, as plain data. With `unfinished`, rows of a scale or a choice may still be None."""
    return READERS[question.kind](question, place, unfinished)


def _row_places(question: Question, place: Place, what: str) -> list[Place]:
    items = place.items()
    if len(items) != len(question.rows):
        place.refuse(f"has {len(items)} {what}, not {len(question.rows)}")
    return items


def _ticks(question: Question, place: Place, unfinished: bool) -> list[bool]:
    ticks = [item.flag() for item in _row_places(question, place, "ticks")]
    for number, row in enumerate(question.rows):
        if row.exclusive and ticks[number] and sum(ticks) > 1:
            place.items()[number].refuse("true excludes the other ticks, and there are others")
    return ticks


def _columns(question: Question, place: Place, unfinished: bool) -> dict[str, list[bool]]:
    columns = place.object(column.code for column in question.columns)
    return {column.code: _ticks(question, columns[column.code], unfinished) for column in question.columns}


def _positions(question: Question, place: Place, unfinished: bool) -> list[int | None]:
    def read(item: Place) -> int:
        most = len(question.steps) - 1
        if not isinstance(item.value, int) or isinstance(item.value, bool):
            item.refuse(f"{shown(item.value)} is not a whole number between 0 and {most}")
        return item.whole(0, most)

    return _each(_row_places(question, place, "values"), read, unfinished)


def _choices(question: Question, place: Place, unfinished: bool) -> list[str | None]:
    codes = [step.code for step in question.steps]
    return _each(_row_places(question, place, "values"), lambda item: item.one_of(codes), unfinished)


def _each(items: list[Place], read: Callable[[Place], T], unfinished: bool) -> list[T | None]:
    return [None if unfinished and item.value is None else read(item) for item in items]


def _text(question: Question, place: Place, unfinished: bool) -> str | None:
    if not isinstance(place.value, str | None):
        place.refuse(f"{shown(place.value)} is not a text")
    if place.value and UNSTORABLE.search(place.value):
        place.refuse("has characters that cannot be kept")
    if place.value is not None and len(place.value) > LONGEST_TEXT:
        place.refuse(f"is longer than {LONGEST_TEXT} characters")
    return place.value


def _number(question: Question, place: Place, unfinished: bool) -> int | None:
    if place.value is None:
        return None
    limits = {} if question.most is None else {"most": question.most}
    return place.whole(question.least or 0, **limits)


READERS: dict[str, Callable[[Question, Place, bool], Any]] = {
    TICKS: _ticks,
    TWO_COLUMNS: _columns,
    SCALE: _positions,
    CHOICE: _choices,
    TEXT: _text,
    NUMBER: _number,
}


def is_required(question: Question) -> bool:
    """Texts and numbers may be left empty."""
    return question.kind not in (TEXT, NUMBER)


def is_asked(questionnaire: Questionnaire, question: Question, answers: Answers) -> bool:
    """Is the question shown, with these answers? A condition on a question that is hidden does not hold."""
    condition = question.show_when
    if condition is None:
        return True
    about = questionnaire.questions[condition.question]
    if about.code not in answers or not is_asked(questionnaire, about, answers):
        return False
    return _holds(condition, about, answers[about.code])


def _holds(condition: Condition, about: Question, answer: Any) -> bool:
    if about.kind == NUMBER:
        return answer is not None and answer >= (condition.at_least or 0)
    return any(_row_holds(condition, row, value) for row, value in _values(about, answer))


def _row_holds(condition: Condition, row: str, value: object) -> bool:
    if condition.row is not None and row != condition.row:
        return False
    if isinstance(value, bool):
        return value and row in condition.any_of
    if isinstance(value, int) and condition.at_least is not None:
        return value >= condition.at_least
    return value in condition.any_of


def _values(question: Question, answer: Any) -> list[tuple[str, Any]]:
    """Every row's code with its value, whatever the column."""
    codes = [row.code for row in question.rows]
    lists = answer.values() if isinstance(answer, dict) else [answer]
    return [pair for values in lists for pair in zip(codes, values, strict=True)]


def is_answered(question: Question, answer: Any) -> bool:
    """Has somebody said all there is to say? Ticks count as answered once saved, even with none ticked."""
    if answer is None or answer == "":
        return False
    return not (isinstance(answer, list) and None in answer)
