from decimal import Decimal
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from navet.assessments import facts, permissions
from navet.assessments.commands.planning import schedule_round
from navet.assessments.models import Answer, Assessment, Correction, Guest
from navet.assessments.queries import answers_to, progress
from navet.assessments.rounds import T2
from navet.assessments.scoring import Scores, rounded, score
from navet.directory.models import Membership, Visitor
from navet.directory.queries import customer_for
from navet.journal.commands import announce
from navet.kit.commands import PLATFORM, command
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.questionnaires.answering import read_answer
from navet.questionnaires.form import Question, Questionnaire
from navet.questionnaires.places import Misplaced, Place
from navet.questionnaires.queries import form_of


@command(may=permissions.may_answer)
def answer_question(who: Membership | Visitor, assessment: Assessment, *, question: str, value: Any) -> Answer:
    """Save one answer of an open round; the last one stands, with who gave it and when."""
    form = form_of(assessment.questionnaire_id)
    asked = _question(form, question)
    _within_invitation(who, form, question)
    held = _lock(assessment)
    if held.is_locked:
        raise Refused(_("This round is submitted and locked. A mistake in it can be corrected by the hub."))
    if held.opened_at is None:
        held.opened_at = timezone.now()
        held.save(update_fields=["opened_at"])
    return _keep(who, held, asked, _read(asked, value))


@command(may=permissions.may_submit)
def submit_assessment(who: Membership | Visitor, assessment: Assessment) -> Assessment:
    """Lock the round and freeze its scores; submitting again changes nothing."""
    held = _lock(assessment)
    if held.is_locked:
        return held
    form, answers = form_of(held.questionnaire_id), answers_to(held)
    open_still = progress(form, answers)
    if not open_still.is_done:
        left = open_still.asked - open_still.answered
        words = ngettext("%(left)s question is still open.", "%(left)s questions are still open.", left)
        raise Refused(words % {"left": left})
    held.submitted_at = timezone.now()
    held.submitted_by = who if isinstance(who, Membership) else None
    held.submitted_by_name = who.actor_name
    held.opened_at = held.opened_at or held.submitted_at
    _freeze(held, score(form, answers))
    _remember_the_customer(held)
    held.full_clean()
    held.save()
    fact = facts.AssessmentSubmitted(
        hub_id=held.hub_id,
        about=held.id,
        organisation_id=held.organisation_id,
        timing=held.timing,
        overall=str(held.overall_score),
    )
    announce(fact, by=who)
    if held.timing != T2:
        schedule_round(PLATFORM, held.organisation, anchor_on=held.anchor_on or timezone.localdate())
    return held


@command(may=permissions.may_correct)
def correct_assessment(
    staff: Membership | Visitor, assessment: Assessment, *, question: str, value: Any, reason: str
) -> Correction:
    """Change one answer of a submitted round; what stood before, who and why stay beside it, and the scores follow."""
    form = form_of(assessment.questionnaire_id)
    asked = _question(form, question)
    held = _lock(assessment)
    if not held.is_locked or held.source == Assessment.Source.FILE:
        raise Refused(_("Only a round that was answered and submitted here can be corrected."))
    answers = answers_to(held)
    correction = Correction(
        assessment=held,
        question=question,
        before=answers.get(question),
        after=_read(asked, value),
        scores_before=held.scores or {},
        reason=reason,
        corrected_by=cast("Membership", staff),
    )
    correction.full_clean()
    correction.save()
    _keep(staff, held, asked, correction.after)
    _freeze(held, score(form, answers | {question: correction.after}))
    held.save()
    fact = facts.AssessmentCorrected(
        hub_id=held.hub_id,
        about=held.id,
        organisation_id=held.organisation_id,
        question=question,
        correction_id=correction.id,
    )
    announce(fact, by=staff)
    return correction


def _lock(assessment: Assessment) -> Assessment:
    """The round as it stands now, held until the end of the command."""
    return Assessment.objects.select_for_update().get(id=assessment.id)


def _question(form: Questionnaire, code: str) -> Question:
    if code not in form.questions:
        raise NotFound
    return form.questions[code]


def _within_invitation(who: Membership | Visitor, form: Questionnaire, question: str) -> None:
    """A colleague invited to some dimensions answers those and no others."""
    if not isinstance(who, Guest) or who.invitation is None:
        return
    dimension = next(each.code for each in form.dimensions if any(q.code == question for q in each.questions))
    if not who.invitation.covers(dimension):
        raise NotAllowed(_("Your link is for another part of this round."))


def _read(question: Question, value: Any) -> Any:
    try:
        return read_answer(question, Place(value, question.code), unfinished=True)
    except Misplaced as fault:
        raise Refused(str(fault), fields={question.code: [str(fault)]}) from fault


def _keep(who: Membership | Visitor, assessment: Assessment, question: Question, value: Any) -> Answer:
    answer, _made = Answer.objects.update_or_create(
        assessment=assessment,
        question=question.code,
        defaults={
            "value": value,
            "answered_by": who if isinstance(who, Membership) else None,
            "answered_by_name": who.actor_name,
            "answered_at": timezone.now(),
        },
    )
    return answer


def _freeze(assessment: Assessment, scores: Scores) -> None:
    assessment.scores = {
        "dimensions": {code: str(value) for code, value in scores.dimensions.items()},
        "parts": {code: str(value) for code, value in scores.parts.items()},
        "overall": str(scores.overall),
    }
    assessment.overall = Decimal(str(rounded(scores.overall)))
    assessment.level = scores.level


def _remember_the_customer(assessment: Assessment) -> None:
    """Peers are compared by what was known on the day."""
    customer = customer_for(assessment.organisation_id)
    if customer:
        assessment.sector, assessment.size = customer.sector, customer.size
        assessment.region = customer.organisation.region
