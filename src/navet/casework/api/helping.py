from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema, Status

from navet.casework import commands, queries
from navet.casework.commands import Given, Told
from navet.catalogue.queries import find_service
from navet.directory.doors import MemberRequest
from navet.directory.queries import find_member
from navet.directory.schemas import NOS
from navet.hubs.queries import find_partner
from navet.stateaid.commands import OtherAid, declare_aid

router = Router(tags=["help"])


class PlanItemOut(Schema):
    id: UUID
    service_id: UUID
    quantity: Decimal
    partner_id: UUID | None
    reasons: list[dict[str, Any]]
    note: str


class PlanOut(Schema):
    id: UUID
    case_id: UUID
    version: int
    status: str
    items: list[PlanItemOut]


class AddPlanItem(Schema):
    service_id: UUID
    quantity: Decimal = Decimal(1)
    partner_id: UUID | None = None
    note: str = ""


class ChangePlanItem(Schema):
    quantity: Decimal
    partner_id: UUID | None = None
    note: str = ""


class MovePlanItem(Schema):
    earlier: bool


class SendPlan(Schema):
    greeting: str = ""


class AgreementItemOut(Schema):
    id: UUID
    service_id: UUID
    quantity: Decimal
    unit: str
    price: Decimal
    currency: str
    invoiced: Decimal
    aid: Decimal
    regime: str
    price_version: str
    aid_entry_id: UUID | None


class AgreementOut(Schema):
    id: UUID
    case_id: UUID
    number: str
    status: str
    letter_sha256: str
    items: list[AgreementItemOut]


class ChangeAgreementItem(Schema):
    quantity: Decimal
    invoiced: Decimal
    regime: str
    partner_id: UUID | None = None


class Grant(Schema):
    granted_on: date
    amount: Decimal
    authority: str
    currency: str = "EUR"


class SignAgreement(Schema):
    other_aid: list[Grant] = []


class EndAgreement(Schema):
    reason: str


class GivenIn(Schema):
    key: UUID
    first_on: date
    last_on: date
    hours: Decimal
    description: str
    quantity: Decimal | None = None
    participants: int = 1
    invoiced: Decimal | None = None
    is_last: bool = False
    delivered_by_id: UUID | None = None

    def given(self) -> Given:
        details = self.dict(exclude={"key", "delivered_by_id", "item_id", "service_id", "reason"})
        return Given(**details, delivered_by=find_member(self.delivered_by_id) if self.delivered_by_id else None)


class DeliverHelp(GivenIn):
    item_id: UUID | None = None
    service_id: UUID | None = None


class CorrectDelivery(GivenIn):
    reason: str


class DeliveryOut(Schema):
    id: UUID
    case_id: UUID
    item_id: UUID | None
    service_id: UUID
    kind: str
    first_on: date
    last_on: date
    hours: Decimal
    quantity: Decimal
    value: Decimal
    invoiced: Decimal
    aid: Decimal
    currency: str
    cost_id: UUID | None
    aid_entry_id: UUID | None
    replaced: bool


class FiveOut(Schema):
    """The five records of a delivery, corrections included."""

    delivery: DeliveryOut
    work_log: list[dict[str, Any]]
    costs: list[dict[str, Any]]
    aid: dict[str, Any] | None
    indicator_row: dict[str, Any] | None
    next_round: dict[str, Any] | None


class ToldIn(Schema):
    kind: str
    text: str = ""
    on: date | None = None
    count: int = 1
    amount: Decimal | None = None
    currency: str = ""
    investment_kind: str = ""
    evidence: str = ""


class RateHelp(Schema):
    score: int
    would_recommend: bool | None = None
    comment: str = ""


class CloseCase(Schema):
    outcomes: list[ToldIn] = []
    score: int | None = None
    comment: str = ""


class Made(Schema):
    id: UUID


def _plan(plan: Any) -> dict[str, Any]:
    return {
        "id": plan.id,
        "case_id": plan.case_id,
        "version": plan.version,
        "status": plan.status,
        "items": list(queries.items_of(plan)),
    }


def _agreement(agreement: Any) -> dict[str, Any]:
    names = ("id", "case_id", "number", "status", "letter_sha256")
    items = list(queries.items_of_agreement(agreement))
    return {**{name: getattr(agreement, name) for name in names}, "items": items}


def _delivery(delivery: Any) -> dict[str, Any]:
    names = set(DeliveryOut.model_fields) - {"replaced"}
    return {**{name: getattr(delivery, name) for name in names}, "replaced": delivery.replaced_at is not None}


