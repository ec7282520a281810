"""From answers to scores, exactly. Fractions all the way; rounding only where a figure leaves the house.

Source: JRC133234 (Kalpaka, Rissola, De Nigris, Nepelski; 2023), the framework behind the hubs' maturity
assessment: every question, or column of one, is worth 0 to 1; a dimension is the mean of its components times
100; the whole is the mean of the dimensions. Divisors and bands stand in the questionnaire's data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from navet.questionnaires.answering import Answers, is_asked
from navet.questionnaires.form import NUMBER, Component, Dimension, Question, Questionnaire

DECIMALS = 4
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Scores:
    """What the answers are worth, 0 to 100, unrounded. `levels` are band codes by dimension."""

    dimensions: Mapping[str, Fraction]
    parts: Mapping[str, Fraction]
    overall: Fraction
    levels: Mapping[str, str]
    level: str


def score(questionnaire: Questionnaire, answers: Answers) -> Scores:
    """Score the answers; a question nobody answered, or that was not asked, is worth nothing."""
    worths = {
        (dimension.code, component): _worth(questionnaire, component, answers)
        for dimension in questionnaire.dimensions
        for component in dimension.components
    }
    dimensions = {
        dimension.code: _mean(worths[dimension.code, component] for component in dimension.components)
        for dimension in questionnaire.dimensions
    }
    parts = {
        part.code: _mean(worths[dimension.code, component] for component in inside)
        for dimension in questionnaire.dimensions
        for part in dimension.parts
        if (inside := _components_of(dimension, part.questions))
    }
    overall = sum(dimensions.values(), NOTHING) / len(dimensions)
    return Scores(
        dimensions=dimensions,
        parts=parts,
        overall=overall,
        levels={code: questionnaire.band(value).code for code, value in dimensions.items()},
        level=questionnaire.band(overall).code,
    )


def rounded(value: Fraction) -> float:
    """A score as it is shown to machines: half-even to four decimals."""
    return float(round(value, DECIMALS))


def _components_of(dimension: Dimension, questions: Iterable[Question]) -> list[Component]:
    codes = {question.code for question in questions}
    return [component for component in dimension.components if component.question in codes]


def _mean(worths: Iterable[Fraction | None]) -> Fraction:
    """The mean of those that take part, times 100; nothing when none does."""
    present = [worth for worth in worths if worth is not None]
    return sum(present, NOTHING) * 100 / len(present) if present else NOTHING


def _worth(questionnaire: Questionnaire, component: Component, answers: Answers) -> Fraction | None:
    """What one component is worth, 0 to 1; None when it is left out of the mean."""
    question = questionnaire.questions[component.question]
    if not is_asked(questionnaire, question, answers):
        return None if component.left_out_when_hidden else NOTHING
    answer = answers.get(question.code)
    if component.column is not None and answer is not None:
        answer = answer[component.column]
    return NOTHING if answer is None else _sum(question, answer) / component.divisor


def _sum(question: Question, answer: Any) -> Fraction:
    if question.kind == NUMBER:
        return min(Fraction(1), Fraction(answer, question.full_at or 1))
    return sum(
        (_value(question, value) for row, value in zip(question.rows, answer, strict=True) if row.counts),
        NOTHING,
    )


def _value(question: Question, value: Any) -> Fraction:
    """A tick is worth one, a step what the data says, nothing chosen yet nothing."""
    if isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, int):
        return question.steps[value].worth
    return question.worths.get(value, NOTHING)
