"""What a questionnaire is made of. Frozen and framework-free; `loading` makes it from data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

Text = Mapping[str, str]
"""One sentence in every language of the questionnaire, by language code."""

TICKS, TWO_COLUMNS, SCALE, CHOICE, TEXT, NUMBER = KINDS = (
    "ticks",
    "two-column ticks",
    "scale",
    "choice",
    "text",
    "number",
)
"""A scale is answered by its step's position (0, 1, 2 …), a choice by its step's code (`"partly"`)."""


def told(text: Text, language: str) -> str:
    """The sentence in the reader's language, else in the first language the questionnaire has."""
    return text.get(language) or next(iter(text.values()))


@dataclass(frozen=True)
class Row:
    """One line of a question. `counts` is false for a negative option, which is worth nothing."""

    code: str
    label: Text
    exclusive: bool = False
    counts: bool = True


@dataclass(frozen=True)
class Column:
    """One of the columns of ticks, each a component of its own."""

    code: str
    label: Text


@dataclass(frozen=True)
class Step:
    """One place on a scale; `worth` lies between 0 and 1."""

    code: str
    label: Text
    worth: Fraction


@dataclass(frozen=True)
class Condition:
    """A question is shown when an earlier one has any of these codes, or reaches this number."""

    question: str
    row: str | None = None
    any_of: frozenset[str] = frozenset()
    at_least: int | None = None


@dataclass(frozen=True)
class Question:
    """One question. `full_at` is the number that is worth everything (numbers only)."""

    code: str
    kind: str
    title: Text
    help: Text | None = None
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    steps: tuple[Step, ...] = ()
    show_when: Condition | None = None
    least: int | None = None
    most: int | None = None
    full_at: int | None = None

    @cached_property
    def worths(self) -> Mapping[str, Fraction]:
        """What each step is worth, by its code."""
        return {step.code: step.worth for step in self.steps}


@dataclass(frozen=True)
class Component:
    """One scored question, or one of its columns: what its answers are worth, divided by `divisor`."""

    question: str
    divisor: int
    column: str | None = None
    left_out_when_hidden: bool = False


@dataclass(frozen=True)
class Part:
    """A sub-dimension: a few questions under one heading."""

    code: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Dimension:
    """One arm of the radar; its score is the mean of its components, times 100."""

    code: str
    title: Text
    short: Text
    about: Text
    levels: Mapping[str, Text]
    components: tuple[Component, ...]
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, in the order they are asked."""
        return tuple(question for part in self.parts for question in part.questions)


@dataclass(frozen=True)
class Band:
    """A level: every score up to and including `up_to`, and above the band before."""

    code: str
    title: Text
    up_to: Fraction | None


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire in one version. Scores compare only within the same code and version."""

    code: str
    version: str
    audience: str
    languages: tuple[str, ...]
    title: Text
    about: Text
    source: str
    valid_from: date
    valid_until: date | None
    bands: tuple[Band, ...]
    dimensions: tuple[Dimension, ...]
    known: tuple[str, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its code, in the order they are asked."""
        return {question.code: question for question in self._walk()}

    def _walk(self) -> Iterator[Question]:
        for dimension in self.dimensions:
            yield from dimension.questions

    def dimension(self, code: str) -> Dimension:
        """The dimension with that code; KeyError when there is none."""
        return next((found for found in self.dimensions if found.code == code), None) or _missing(code)

    def band(self, score: Fraction) -> Band:
        """The level of an unrounded score (domain: at most 25, at most 50, at most 75, else)."""
        return next(band for band in self.bands if band.up_to is None or score <= band.up_to)


def _missing(code: str) -> Dimension:
    raise KeyError(code)
