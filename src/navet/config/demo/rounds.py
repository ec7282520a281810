"""Rounds of the maturity questionnaire, answered by the customer and an adviser together."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from navet.assessments.commands import answer_question, open_assessment, submit_assessment
from navet.assessments.models import Assessment
from navet.config.demo.region import Region, Step


def rounds(told: list[dict[str, Any]]) -> Iterator[Step]:
    for assessed in told:
        for answered in assessed["rounds"]:
            take = partial(_answer, customer=assessed["customer"], told=answered)
            yield Step(f"round:{assessed['customer']}:{answered['round']}", answered["days_ago"], take)


def _answer(region: Region, customer: str, told: dict[str, Any]) -> Assessment:
    """The adviser asks some, the customer knows the rest; the customer sends it in."""
    adviser, contact = region.adviser_of(customer), region.contact(customer)
    organisation = region.customer(customer).organisation
    assessment = open_assessment(adviser, organisation, timing=told["round"])
    for number, (question, value) in enumerate(told["answers"].items()):
        answer_question(adviser if number % 3 == 0 else contact, assessment, question=question, value=value)
    return submit_assessment(contact, assessment)
