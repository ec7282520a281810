from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError

from navet.assessments import commands, queries
from navet.assessments.schemas import (
    SCORE_BODY,
    AnswerIn,
    AnswerOut,
    CorrectionIn,
    CorrectionOut,
    Figures,
    InvitationIn,
    InvitationOut,
    OpeningIn,
    Page,
    RoundOut,
    RoundWhole,
    State,
    Timing,
)
from navet.assessments.score_file import score_file
from navet.directory.doors import MemberRequest
from navet.directory.queries import find_organisation
from navet.directory.schemas import NOS
from navet.kit.refusals import NotAllowed, NotFound
from navet.questionnaires.answering import read_answer
from navet.questionnaires.places import Misplaced, Place
from navet.questionnaires.queries import form_of

router = Router(tags=["maturity"])


@router.post(
    "assessments/score",
    response={200: Figures, **NOS},
    operation_id="score_assessment",
    auth=None,
    openapi_extra=SCORE_BODY,
)
def score_assessment(request: HttpRequest) -> dict[str, Any]:
    """Score answers you bring along; nothing is kept. The same figures and the same words as `navet maturity score`."""
    try:
        return score_file(request.body)
    except Misplaced as fault:
        raise HttpError(422, str(fault)) from fault


@router.get("assessments", response={200: Page, **NOS}, operation_id="assessments")
def assessments(
    request: MemberRequest, state: State | None = None, timing: Timing | None = None, after: str = ""
) -> Page:
    """The hub's rounds, the next due first, fifty at a time; without `state` those that wait for answers."""
    if not request.member.may_read:
        raise NotAllowed
    try:
        key = queries.read_key(after)
    except ValueError as wrong:
        raise HttpError(422, "after: not the `next` of a page") from wrong
    found = list(queries.assessments(state=state or "", timing=timing or "", after=key)[: queries.PER_PAGE + 1])
    items = found[: queries.PER_PAGE]
    following = queries.key_of(items[-1]) if len(found) > len(items) else None
    return Page(items=[RoundOut.told(each) for each in items], next=following)


@router.post("organisations/{uuid:id}/assessments", response={201: RoundWhole, **NOS}, operation_id="open_assessment")
def open_assessment(request: MemberRequest, id: UUID, opening: OpeningIn) -> Status[RoundWhole]:
    """Open a round for a customer; opening it again gives the same round."""
    organisation = find_organisation(request.member, id)
    details = opening.dict() | {"code": opening.code or ""}
    return Status(201, RoundWhole.told(commands.open_assessment(request.member, organisation, **details)))


@router.get("assessments/{uuid:id}", response={200: RoundWhole, **NOS}, operation_id="assessment")
def assessment(request: MemberRequest, id: UUID) -> RoundWhole:
    """A round with its answers, and its scores when it is submitted."""
    return RoundWhole.told(queries.find_assessment(request.member, id))


@router.put(
    "assessments/{uuid:id}/answers/{question}", response={200: AnswerOut, **NOS}, operation_id="answer_question"
)
def answer_question(request: MemberRequest, id: UUID, question: str, answer: AnswerIn) -> AnswerOut:
    """Save one answer of an open round; the last one stands."""
    assessment = queries.find_assessment(request.member, id)
    value = _shaped(assessment.questionnaire_id, question, answer.value)
    kept = commands.answer_question(request.member, assessment, question=question, value=value)
    return AnswerOut(
        question=kept.question,
        value=kept.value,
        answered_by=kept.answered_by_name,
        answered_at=kept.answered_at,
    )


@router.post("assessments/{uuid:id}/submission", response={200: RoundWhole, **NOS}, operation_id="submit_assessment")
def submit_assessment(request: MemberRequest, id: UUID) -> RoundWhole:
    """Send the round in: it is locked, and its scores are frozen. Sending in again changes nothing."""
    assessment = queries.find_assessment(request.member, id)
    return RoundWhole.told(commands.submit_assessment(request.member, assessment))


@router.post(
    "assessments/{uuid:id}/corrections", response={201: CorrectionOut, **NOS}, operation_id="correct_assessment"
)
def correct_assessment(request: MemberRequest, id: UUID, right: CorrectionIn) -> Status[CorrectionOut]:
    """Correct one answer of a submitted round; what stood before is kept."""
    assessment = queries.find_assessment(request.member, id)
    value = _shaped(assessment.questionnaire_id, right.question, right.value)
    correction = commands.correct_assessment(
        request.member, assessment, question=right.question, value=value, reason=right.reason
    )
    return Status(201, CorrectionOut.told(correction))


@router.post("assessments/{uuid:id}/invitations", response={201: InvitationOut, **NOS}, operation_id="invite_colleague")
def invite_colleague(request: MemberRequest, id: UUID, told: InvitationIn) -> Status[InvitationOut]:
    """Send somebody a link to answer the round, or some of its dimensions."""
    assessment = queries.find_assessment(request.member, id)
    invitation = commands.invite_colleague(request.member, assessment, **told.dict())
    return Status(201, InvitationOut.told(invitation))


@router.post("assessments/{uuid:id}/reminder", response={200: list[InvitationOut], **NOS}, operation_id="remind")
def remind(request: MemberRequest, id: UUID) -> list[InvitationOut]:
    """Bring a waiting round to the mind of those who speak for the customer."""
    assessment = queries.find_assessment(request.member, id)
    return [InvitationOut.told(each) for each in commands.remind(request.member, assessment)]


def _shaped(questionnaire_id: UUID, question: str, value: Any) -> Any:
    """The answer in the shape of its question; 422 that names the place, 404 for no such question."""
    questions = form_of(questionnaire_id).questions
    if question not in questions:
        raise NotFound
    try:
        return read_answer(questions[question], Place(value, "value"), unfinished=True)
    except Misplaced as fault:
        raise HttpError(422, str(fault)) from fault
