from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import Router, Status

from navet.budgets import commands, queries
from navet.budgets.lines import Line
from navet.budgets.schemas import StoredVersion, WrittenBudget
from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.funding.queries import find_project

router = Router(tags=["budgets"])


@router.get("/projects/{uuid:project_id}/budget", response={200: list[StoredVersion], **NOS})
def budget(request: MemberRequest, project_id: UUID) -> list[dict[str, Any]]:
    """Every version of a project's budget, the one that holds first, and what moved between them."""
    only(request.member, Audience.READER)
    return [stored(version) for version in queries.budget_of(find_project(project_id))]


@router.post("/projects/{uuid:project_id}/budget", response={201: StoredVersion, **NOS})
def set_budget(request: MemberRequest, project_id: UUID, written: WrittenBudget) -> Any:
    """Set a new version of a budget, with the reason."""
    found = find_project(project_id)
    lines = [Line(**line.dict()) for line in written.lines]
    commands.set_budget(request.member, found, lines=lines, reason=written.reason, instead_of=written.instead_of)
    return Status(201, stored(queries.budget_of(found)[0]))


def stored(version: queries.Version) -> dict[str, Any]:
    return {
        "number": version.record.number,
        "reason": version.record.reason,
        "set_at": version.record.created_at,
        "lines": [asdict(line) for line in version.lines],
        "moved": [asdict(shift) for shift in version.moved],
    }
