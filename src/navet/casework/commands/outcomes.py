from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.assessments.rounds import due_on
from navet.casework import permissions
from navet.casework.facts import cases as case_facts
from navet.casework.facts import outcomes as facts
from navet.casework.models import Agreement, AgreementItem, Case, Outcome, OutcomeQuestion, Satisfaction
from navet.directory.models import Membership
from navet.journal.commands import announce
from navet.kit.commands import Actor, command
from navet.kit.refusals import Refused

ASKED_AFTER_MONTHS = (6, 12)


@dataclass(frozen=True, kw_only=True)
class Told:
    """An outcome as it is told: `kind` of Outcome.Kind; money in `currency`; `evidence` is what shows it."""

    kind: str
    text: str = ""
    on: date | None = None
    count: int = 1
    amount: Decimal | None = None
    currency: str = ""
    investment_kind: str = ""
    evidence: str = ""


@command(may=permissions.may_tell_outcome)
def record_outcome(who: Any, case: Case, *, told: Told) -> Outcome:
    """Keep what came of the help, told by the customer or by the hub."""
    outcome = Outcome(
        case=case,
        kind=told.kind,
        text=told.text,
        on=told.on or timezone.localdate(),
        count=told.count,
        amount=told.amount,
        currency=told.currency or (case.hub.currency if told.amount else ""),
        investment_kind=told.investment_kind,
        evidence=told.evidence,
        told_by=_side(who),
        told_by_name=who.name if isinstance(who, Membership) else case.application.applicant_name,
    )
    if outcome.on > timezone.localdate():
        raise Refused(fields={"on": [_("What has come of it cannot lie in the future.")]})
    outcome.full_clean()
    outcome.save()
    fact = facts.OutcomeRecorded(hub_id=case.hub_id, about=case.id, outcome_id=outcome.id, kind=outcome.kind)
    announce(fact, by=who)
    return outcome


@command(may=permissions.may_rate)
def rate_help(
    who: Any, case: Case, *, score: int, would_recommend: bool | None = None, comment: str = ""
) -> Satisfaction:
    """Say how the help was, from one to five."""
    rating = Satisfaction(case=case, score=score, would_recommend=would_recommend, comment=comment, told_by=_side(who))
    rating.full_clean()
    rating.save()
    fact = facts.HelpRated(hub_id=case.hub_id, about=case.id, satisfaction_id=rating.id, score=score)
    announce(fact, by=who)
    return rating


@command(may=permissions.may_close)
def close_case(
    member: Membership,
    case: Case,
    *,
    outcomes: Sequence[Told] = (),
    score: int | None = None,
    comment: str = "",
) -> Case:
    """Close the case with what came of it so far; the customer is asked again after 6 and 12 months."""
    promised = AgreementItem.objects.filter(
        agreement__case=case, agreement__status=Agreement.Status.CONFIRMED, settled_at__isnull=True
    )
    if promised.exists():
        raise Refused(_("Some of what was agreed is not given yet. Log it, or end the agreement, before you close."))
    for told in outcomes:
        record_outcome(member, case, told=told)
    if score is not None:
        rate_help(member, case, score=score, comment=comment)
    case.stage, case.closed_at = Case.Stage.CLOSED, timezone.now()
    case.next_step, case.next_step_on = "", None
    case.save(update_fields=["stage", "closed_at", "next_step", "next_step_on"])
    for months in ASKED_AFTER_MONTHS:
        _plan_question(case, months)
    announce(case_facts.CaseClosed(hub_id=case.hub_id, about=case.id, customer_id=case.customer_id), by=member)
    return case


def _plan_question(case: Case, months: int) -> None:
    """Once for each time; a case closed anew is asked from its new day, unless it was asked already."""
    question = OutcomeQuestion.objects.filter(case=case, months=months).first()
    if question is None or question.asked_at is None:
        question = question or OutcomeQuestion(case=case, months=months)
        question.due_on = due_on(timezone.localdate(), months)
        question.save()


@command(may=permissions.may_ask_for_outcome)
def ask_for_outcome(who: Actor, question: OutcomeQuestion) -> OutcomeQuestion:
    """Ask the customer, by letter, what came of the help; once."""
    if question.asked_at is None:
        question.asked_at = timezone.now()
        question.save(update_fields=["asked_at"])
        fact = facts.OutcomeAsked(
            hub_id=question.hub_id, about=question.case_id, question_id=question.id, months=question.months
        )
        announce(fact, by=who)
    return question


@command(may=permissions.may_answer_question)
def answer_outcome_question(
    who: Any, question: OutcomeQuestion, *, answer: str, told: Told | None = None
) -> OutcomeQuestion:
    """Answer in three taps: yes, soon or no, and one thing more. Answering again says it anew."""
    first = question.answered_at is None
    question.answer, question.answered_at = answer, timezone.now()
    question.full_clean()
    question.save(update_fields=["answer", "answered_at"])
    if told is not None:
        record_outcome(who, question.case, told=told)
    if first:
        fact = facts.OutcomeAnswered(
            hub_id=question.hub_id, about=question.case_id, question_id=question.id, answer=answer
        )
        announce(fact, by=who)
    return question


def _side(who: Any) -> str:
    staff = isinstance(who, Membership) and who.is_staff
    return Outcome.ToldBy.STAFF if staff else Outcome.ToldBy.CUSTOMER
