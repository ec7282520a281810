from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.funding import commands, queries
from navet.funding.schemas import (
    StoredMoney,
    StoredPeriod,
    WrittenAnswers,
    WrittenCost,
    WrittenDecision,
    WrittenPayment,
    WrittenTerms,
)

router = Router(tags=["funding"])


@router.get("/projects/{uuid:project_id}/money", response={200: list[StoredMoney], **NOS})
def money(request: MemberRequest, project_id: UUID) -> list[dict[str, Any]]:
    """Every financier of a project: its terms, its calendar, what is left, what lapses, what a withdrawal costs."""
    only(request.member, Audience.READER)
    return [outlook(each) for each in queries.outlooks(queries.find_project(project_id))]


@router.post("/projects/{uuid:project_id}/costs", response={201: UUID, **NOS})
def enter_bought_cost(request: MemberRequest, project_id: UUID, written: WrittenCost) -> Any:
    """Charge what was bought to a project; answers with the cost's id."""
    bought = commands.Bought(written.kind, written.what, written.amount, written.on)
    found = queries.find_project(project_id)
    return Status(201, commands.enter_bought_cost(request.member, found, key=written.key, bought=bought).id)


@router.put("/financiers/{uuid:financier_id}/terms", response={204: None, **NOS})
def set_terms(request: MemberRequest, financier_id: UUID, written: WrittenTerms) -> Any:
    """Write down what a financier has decided, and lay out its reporting calendar."""
    told = written.dict(exclude={"rules"})
    rules = [commands.Recognised(**rule.dict()) for rule in written.rules]
    found = queries.find_financier(financier_id)
    commands.set_terms(request.member, found, decided=commands.Decided(**told, rules=rules))
    return Status(204, None)


@router.post("/financiers/{uuid:financier_id}/contributions", response={201: UUID, **NOS})
def enter_contribution(request: MemberRequest, financier_id: UUID, written: WrittenPayment) -> Any:
    """Note what a financier has put in, with its proof; answers with the contribution's id."""
    paid = commands.PaidIn(written.form, written.amount, written.on, written.proof)
    found = queries.find_financier(financier_id)
    return Status(201, commands.enter_contribution(request.member, found, key=written.key, paid=paid).id)


@router.get("/periods/{uuid:period_id}", response={200: StoredPeriod, **NOS})
def period(request: MemberRequest, period_id: UUID) -> dict[str, Any]:
    """A period with its claim: as it would be sent now, or as it was sent."""
    only(request.member, Audience.READER)
    return stored(period_id)


@router.put("/periods/{uuid:period_id}/answers", response={200: StoredPeriod, **NOS})
def answer_status(request: MemberRequest, period_id: UUID, written: WrittenAnswers) -> dict[str, Any]:
    """Answer a financier's questions on a period; a question left out has no answer any more."""
    commands.answer_status(request.member, queries.find_period(period_id), answers=written.answers)
    return stored(period_id)


@router.post("/periods/{uuid:period_id}/claim", response={201: StoredPeriod, **NOS})
def submit_claim(request: MemberRequest, period_id: UUID) -> Any:
    """Freeze the claim of a period as it is sent."""
    commands.submit_claim(request.member, queries.find_period(period_id))
    return Status(201, stored(period_id))


@router.post("/claims/{uuid:claim_id}/decision", response={200: StoredPeriod, **NOS})
def decide_claim(request: MemberRequest, claim_id: UUID, written: WrittenDecision) -> dict[str, Any]:
    """Note what the financier approved of a claim."""
    claim = commands.decide_claim(request.member, queries.find_claim(claim_id), **written.dict())
    return stored(claim.period_id)


def outlook(told: queries.Outlook) -> dict[str, Any]:
    return {
        "financier_id": told.financier.id,
        "name": told.financier.name,
        **asdict(told.terms),
        "claimed": told.claimed,
        "paid_in": told.paid_in,
        **asdict(told.forecast),
        "gap_if_withdrawn": told.withdrawal.gap,
        "at_risk_if_withdrawn": told.withdrawal.at_risk,
        "periods": [
            {
                "id": due.period.id,
                "since": due.period.since,
                "until": due.period.until,
                "due_on": due.period.due_on,
                "standing": due.standing,
            }
            for due in told.dues
        ],
    }


def stored(period_id: UUID) -> dict[str, Any]:
    found = queries.find_period(period_id)
    told = queries.told_claim(found)
    claim = told.claim
    names = ("on", "kind", "what", "hours", "amount")
    return {
        "id": found.id,
        "financier_id": found.financier_id,
        "standing": told.due.standing,
        **told.figures,
        "claim_id": claim and claim.id,
        "seal": claim.seal if claim else "",
        "approved": claim and claim.approved,
        "answers": told.terms["answers"],
        "rows": [{name: getattr(row, name) for name in names} | {"worker": str(row.worker or "")} for row in told.rows],
        "waiting": len(told.waiting),
    }
