"""Help given, what came of it, and how the customer found it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from navet.casework.commands import (
    Given,
    answer_outcome_question,
    ask_for_outcome,
    close_case,
    deliver_help,
    rate_help,
    record_outcome,
)
from navet.casework.commands import Told as TellOutcome
from navet.casework.models import Agreement, AgreementItem, Case, Delivery, Outcome, OutcomeQuestion
from navet.catalogue.models import Service
from navet.config.demo.region import Region, Step
from navet.config.demo.working import case_of
from navet.directory.models import Membership
from navet.kit.commands import PLATFORM

Told = dict[str, Any]
A_DAY = 8
HALF_A_DAY = 4
HALF_A_YEAR = 184
ANSWER_AFTER = 3
RECOMMENDS = 4
KINDS = {"service": "SERVICE_LAUNCHED", "cooperation": "UNIVERSITY_COOPERATION"}


def help_given(told: list[Told]) -> Iterator[Step]:
    for case in told:
        key = f"case:{case['key']}"
        for number, given in enumerate(case["deliveries"]):
            name = f"{key}:delivery:{number}"
            yield Step(name, given["days_ago"], partial(_deliver, told=case, given=given, name=name))
        for number, outcome in enumerate(case["outcomes"]):
            yield Step(f"{key}:outcome:{number}", outcome["days_ago"], partial(_tell, told=case, outcome=outcome))
        if case["state"] == "closed":
            yield from _closing(key, case)


def _closing(key: str, case: Told) -> Iterator[Step]:
    """Closed, rated, and asked again after half a year; some have answered."""
    closed = case["steps"]["closed"]
    yield Step(f"{key}:closed", closed, partial(_close, told=case))
    yield Step(f"{key}:rated", closed, partial(_rate, told=case))
    asked = closed - HALF_A_YEAR
    if asked > 0:
        yield Step(f"{key}:asked", asked, partial(_ask, told=case))
        if case["later"]:
            yield Step(f"{key}:answered", asked - ANSWER_AFTER, partial(_answer, told=case, key=f"{key}:asked"))


def _deliver(region: Region, told: Told, given: Told, name: str) -> Delivery:
    """Whoever gave it logs it, when it is their own partner's to give; otherwise the adviser does."""
    agreement = region.find(Agreement, f"case:{told['key']}:agreement-proposed")
    service = region.known(Service, f"service:{given['service']}")
    item = AgreementItem.objects.get(agreement=agreement, service_id=service.id)
    gave = region.staff(given["by"])
    may_log = gave.is_staff or gave.partner_id == item.partner_id
    quantity, hours = Decimal(given["quantity"]), Decimal(given["hours"])
    done = Given(
        first_on=_first_day(agreement, region.today, given["hours"]),
        last_on=region.today,
        hours=hours,
        quantity=quantity,
        participants=int(quantity) if item.unit == "PARTICIPANT" else 1,
        description=given["note"],
        delivered_by=gave,
    )
    logs = gave if may_log else region.staff(told["adviser"])
    return deliver_help(logs, case_of(region, told), key=uuid5(NAMESPACE_URL, name), given=done, item=item)


def _first_day(agreement: Agreement, last: date, hours: int) -> date:
    """What takes longer than a day is spread out, and begins when it was agreed at the earliest."""
    if hours <= A_DAY or agreement.confirmed_at is None:
        return last
    return max(timezone.localdate(agreement.confirmed_at), last - timedelta(days=hours // HALF_A_DAY))


def _tell(region: Region, told: Told, outcome: Told) -> Outcome:
    """The hub tells while the case is open; afterwards the customer does."""
    case = case_of(region, told)
    who: Membership = region.staff(told["adviser"]) if case.is_open else region.contact(told["customer"])
    amount = Decimal(outcome["amount"]) if "amount" in outcome else None
    heard = TellOutcome(
        kind=KINDS.get(outcome["kind"], outcome["kind"].upper()),
        text=outcome["text"],
        on=region.today,
        count=outcome.get("count", 1),
        amount=amount,
        currency=outcome.get("currency", ""),
        investment_kind=outcome.get("money", ""),
        evidence=outcome["evidence"],
    )
    return record_outcome(who, case, told=heard)


def _close(region: Region, told: Told) -> Case:
    return close_case(region.staff(told["adviser"]), case_of(region, told))


def _rate(region: Region, told: Told) -> None:
    found = told["satisfaction"]
    rate_help(
        region.contact(told["customer"]),
        case_of(region, told),
        score=found["score"],
        would_recommend=found["recommend"] >= RECOMMENDS,
        comment=found["comment"],
    )


def _ask(region: Region, told: Told) -> OutcomeQuestion:
    question = OutcomeQuestion.objects.get(case=case_of(region, told), months=6)
    return ask_for_outcome(PLATFORM, question)


def _answer(region: Region, told: Told, key: str) -> OutcomeQuestion:
    question = region.find(OutcomeQuestion, key)
    return answer_outcome_question(region.contact(told["customer"]), question, answer=told["later"])
