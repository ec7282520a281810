"""The shapes machines send and get."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from navet.assessments import queries
from navet.assessments.models import Assessment, Correction, Invitation
from navet.assessments.scoring import rounded
from navet.questionnaires.queries import form_of

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Address = Annotated[str, Field(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$")]
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9._ -]*$")]
Reason = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Timing = Literal["T0", "T1", "T2"]
State = Literal["overdue", "submitted", "all"]

TICKS: dict[str, Any] = {"type": "array", "items": {"type": "boolean"}}
ANSWER: dict[str, Any] = {
    "anyOf": [
        TICKS,
        {"type": "object", "additionalProperties": TICKS},
        {"type": "array", "items": {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]}},
        {"type": "string"},
        {"type": "integer"},
        {"type": "null"},
    ]
}
# The question of `POST assessments/score`, for the description only: `score_file` reads it, so that the terminal
# and the endpoint say the same words.
SCORE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "form": {"type": "string"},
                        "version": {"type": "string"},
                        "answers": {"type": "object", "additionalProperties": ANSWER},
                    },
                    "required": ["form", "answers"],
                    "additionalProperties": False,
                }
            }
        },
    }
}


class Figures(Schema):
    """Scores from 0 to 100, rounded half-even to four decimals; the level is that of the unrounded score."""

    form: str
    version: str
    dimensions: dict[str, float]
    overall: float
    level: str


class OpeningIn(Schema):
    """Which round to open; without `code` the official questionnaire for the kind of organisation."""

    code: Code | None = None
    timing: Timing = "T0"
    due_on: Day | None = None


class AnswerIn(Schema):
    """One answer in the shape of its question (see docs/questionnaires.md)."""

    value: Annotated[Any, Field(json_schema_extra=ANSWER)]


class AnswerOut(Schema):
    question: str
    value: Any
    answered_by: str
    answered_at: datetime


class CorrectionIn(AnswerIn):
    question: Code
    reason: Reason


class CorrectionOut(Schema):
    id: UUID
    question: str
    before: Any
    after: Any
    reason: str
    corrected_by: str

    @classmethod
    def told(cls, correction: Correction) -> "CorrectionOut":
        return cls(
            id=correction.id,
            question=correction.question,
            before=correction.before,
            after=correction.after,
            reason=correction.reason,
            corrected_by=correction.corrected_by.name,
        )


class InvitationIn(Schema):
    name: Line
    email: Address
    language: Literal["en", "nb", "sv"]
    dimensions: list[Code] = []
    expires_on: Day | None = None


class InvitationOut(Schema):
    id: UUID
    name: str
    email: str
    dimensions: list[str]
    expires_on: date

    @classmethod
    def told(cls, invitation: Invitation) -> "InvitationOut":
        return cls(
            id=invitation.id,
            name=invitation.name,
            email=invitation.email,
            dimensions=invitation.dimensions,
            expires_on=invitation.expires_on,
        )


class RoundOut(Schema):
    """A round in a list. `overall` is null until it is submitted."""

    id: UUID
    organisation: str
    form: str
    version: str
    timing: str
    state: str
    due_on: date | None
    overall: float | None
    level: str

    @classmethod
    def told(cls, assessment: Assessment) -> "RoundOut":
        return cls(**_round(assessment))


class Page(Schema):
    """One page of the list; `next` is the value of `after` for the following page."""

    items: list[RoundOut]
    next: str | None


class RoundWhole(RoundOut):
    """A round with its answers, how far it has come, and its scores when it is submitted."""

    answers: dict[str, Any]
    answered: int
    asked: int
    dimensions: dict[str, float]
    parts: dict[str, float]

    @classmethod
    def told(cls, assessment: Assessment) -> "RoundWhole":
        answers = queries.answers_to(assessment)
        so_far = queries.progress(form_of(assessment.questionnaire_id), answers)
        return cls(
            **_round(assessment),
            answers=answers,
            answered=so_far.answered,
            asked=so_far.asked,
            dimensions={code: rounded(value) for code, value in assessment.dimension_scores.items()},
            parts={code: rounded(value) for code, value in assessment.part_scores.items()},
        )


def _round(assessment: Assessment) -> dict[str, Any]:
    return {
        "id": assessment.id,
        "organisation": assessment.organisation.legal_name,
        "form": assessment.questionnaire.code,
        "version": assessment.questionnaire.version,
        "timing": assessment.timing,
        "state": assessment.state,
        "due_on": assessment.due_on,
        "overall": None if assessment.overall is None else float(assessment.overall),
        "level": assessment.level,
    }
