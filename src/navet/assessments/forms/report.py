"""What a submitted round says, for the page and for the PDF alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from navet.assessments.comparison import PeerMean
from navet.assessments.models import Assessment
from navet.assessments.queries import Help
from navet.assessments.scoring import rounded
from navet.kit.charts import Radar, Series
from navet.questionnaires.answering import Answers, is_asked
from navet.questionnaires.form import CHOICE, SCALE, TICKS, Dimension, Question, Questionnaire, told

TOP = 100
MOST_GAPS = 6


@dataclass(frozen=True)
class Part:
    """A sub-dimension with its score."""

    title: str
    score: float


@dataclass(frozen=True)
class Arm:
    """A dimension: where one stands, what that means, what to do next, what is not yet in place."""

    code: str
    title: str
    short: str
    about: str
    score: float
    band: str
    level: str
    text: str
    parts: tuple[Part, ...]
    gaps: tuple[str, ...]
    help: tuple[Help, ...]
    moved: float | None


@dataclass(frozen=True)
class Comparison:
    """One line of the table of peers: whose mean, of how many, overall and by dimension."""

    label: str
    n: int | None
    overall: float
    scores: tuple[float, ...]


@dataclass(frozen=True)
class Report:
    """A whole result in the reader's language. Scores are 0 to 100, to one decimal."""

    title: str
    overall: float
    band: str
    level: str
    arms: tuple[Arm, ...]
    radar: Radar
    rounds: tuple[Comparison, ...]
    peers: tuple[Comparison, ...]
    moved: float | None
    next_steps: tuple[Arm, ...]


def report_of(
    form: Questionnaire,
    assessment: Assessment,
    answers: Answers,
    language: str,
    *,
    series: Sequence[Assessment] = (),
    peers: dict[str, PeerMean] | None = None,
    offers: Mapping[str, Sequence[Help]] | None = None,
) -> Report:
    """Put a submitted round together.

    `series` are the comparable rounds, itself among them; `offers` the help there is, by dimension.
    """
    before = [each for each in series if each.timing < assessment.timing]
    first = before[0] if before else None
    arms = tuple(
        _arm(
            form,
            dimension,
            assessment,
            answers=answers,
            first=first,
            offers=(offers or {}).get(dimension.code, ()),
            language=language,
        )
        for dimension in form.dimensions
    )
    band = form.band(assessment.overall_score)
    return Report(
        title=told(form.title, language),
        overall=rounded(assessment.overall_score),
        band=band.code,
        level=told(band.title, language),
        arms=arms,
        radar=radar_of(form, language, [*before, assessment]),
        rounds=tuple(_round(each, form) for each in [*before, assessment]) if before else (),
        peers=_peers(assessment, form, peers or {}),
        moved=shown(assessment.overall_score - first.overall_score) if first else None,
        next_steps=tuple(sorted(arms, key=lambda arm: arm.score)[:3]),
    )


def shown(value: Fraction) -> float:
    """A score as people read it: one decimal."""
    return float(round(value, 1))


def radar_of(form: Questionnaire, language: str, rounds: Iterable[Assessment]) -> Radar:
    """The wheel of the submitted rounds."""
    return radar(form, language, [(_name(each), each.dimension_scores) for each in rounds])


def radar(form: Questionnaire, language: str, shapes: Iterable[tuple[str, dict[str, Fraction]]]) -> Radar:
    """A wheel of named shapes over the form's dimensions."""
    return Radar(
        title=told(form.title, language),
        axes=tuple(told(dimension.short, language) for dimension in form.dimensions),
        rounds=tuple(
            Series(name, tuple(shown(scores[dimension.code]) for dimension in form.dimensions))
            for name, scores in shapes
        ),
        top=float(TOP),
        heading=_("Dimension"),
    )


def _name(assessment: Assessment) -> str:
    year = assessment.submitted_at.year if assessment.submitted_at else ""
    return f"{assessment.timing} {year}".strip()


def _arm(
    form: Questionnaire,
    dimension: Dimension,
    assessment: Assessment,
    *,
    answers: Answers,
    first: Assessment | None,
    offers: Sequence[Help],
    language: str,
) -> Arm:
    score = assessment.dimension_scores[dimension.code]
    band = form.band(score)
    parts = assessment.part_scores
    return Arm(
        code=dimension.code,
        title=told(dimension.title, language),
        short=told(dimension.short, language),
        about=told(dimension.about, language),
        score=rounded(score),
        band=band.code,
        level=told(band.title, language),
        text=told(dimension.levels[band.code], language),
        parts=tuple(
            Part(told(part.title, language), shown(parts[part.code])) for part in dimension.parts if part.code in parts
        ),
        gaps=tuple(_gaps(form, dimension, answers, language))[:MOST_GAPS],
        help=tuple(offers),
        moved=shown(score - first.dimension_scores[dimension.code]) if first else None,
    )


def _gaps(form: Questionnaire, dimension: Dimension, answers: Answers, language: str) -> Iterable[str]:
    """What is not in place yet, in the questionnaire's own words."""
    for question in dimension.questions:
        if question.kind in (TICKS, CHOICE, SCALE) and is_asked(form, question, answers):
            answer = answers.get(question.code) or []
            for row, value in zip(question.rows, answer, strict=False):
                if row.counts and _is_missing(question, value):
                    yield told(row.label, language)


def _is_missing(question: Question, value: Any) -> bool:
    """A tick not ticked, or the lowest step. Of a technology not used nobody says that it is needed."""
    if question.kind == SCALE:
        return False
    return not value if question.kind == TICKS else value == question.steps[0].code


def _round(assessment: Assessment, form: Questionnaire) -> Comparison:
    scores = assessment.dimension_scores
    values = tuple(shown(scores[dimension.code]) for dimension in form.dimensions)
    return Comparison(_name(assessment), None, shown(assessment.overall_score), values)


def _peers(assessment: Assessment, form: Questionnaire, peers: dict[str, PeerMean]) -> tuple[Comparison, ...]:
    names = {
        "sector": _("Same sector"),
        "size": _("Same size"),
        "region": _("Same region"),
        "everyone": _("Everyone else at the hub"),
    }
    lines = [
        Comparison(
            label=names[key],
            n=mean.n,
            overall=shown(mean.overall),
            scores=tuple(shown(mean.dimensions[dimension.code]) for dimension in form.dimensions),
        )
        for key, mean in sorted(peers.items(), key=lambda item: list(names).index(item[0]))
    ]
    own = tuple(shown(assessment.dimension_scores[dimension.code]) for dimension in form.dimensions)
    return (Comparison(_("Your organisation"), None, shown(assessment.overall_score), own), *lines) if lines else ()
