from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.funding import commands, queries
from navet.funding.schemas import StoredLayout, StoredTable, WrittenLayout

router = Router(tags=["funding"])


@router.get("/layouts", response={200: list[StoredLayout], **NOS})
def layouts(request: MemberRequest) -> Any:
    """Funders' own columns, as the hub has written them down."""
    only(request.member, Audience.READER)
    return list(queries.layouts())


@router.post("/layouts", response={201: StoredLayout, **NOS})
def add_layout(request: MemberRequest, written: WrittenLayout) -> Any:
    """Keep a funder's own columns under a name."""
    return Status(201, commands.add_layout(request.member, request.hub, name=written.name, text=written.text))


@router.put("/layouts/{uuid:layout_id}", response={200: StoredLayout, **NOS})
def edit_layout(request: MemberRequest, layout_id: UUID, written: WrittenLayout) -> Any:
    """Change a funder's own columns."""
    found = queries.find_layout(layout_id)
    return commands.edit_layout(request.member, found, name=written.name, text=written.text)


@router.get("/periods/{uuid:period_id}/layouts/{uuid:layout_id}", response={200: StoredTable, **NOS})
def claim_in(request: MemberRequest, period_id: UUID, layout_id: UUID) -> dict[str, Any]:
    """A period's claim in a funder's own columns."""
    only(request.member, Audience.READER)
    heads, rows = queries.claim_in(queries.find_layout(layout_id), queries.find_period(period_id))
    return {"headings": heads, "rows": [["" if cell is None else str(cell) for cell in row] for row in rows]}
