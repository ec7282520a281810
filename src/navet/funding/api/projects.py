from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.directory.doors import Audience, MemberRequest
from navet.directory.schemas import NOS
from navet.funding import commands, queries
from navet.funding.schemas import StoredProject, WrittenPart, WrittenProject
from navet.kit.refusals import NotAllowed

router = Router(tags=["funding"])


@router.get("/projects", response={200: list[StoredProject], **NOS})
def projects(request: MemberRequest) -> list[dict[str, Any]]:
    """The hub's projects, who pays them, and what has been charged to them: for staff and auditors."""
    if not Audience.READER.admits(request.member):
        raise NotAllowed
    return [stored(glance) for glance in queries.projects_at_a_glance()]


@router.post("/projects", response={201: StoredProject, **NOS})
def open_project(request: MemberRequest, written: WrittenProject) -> Any:
    """Enter a project."""
    project = commands.open_project(request.member, request.hub, details=written.dict())
    return Status(201, stored(queries.glance_at(project)))


@router.put("/projects/{uuid:project_id}", response={200: StoredProject, **NOS})
def edit_project(request: MemberRequest, project_id: UUID, written: WrittenProject) -> Any:
    """Write a project's particulars anew."""
    found = queries.find_project(project_id)
    return stored(queries.glance_at(commands.edit_project(request.member, found, details=written.dict())))


@router.put("/projects/{uuid:project_id}/financiers", response={200: StoredProject, **NOS})
def set_financiers(request: MemberRequest, project_id: UUID, parts: list[WrittenPart]) -> Any:
    """Say anew who pays for a project."""
    found = queries.find_project(project_id)
    commands.set_financiers(request.member, found, parts=[commands.Part(**part.dict()) for part in parts])
    return stored(queries.glance_at(found))


def stored(glance: queries.Glance) -> dict[str, Any]:
    names = ("id", "code", "name", "since", "until", "budget", "currency", "hour_price")
    return {name: getattr(glance.project, name) for name in names} | {
        "charged": glance.charged,
        "public_share": glance.public_percent / 100,
        "financiers": glance.financiers,
    }
