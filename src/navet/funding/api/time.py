from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status

from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.funding import commands, queries
from navet.funding.schemas import StoredSheet, StoredTime, WrittenTime

router = Router(tags=["funding"])


class Asked(Schema):
    """Which month: any day of it."""

    on: date


@router.get("/time", response={200: list[StoredTime], **NOS})
def my_time(request: MemberRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """One's own hours of a month."""
    only(request.member, Audience.PARTNER)
    return told(queries.month_of_time(request.member, queries.month_of(asked.on)))


@router.post("/time", response={201: list[StoredTime], **NOS})
def log_hours(request: MemberRequest, written: WrittenTime) -> Any:
    """Log own work: on one project, or shared by several whose shares come to 1."""
    only(request.member, Audience.PARTNER)
    shares = [(queries.find_project(each.project_id), each.share) for each in written.shares]
    worked = commands.Worked(written.on, written.hours, written.what, shares, written.activity)
    commands.log_hours(request.member, request.hub, key=written.key, worked=worked)
    lines = told(queries.month_of_time(request.member, queries.month_of(written.on)))
    return Status(201, [line for line in lines if line["about"] == written.key])


@router.delete("/time/{uuid:entry_id}", response={204: None, **NOS})
def remove_hours(request: MemberRequest, entry_id: UUID) -> Any:
    """Take own work off one's time sheet, before it is approved."""
    commands.remove_hours(request.member, queries.find_hours(entry_id, of=request.member))
    return Status(204, None)


@router.get("/time/sheets/{uuid:sheet_id}", response={200: StoredSheet, **NOS})
def sheet(request: MemberRequest, sheet_id: UUID) -> dict[str, Any]:
    """One month of one person's time."""
    return stored(queries.find_sheet(sheet_id, for_member=request.member))


@router.get("/time/sheets", response={200: list[StoredSheet], **NOS})
def sheets(request: MemberRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """Everybody's time sheets of a month, without their entries: those to approve first."""
    only(request.member, Audience.READER)
    rows = queries.sheets_of(queries.month_of(asked.on))
    return [about(row.sheet) | {"hours": row.hours, "entries": []} for row in rows]


@router.post("/time/sheets/{uuid:sheet_id}/approval", response={200: StoredSheet, **NOS})
def approve_sheet(request: MemberRequest, sheet_id: UUID) -> dict[str, Any]:
    """Approve somebody else's month: it is locked, and own work is charged to its projects."""
    found = queries.find_sheet(sheet_id, for_member=request.member)
    return stored(commands.approve_sheet(request.member, found))


def about(sheet: Any) -> dict[str, Any]:
    names = ("id", "month", "approved_at")
    return {name: getattr(sheet, name) for name in names} | {"member": str(sheet.member)}


def stored(sheet: Any) -> dict[str, Any]:
    time = queries.month_of_time(sheet.member, sheet.month)
    return about(sheet) | {"hours": time.hours, "entries": told(time)}


def told(time: queries.Month) -> list[dict[str, Any]]:
    names = ("id", "project_id", "on", "about", "delivered", "activity", "what")
    return [{name: getattr(line.entry, name) for name in names} | {"hours": line.hours} for line in time.lines]
