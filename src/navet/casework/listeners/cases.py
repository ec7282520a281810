"""Who is told by letter when something happens to the help."""

from typing import Any

from django.urls import reverse

from navet.casework import queries
from navet.casework.facts.agreements import AgreementConfirmed, AgreementSent
from navet.casework.facts.outcomes import OutcomeAsked
from navet.casework.facts.plans import PlanSent
from navet.hubs.queries import address_of
from navet.kit.facts import hears
from navet.kit.mail import send_mail


@hears(PlanSent)
def send_the_plan(fact: PlanSent) -> None:
    plan = queries.plan_to_send(fact.plan_id)
    path = reverse("casework:your_plan", args=[queries.link_to_plan(plan)])
    _write("plan", plan.case, path)


@hears(AgreementSent)
def send_the_agreement(fact: AgreementSent) -> None:
    agreement = queries.agreement_to_send(fact.agreement_id)
    path = reverse("casework:your_agreement", args=[queries.link_to_agreement(agreement)])
    _write("agreement", agreement.case, path, agreement=agreement)


@hears(AgreementConfirmed)
def send_the_letter(fact: AgreementConfirmed) -> None:
    agreement = queries.agreement_to_send(fact.agreement_id)
    path = reverse("casework:your_letter", args=[queries.link_to_agreement(agreement)])
    _write("in_force", agreement.case, path, agreement=agreement)


@hears(OutcomeAsked)
def ask_the_customer(fact: OutcomeAsked) -> None:
    question = queries.find_question(fact.question_id)
    path = reverse("casework:outcome_question", args=[queries.link_to_question(question)])
    _write("outcome", question.case, path)


def _write(letter: str, case: Any, path: str, **more: Any) -> None:
    """To whoever asked for the help, in the language they asked in; somebody erased is not written to."""
    application = case.application
    if application.applicant_email:
        context = {"case": case, "hub": case.hub, "address": address_of(case.hub, path), **more}
        send_mail(
            f"casework/letters/{letter}.txt",
            to=application.applicant_email,
            language=application.language,
            context=context,
        )
