from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from navet.casework.models import Case, Outcome, OutcomeQuestion, Satisfaction
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound

LINKS = SignedLinks("casework.outcome")


def outcomes_of(case: Case) -> QuerySet[Outcome]:
    return Outcome.objects.filter(case=case).order_by("-on", "-id")


def ratings_of(case: Case) -> QuerySet[Satisfaction]:
    return Satisfaction.objects.filter(case=case).order_by("-id")


def questions_due(today: date) -> QuerySet[OutcomeQuestion]:
    """What is to be asked today, of cases that are still closed."""
    due = OutcomeQuestion.objects.filter(due_on__lte=today, asked_at__isnull=True, case__stage=Case.Stage.CLOSED)
    return due.select_related("case").order_by("due_on", "id")


def link_to_question(question: OutcomeQuestion) -> str:
    return LINKS.to(question.id)


def find_question_by_link(link: str) -> OutcomeQuestion:
    """The question a letter's link belongs to."""
    return find_question(LINKS.id_behind(link))


def find_question(id: UUID) -> OutcomeQuestion:
    found = OutcomeQuestion.objects.select_related("case__customer__organisation", "case__application", "case__hub")
    question = found.filter(id=id).first()
    if question is None:
        raise NotFound
    return question
