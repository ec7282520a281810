from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.queries import find_organisation
from navet.directory.schemas import NOS
from navet.stateaid import check_file, commands, queries
from navet.stateaid.schemas import (
    QUESTION_BODY,
    AidAnswer,
    AidCorrectionIn,
    AidRegisterOut,
    AidRoom,
    Amount,
    DeclarationIn,
    DeclarationOut,
    EntryOut,
    FilingIn,
    FilingOut,
    RatesOut,
    RevocationIn,
    SchemeEndIn,
    SchemeIn,
    SchemeOut,
    SplitIn,
    SplitOut,
    UndoFilingIn,
)

router = Router(tags=["state aid"])
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


@router.post(
    "aid/check", response={200: AidAnswer, **NOS}, operation_id="check_aid", auth=None, openapi_extra=QUESTION_BODY
)
def check_aid(request: HttpRequest) -> dict[str, Any]:
    """Ask the ledger's rule about grants you bring along; nothing is read from or written to the ledger."""
    try:
        return check_file.check(request.body)
    except check_file.BadInput as error:
        raise HttpError(422, str(error)) from error


@router.get("aid/register", response={200: AidRegisterOut, **NOS}, operation_id="aid_register")
def register(request: MemberRequest, after: UUID | None = None) -> object:
    """What the public register must still be told of, the oldest first; `next` is the `after` of the next page."""
    only(request.member, Audience.READER)
    queue = queries.register_queue(request.hub, after=after)
    rows = [{"entry": EntryOut.told(each.entry), "due_on": each.due_on, "light": each.light} for each in queue.rows]
    return {"rows": rows, "total": queue.total, "late": queue.late, "next": queue.next}


@router.post("aid/register/filings", response={201: list[FilingOut], **NOS}, operation_id="file_aid")
def file_aid(request: MemberRequest, asked: FilingIn) -> Status[Any]:
    """Note that entries were sent in one delivery; those the register knows already stay as they are."""
    return Status(201, commands.file_aid(request.member, request.hub, **asked.dict()))


@router.post("aid/register/filings/{uuid:id}/undo", response={200: FilingOut, **NOS}, operation_id="undo_filing")
def undo_filing(request: MemberRequest, id: UUID, asked: UndoFilingIn) -> object:
    """What was sent does not count: the entry waits again."""
    return commands.undo_filing(request.member, queries.find_filing(id), reason=asked.reason)


@router.post("exchange-rates/file", response={200: RatesOut, **NOS}, operation_id="import_rates")
def import_rates(request: MemberRequest, file: File[UploadedFile]) -> object:
    """Enter the rates of the European Central Bank's file `eurofxref-hist.csv`: all of its lines or none."""
    return commands.import_rates(request.member, request.hub, raw=file.read())


@router.get("organisations/{uuid:id}/aid-room", response={200: AidRoom, **NOS}, operation_id="aid_room")
def aid_room(
    request: MemberRequest,
    id: UUID,
    on: Annotated[date, Field(ge=FIRST, le=LAST)] | None = None,
    member_state: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None,
    amount: Amount | None = None,
) -> AidRoom:
    """How much aid the organisation's group may still get; with `amount`, whether that fits and what else is possible."""
    organisation = find_organisation(request.member, id)
    room = queries.room_of(organisation, on, member_state)
    return AidRoom.told(room, amount, queries.ways_forward(room, amount or Decimal(0)))


@router.post(
    "organisations/{uuid:id}/aid-declarations", response={201: DeclarationOut, **NOS}, operation_id="declare_aid"
)
def declare_aid(request: MemberRequest, id: UUID, told: DeclarationIn) -> Status[DeclarationOut]:
    """Sign the organisation's statement of other de minimis aid."""
    organisation = find_organisation(request.member, id)
    rows = [row.other_aid() for row in told.rows]
    return Status(201, DeclarationOut.told(commands.declare_aid(request.member, organisation, rows=rows)))


@router.post("aid-entries/{uuid:id}/corrections", response={201: EntryOut, **NOS}, operation_id="correct_aid")
def correct_aid(request: MemberRequest, id: UUID, right: AidCorrectionIn) -> Status[EntryOut]:
    """Set a grant's amount right; the difference becomes a row of its own."""
    entry = queries.find_entry(request.member, id)
    return Status(
        201, EntryOut.told(commands.correct_aid(request.member, entry, amount=right.amount, reason=right.reason))
    )


@router.post("aid-entries/{uuid:id}/revocation", response={201: EntryOut, **NOS}, operation_id="revoke_aid")
def revoke_aid(request: MemberRequest, id: UUID, why: RevocationIn) -> Status[EntryOut]:
    """Take a grant back whole."""
    entry = queries.find_entry(request.member, id)
    return Status(201, EntryOut.told(commands.revoke_aid(request.member, entry, reason=why.reason)))


@router.get("aid/schemes", response={200: list[SchemeOut], **NOS}, operation_id="schemes")
def schemes(request: MemberRequest) -> object:
    """The hub's own schemes, the newest first."""
    only(request.member, Audience.READER)
    return queries.own_schemes()


@router.post("aid/schemes", response={201: SchemeOut, **NOS}, operation_id="set_scheme")
def set_scheme(request: MemberRequest, told: SchemeIn) -> Status[object]:
    """Write down a scheme of the hub's own."""
    return Status(201, commands.set_scheme(request.member, request.hub, scheme=commands.Scheme(**told.dict())))


@router.post("aid/schemes/{uuid:id}/end", response={200: SchemeOut, **NOS}, operation_id="end_scheme")
def end_scheme(request: MemberRequest, id: UUID, told: SchemeEndIn) -> object:
    """Let a scheme end on a day."""
    return commands.end_scheme(request.member, queries.find_scheme(id), valid_until=told.valid_until)


@router.post("organisations/{uuid:id}/splits", response={201: SplitOut, **NOS}, operation_id="record_split")
def record_split(request: MemberRequest, id: UUID, told: SplitIn) -> Status[object]:
    """Write down that a part of an organisation's earlier aid counts for another from a day on."""
    only(request.member, Audience.READER)
    organisation = find_organisation(request.member, id)
    return Status(201, commands.record_split(request.member, organisation, **told.dict()))


@router.get("organisations/{uuid:id}/splits", response={200: list[SplitOut], **NOS}, operation_id="splits")
def splits(request: MemberRequest, id: UUID) -> object:
    """The splits an organisation was part of, those that do not count as well."""
    only(request.member, Audience.READER)
    return queries.splits_of(find_organisation(request.member, id))


@router.post(
    "organisations/{uuid:id}/splits/{uuid:split_id}/undoing", response={200: SplitOut, **NOS}, operation_id="undo_split"
)
def undo_split(request: MemberRequest, id: UUID, split_id: UUID, why: UndoFilingIn) -> object:
    """Take back a split that was written down wrongly."""
    only(request.member, Audience.READER)
    split = queries.find_split(find_organisation(request.member, id), split_id)
    return commands.undo_split(request.member, split, reason=why.reason)
