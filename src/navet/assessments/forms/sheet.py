"""One dimension's questions as a page shows them, and a posted page as answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from navet.questionnaires.answering import Answers, is_answered, is_asked, read_answer
from navet.questionnaires.form import CHOICE, NUMBER, SCALE, TEXT, TICKS, TWO_COLUMNS, Question, Questionnaire, told
from navet.questionnaires.places import Misplaced, Place

Posted = MultiValueDict[str, str]


@dataclass(frozen=True)
class Cell:
    """One box or button: its name and value in the form, what it says, whether it is chosen."""

    name: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """One row of a question."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Asked:
    """A question as it is asked here and now. `error` says what is wrong with what was typed."""

    code: str
    kind: str
    title: str
    help: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    text: str
    least: int
    most: int | None
    is_shown: bool
    is_conditional: bool
    is_answered: bool
    answered_by: str
    error: str


def sheet(
    form: Questionnaire,
    questions: Iterable[Question],
    answers: Answers,
    language: str,
    *,
    by: Mapping[str, tuple[str, Any]] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Asked]:
    """The questions with what is answered so far, in the reader's language."""
    return [
        Asked(
            code=question.code,
            kind=question.kind,
            title=told(question.title, language),
            help=told(question.help, language) if question.help else "",
            lines=tuple(LINES[question.kind](question, answers.get(question.code), language)),
            columns=tuple(told(column.label, language) for column in question.columns),
            text="" if answers.get(question.code) is None else str(answers[question.code]),
            least=question.least or 0,
            most=question.most,
            is_shown=is_asked(form, question, answers),
            is_conditional=question.show_when is not None,
            is_answered=is_answered(question, answers.get(question.code)),
            answered_by=(by or {}).get(question.code, ("", None))[0],
            error=(errors or {}).get(question.code, ""),
        )
        for question in questions
    ]


def _ticks(question: Question, answer: Any, language: str) -> Iterable[Line]:
    ticks = answer or [False] * len(question.rows)
    for row, ticked in zip(question.rows, ticks, strict=True):
        label = told(row.label, language)
        yield Line(label, (Cell(question.code, row.code, label, bool(ticked)),))


def _columns(question: Question, answer: Any, language: str) -> Iterable[Line]:
    for number, row in enumerate(question.rows):
        yield Line(
            told(row.label, language),
            tuple(
                Cell(
                    f"{question.code}.{column.code}",
                    row.code,
                    told(column.label, language),
                    bool(answer and answer[column.code][number]),
                )
                for column in question.columns
            ),
        )


def _steps(question: Question, answer: Any, language: str) -> Iterable[Line]:
    values = answer or [None] * len(question.rows)
    for row, chosen in zip(question.rows, values, strict=True):
        cells = []
        for position, step in enumerate(question.steps):
            value = position if question.kind == SCALE else step.code
            name = f"{question.code}.{row.code}"
            cells.append(Cell(name, str(value), told(step.label, language), chosen == value))
        yield Line(told(row.label, language), tuple(cells))


def _nothing(question: Question, answer: Any, language: str) -> Iterable[Line]:
    return ()


LINES: Any = {
    TICKS: _ticks,
    TWO_COLUMNS: _columns,
    SCALE: _steps,
    CHOICE: _steps,
    TEXT: _nothing,
    NUMBER: _nothing,
}


def posted_answers(questions: Iterable[Question], posted: Posted) -> tuple[dict[str, Any], dict[str, str]]:
    """What was posted: the answers that can be kept, and what is wrong with the others, by question."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in questions:
        value = posted_value(question, posted)
        try:
            answers[question.code] = read_answer(question, Place(value, question.code), unfinished=True)
        except Misplaced:
            wrong[question.code] = _what_is_wrong(question)
    return answers, wrong


def posted_value(question: Question, posted: Posted) -> Any:
    """The typed answer in the shape of its question, right or wrong."""
    if question.kind == TICKS:
        return _posted_ticks(question, posted.getlist(question.code))
    if question.kind == TWO_COLUMNS:
        return {
            column.code: _posted_ticks(question, posted.getlist(f"{question.code}.{column.code}"))
            for column in question.columns
        }
    if question.kind in (SCALE, CHOICE):
        values = [posted.get(f"{question.code}.{row.code}") for row in question.rows]
        return values if question.kind == CHOICE else [_whole(value) for value in values]
    typed = (posted.get(question.code) or "").strip()
    return (typed or None) if question.kind == TEXT else _whole(typed or None)


def _posted_ticks(question: Question, chosen: list[str]) -> list[bool]:
    return [row.code in chosen for row in question.rows]


def _whole(typed: str | None) -> int | str | None:
    """A whole number, or what was typed when it is none."""
    plain = (typed or "").replace(" ", "").replace("\u00a0", "")
    return int(plain) if plain.isdecimal() and len(plain) < 12 else typed


def _what_is_wrong(question: Question) -> str:
    if question.kind in (TICKS, TWO_COLUMNS):
        return _("You have ticked something that rules the others out. Keep one or the other.")
    if question.kind == NUMBER:
        least, most = question.least or 0, question.most
        if most is None:
            return _("Write a whole number from %(least)s.") % {"least": least}
        return _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    if question.kind == TEXT:
        return _("This is too long. Shorten it a little.")
    return _("Choose among the answers shown.")
