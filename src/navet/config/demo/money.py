"""A second project with many financiers: their terms, what they have put in, what was bought, and a claim."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from navet.audits.commands import attach_proof, open_room
from navet.audits.models import AuditRoom, Proof
from navet.audits.queries import evidence_of
from navet.config.demo.offers import open_with_financiers
from navet.config.demo.region import Region, Step
from navet.funding.commands import (
    Bought,
    Decided,
    PaidIn,
    answer_status,
    decide_claim,
    enter_bought_cost,
    enter_contribution,
    set_terms,
    submit_claim,
)
from navet.funding.models import Claim, Contribution, Cost, Financier, Period, Project
from navet.funding.queries import find_financier, find_period
from navet.kit.letters import BLOCKS, letter, words_around
from navet.kit.records import new_id


def second_project(told: dict[str, Any]) -> Iterator[Step]:
    """The project and what happens to its money, each on its day."""
    begun = told["project"]["starts_days_ago"]
    yield Step("money:project", begun, partial(open_with_financiers, told=told["project"]))
    for name, terms in told["terms"].items():
        yield Step(f"money:terms:{name}", begun, partial(_decide, name=name, told=terms))
    for each in told["contributions"]:
        yield Step(f"money:paid:{each['key']}", each["days_ago"], partial(_pay_in, told=each))
    for each in told["costs"]:
        yield Step(f"money:cost:{each['key']}", each["days_ago"], partial(_buy, told=each))
        yield Step(f"money:invoice:{each['key']}", each["days_ago"], partial(_prove, told=each))
    if told["claim"]:
        yield Step("money:claim", told["claim"]["days_ago"], partial(_claim, told=told["claim"]))
        yield Step("money:decision", told["claim"]["decided_days_ago"], _approve)
        yield Step("money:audit", told["claim"]["audit"]["days_ago"], partial(_audit, told=told["claim"]["audit"]))


def _financier(region: Region, name: str) -> Financier:
    project = region.find(Project, "money:project")
    return find_financier(Financier.objects.get(project=project, name=name).id)


def _decide(region: Region, name: str, told: dict[str, Any]) -> Financier:
    decided = Decided(
        rate=Decimal(told["rate"]) if "rate" in told else None,
        ceiling=Decimal(told["ceiling"]) if "ceiling" in told else None,
        if_others_pay=told.get("if_others_pay", False),
        months=told["months"],
        questions="\n".join(told.get("questions", [])),
    )
    return set_terms(region.coordinator, _financier(region, name), decided=decided)


def _pay_in(region: Region, told: dict[str, Any]) -> Contribution:
    paid = PaidIn(told["form"], Decimal(told["amount"]), region.day(told["days_ago"]), told["proof"])
    return enter_contribution(region.coordinator, _financier(region, told["by"]), key=new_id(), paid=paid)


def _buy(region: Region, told: dict[str, Any]) -> Cost:
    bought = Bought(told["kind"], told["what"], Decimal(told["amount"]), region.day(told["days_ago"]))
    project = region.find(Project, "money:project")
    return enter_bought_cost(region.coordinator, project, key=new_id(), bought=bought)


def _prove(region: Region, told: dict[str, Any]) -> Proof:
    """The supplier's invoice, as a PDF of its own."""
    cost = region.find(Cost, f"money:cost:{told['key']}")
    day = cost.on.isoformat()
    pairs = [[told["what"], f"{cost.amount} {cost.currency}"]]
    facts = {
        "hub": {"name": "Leverantören", "address": "", "email": "", "phone": "", "colour": "#444444", "logo": ""},
        "to": [region.hub.name],
        "title": told["what"],
        "reference": told["key"],
        "day": day,
        "day_written": day,
        "words": words_around(region.language),
        "blocks": [{"kind": "facts", "pairs": pairs}],
    }
    invoice = letter(BLOCKS, facts, language=region.language)
    return attach_proof(
        region.coordinator,
        evidence_of(region.coordinator, cost.about),
        kind="INVOICE",
        name=f"{told['key']}.pdf",
        file=BytesIO(invoice),
        size=len(invoice),
    )


def _audit(region: Region, told: dict[str, Any]) -> AuditRoom:
    until = region.day(-told["ends_in_days"])
    return open_room(region.coordinator, region.find(Claim, "money:claim").financier, auditor=told["by"], until=until)


def _claim(region: Region, told: dict[str, Any]) -> Claim:
    first = Period.objects.filter(financier=_financier(region, told["to"])).earliest("since")
    answer_status(region.coordinator, find_period(first.id), answers=told["answers"])
    return submit_claim(region.coordinator, find_period(first.id))


def _approve(region: Region) -> Claim:
    claim = region.find(Claim, "money:claim")
    return decide_claim(region.coordinator, claim, approved=claim.claimed, on=region.today)
