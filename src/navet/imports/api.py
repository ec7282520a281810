from typing import Any
from uuid import UUID

from ninja import File, Router, Status
from ninja.files import UploadedFile

from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.imports import commands, queries
from navet.imports.schemas import CustomerFileOut

router = Router(tags=["customers"])


@router.post("/customer-files", response={201: CustomerFileOut, **NOS}, operation_id="read_customers")
def read_customers(request: MemberRequest, file: File[UploadedFile]) -> Status[Any]:
    """Read a CSV or XLSX table of customers and report on every line; nothing comes in yet."""
    only(request.member, Audience.COORDINATOR)
    return Status(201, commands.read_customers(request.member, request.hub, name=file.name or "", raw=file.read()))


@router.get("/customer-files/{uuid:file_id}", response={200: CustomerFileOut, **NOS}, operation_id="customer_file")
def customer_file(request: MemberRequest, file_id: UUID) -> object:
    """The report on a table."""
    only(request.member, Audience.COORDINATOR)
    return queries.find_customer_file(request.member, file_id)


@router.post(
    "/customer-files/{uuid:file_id}/import", response={200: CustomerFileOut, **NOS}, operation_id="import_customers"
)
def import_customers(request: MemberRequest, file_id: UUID) -> object:
    """Take in every line or none. `imported_at` stays empty when something changed meanwhile: the report is new then."""
    only(request.member, Audience.COORDINATOR)
    return commands.import_customers(request.member, queries.find_customer_file(request.member, file_id))