@router.post("/cases/{case_id}/plans", response={201: PlanOut, **NOS}, operation_id="propose_plan")
def propose_plan(request: MemberRequest, case_id: UUID) -> object:
    return Status(201, _plan(commands.propose_plan(request.member, queries.find_case(request.member, case_id))))


@router.get("/plans/{plan_id}", response={200: PlanOut, **NOS}, operation_id="plan")
def plan(request: MemberRequest, plan_id: UUID) -> object:
    return _plan(queries.find_plan(request.member, plan_id))


@router.post("/plans/{plan_id}/items", response={201: Made, **NOS}, operation_id="add_plan_item")
def add_plan_item(request: MemberRequest, plan_id: UUID, asked: AddPlanItem) -> object:
    plan = queries.find_plan(request.member, plan_id)
    partner = find_partner(asked.partner_id) if asked.partner_id else None
    details: dict[str, Any] = {"quantity": asked.quantity, "note": asked.note, "partner": partner}
    return Status(201, commands.add_plan_item(request.member, plan, service=find_service(asked.service_id), **details))


@router.put("/plan-items/{item_id}", response={200: Made, **NOS}, operation_id="change_plan_item")
def change_plan_item(request: MemberRequest, item_id: UUID, asked: ChangePlanItem) -> object:
    item = queries.find_plan_item(request.member, item_id)
    partner = find_partner(asked.partner_id) if asked.partner_id else None
    return commands.change_plan_item(request.member, item, quantity=asked.quantity, partner=partner, note=asked.note)


@router.post("/plan-items/{item_id}/place", response={200: Made, **NOS}, operation_id="move_plan_item")
def move_plan_item(request: MemberRequest, item_id: UUID, asked: MovePlanItem) -> object:
    item = queries.find_plan_item(request.member, item_id)
    return commands.move_plan_item(request.member, item, earlier=asked.earlier)


@router.delete("/plan-items/{item_id}", response={200: PlanOut, **NOS}, operation_id="remove_plan_item")
def remove_plan_item(request: MemberRequest, item_id: UUID) -> object:
    return _plan(commands.remove_plan_item(request.member, queries.find_plan_item(request.member, item_id)))


@router.post("/plans/{plan_id}/sending", response={200: PlanOut, **NOS}, operation_id="send_plan")
def send_plan(request: MemberRequest, plan_id: UUID, asked: SendPlan) -> object:
    plan = queries.find_plan(request.member, plan_id)
    return _plan(commands.send_plan(request.member, plan, greeting=asked.greeting))


@router.post("/plans/{plan_id}/acceptance", response={200: PlanOut, **NOS}, operation_id="accept_plan")
def accept_plan(request: MemberRequest, plan_id: UUID) -> object:
    return _plan(commands.accept_plan(request.member, queries.find_plan_for_customer(request.member, plan_id)))


@router.post("/plans/{plan_id}/agreements", response={201: AgreementOut, **NOS}, operation_id="draft_agreement")
def draft_agreement(request: MemberRequest, plan_id: UUID) -> object:
    plan = queries.find_plan(request.member, plan_id)
    return Status(201, _agreement(commands.draft_agreement(request.member, plan)))


@router.get("/agreements/{agreement_id}", response={200: AgreementOut, **NOS}, operation_id="agreement")
def agreement(request: MemberRequest, agreement_id: UUID) -> object:
    return _agreement(queries.find_readable_agreement(request.member, agreement_id))


