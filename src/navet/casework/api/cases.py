from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status

from navet.casework import commands, queries
from navet.directory.doors import MemberRequest
from navet.directory.queries import find_member
from navet.directory.schemas import NOS
from navet.hubs.queries import find_partner

router = Router(tags=["cases"])


class CaseOut(Schema):
    id: UUID
    number: str
    title: str
    stage: str
    customer_id: UUID
    application_id: UUID
    adviser_id: UUID
    next_step: str
    next_step_on: date | None


class CaseRow(Schema):
    id: UUID
    number: str
    title: str
    stage: str
    customer: str
    adviser: str
    next_step: str
    next_step_on: date | None


class CasesOut(Schema):
    rows: list[CaseRow]
    next: UUID | None


class Made(Schema):
    id: UUID


class AssignCase(Schema):
    adviser_id: UUID


class SetNextStep(Schema):
    next_step: str
    next_step_on: date | None = None


class AddTask(Schema):
    text: str
    due_on: date | None = None
    assigned_to_id: UUID | None = None


class WriteNote(Schema):
    text: str


class LogTime(Schema):
    on: date
    hours: Decimal
    what: str


class AddPartner(Schema):
    partner_id: UUID


@router.get("/cases", response={200: CasesOut, **NOS}, operation_id="cases")
def cases(
    request: MemberRequest, stage: str = "", text: str = "", overdue: bool = False, before: UUID | None = None
) -> dict[str, Any]:
    """Fifty cases a page, newest first; `next` is the `before` of the next page."""
    found = queries.list_of_cases(request.member, {"stage": stage, "text": text, "overdue": overdue})
    shown = queries.page_of_cases(found, before=before)
    rows = [
        {**row, "customer": row["customer__organisation__legal_name"], "adviser": row["adviser__name"]}
        for row in shown.rows
    ]
    return {"rows": rows, "next": shown.next}


@router.get("/cases/{case_id}", response={200: CaseOut, **NOS}, operation_id="case")
def case(request: MemberRequest, case_id: UUID) -> object:
    return queries.find_case(request.member, case_id)


@router.put("/cases/{case_id}/adviser", response={200: CaseOut, **NOS}, operation_id="assign_case")
def assign_case(request: MemberRequest, case_id: UUID, asked: AssignCase) -> object:
    case = queries.find_case(request.member, case_id)
    return commands.assign_case(request.member, case, adviser=find_member(asked.adviser_id))


@router.put("/cases/{case_id}/next-step", response={200: CaseOut, **NOS}, operation_id="set_next_step")
def set_next_step(request: MemberRequest, case_id: UUID, asked: SetNextStep) -> object:
    case = queries.find_case(request.member, case_id)
    return commands.set_next_step(request.member, case, **asked.dict())


@router.post("/cases/{case_id}/tasks", response={201: Made, **NOS}, operation_id="add_task")
def add_task(request: MemberRequest, case_id: UUID, asked: AddTask) -> object:
    case = queries.find_case(request.member, case_id)
    whose = find_member(asked.assigned_to_id) if asked.assigned_to_id else None
    return Status(201, commands.add_task(request.member, case, text=asked.text, due_on=asked.due_on, assigned_to=whose))


@router.post("/tasks/{task_id}/done", response={200: Made, **NOS}, operation_id="finish_task")
def finish_task(request: MemberRequest, task_id: UUID) -> object:
    return commands.finish_task(request.member, queries.find_task(request.member, task_id))


@router.post("/cases/{case_id}/notes", response={201: Made, **NOS}, operation_id="write_note")
def write_note(request: MemberRequest, case_id: UUID, asked: WriteNote) -> object:
    return Status(201, commands.write_note(request.member, queries.find_case(request.member, case_id), text=asked.text))


@router.post("/cases/{case_id}/time", response={201: Made, **NOS}, operation_id="log_time")
def log_time(request: MemberRequest, case_id: UUID, asked: LogTime) -> object:
    return Status(201, commands.log_time(request.member, queries.find_case(request.member, case_id), **asked.dict()))


@router.post("/cases/{case_id}/partners", response={201: Made, **NOS}, operation_id="add_partner_to_case")
def add_partner_to_case(request: MemberRequest, case_id: UUID, asked: AddPartner) -> object:
    case = queries.find_case(request.member, case_id)
    return Status(201, commands.add_partner_to_case(request.member, case, partner=find_partner(asked.partner_id)))


@router.post("/cases/{case_id}/reopening", response={200: CaseOut, **NOS}, operation_id="reopen_case")
def reopen_case(request: MemberRequest, case_id: UUID) -> object:
    return commands.reopen_case(request.member, queries.find_case(request.member, case_id))