@router.get("/agreements/{agreement_id}/letter", response=NOS, operation_id="agreement_letter")
def agreement_letter(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    """The letter as PDF, the same bytes for ever; 404 until the agreement is confirmed."""
    found = queries.confirmed_agreement(request.member, agreement_id)
    return HttpResponse(queries.letter_of(found), content_type="application/pdf")


@router.put("/agreement-items/{item_id}", response={200: AgreementItemOut, **NOS}, operation_id="change_agreement_item")
def change_agreement_item(request: MemberRequest, item_id: UUID, asked: ChangeAgreementItem) -> object:
    item = queries.find_agreement_item(request.member, item_id)
    partner = find_partner(asked.partner_id) if asked.partner_id else None
    details = asked.dict(exclude={"partner_id"})
    return commands.change_agreement_item(request.member, item, **details, partner=partner)


@router.post("/agreements/{agreement_id}/sending", response={200: AgreementOut, **NOS}, operation_id="send_agreement")
def send_agreement(request: MemberRequest, agreement_id: UUID) -> object:
    return _agreement(commands.send_agreement(request.member, queries.find_agreement(request.member, agreement_id)))


@router.post("/agreements/{agreement_id}/signature", response={200: AgreementOut, **NOS}, operation_id="sign_agreement")
def sign_agreement(request: MemberRequest, agreement_id: UUID, asked: SignAgreement) -> object:
    """The customer's declaration of other aid and its signature, in one act."""
    found = queries.find_readable_agreement(request.member, agreement_id)
    if found.signed_at is None and queries.needs_declaration(queries.items_of_agreement(found)):
        rows = [OtherAid(**grant.dict()) for grant in asked.other_aid]
        declare_aid(request.member, found.case.customer.organisation, rows=rows)
    return _agreement(commands.sign_agreement(request.member, found))


@router.post(
    "/agreements/{agreement_id}/confirmation", response={200: AgreementOut, **NOS}, operation_id="confirm_agreement"
)
def confirm_agreement(request: MemberRequest, agreement_id: UUID) -> object:
    return _agreement(commands.confirm_agreement(request.member, queries.find_agreement(request.member, agreement_id)))


@router.post("/agreements/{agreement_id}/ending", response={200: AgreementOut, **NOS}, operation_id="end_agreement")
def end_agreement(request: MemberRequest, agreement_id: UUID, asked: EndAgreement) -> object:
    found = queries.find_agreement(request.member, agreement_id)
    return _agreement(commands.end_agreement(request.member, found, reason=asked.reason))


@router.post("/cases/{case_id}/deliveries", response={201: DeliveryOut, **NOS}, operation_id="deliver_help")
def deliver_help(request: MemberRequest, case_id: UUID, asked: DeliverHelp) -> object:
    """One act, five records. The same `key` again gives the same delivery."""
    case = queries.find_case(request.member, case_id)
    item = queries.find_agreement_item(request.member, asked.item_id) if asked.item_id else None
    service = find_service(asked.service_id) if asked.service_id else None
    given = commands.deliver_help(request.member, case, key=asked.key, given=asked.given(), item=item, service=service)
    return Status(201, _delivery(given))


@router.get("/deliveries/{delivery_id}", response={200: FiveOut, **NOS}, operation_id="delivery")
def delivery(request: MemberRequest, delivery_id: UUID) -> object:
    five = queries.five_records(request.member, queries.find_delivery(request.member, delivery_id))
    entry, row, planned = five["entry"], five["row"], five["next_round"]
    return {
        "delivery": _delivery(five["delivery"]),
        "work_log": list(five["work"].values("id", "member__name", "on", "hours", "corrects_id")),
        "costs": list(five["costs"].values("id", "on", "amount", "currency", "hours", "corrects_id")),
        "aid": entry and {"id": entry.id, "number": entry.number, "amount": entry.amount, "regime": entry.regime.code},
        "indicator_row": row and {"id": row.id, "category": row.category, "value": row.value, "kind": row.kind},
        "next_round": planned and {"id": planned.id, "timing": planned.timing, "due_on": planned.due_on},
    }


@router.post(
    "/deliveries/{delivery_id}/correction", response={201: DeliveryOut, **NOS}, operation_id="correct_delivery"
)
def correct_delivery(request: MemberRequest, delivery_id: UUID, asked: CorrectDelivery) -> object:
    found = queries.find_delivery(request.member, delivery_id)
    corrected = commands.correct_delivery(
        request.member, found, key=asked.key, given=asked.given(), reason=asked.reason
    )
    return Status(201, _delivery(corrected))


@router.post("/cases/{case_id}/outcomes", response={201: Made, **NOS}, operation_id="record_outcome")
def record_outcome(request: MemberRequest, case_id: UUID, asked: ToldIn) -> object:
    case = queries.find_case(request.member, case_id)
    return Status(201, commands.record_outcome(request.member, case, told=Told(**asked.dict())))


@router.post("/cases/{case_id}/ratings", response={201: Made, **NOS}, operation_id="rate_help")
def rate_help(request: MemberRequest, case_id: UUID, asked: RateHelp) -> object:
    case = queries.find_case(request.member, case_id)
    return Status(201, commands.rate_help(request.member, case, **asked.dict()))


@router.post("/cases/{case_id}/closing", response={200: Made, **NOS}, operation_id="close_case")
def close_case(request: MemberRequest, case_id: UUID, asked: CloseCase) -> object:
    case = queries.find_case(request.member, case_id)
    outcomes = [Told(**told.dict()) for told in asked.outcomes]
    return commands.close_case(request.member, case, outcomes=outcomes, score=asked.score, comment=asked.comment)
