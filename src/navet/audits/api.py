from typing import TYPE_CHECKING, Any
from uuid import UUID

from ninja import File, Form, Router, Status, UploadedFile

from navet.audits import commands, queries
from navet.audits.schemas import ProofKind, StoredProof, StoredRoom, StoredVisit, WrittenRoom
from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.funding.queries import find_financier

if TYPE_CHECKING:
    from navet.audits.models import AuditRoom

router = Router(tags=["audits"])


@router.get("/audit-rooms", response={200: list[StoredRoom], **NOS}, operation_id="audit_rooms")
def rooms(request: MemberRequest) -> list[dict[str, Any]]:
    """Every audit room, the newest first."""
    only(request.member, Audience.READER)
    return [stored(request, room) for room in queries.rooms()]


@router.post(
    "/financiers/{uuid:financier_id}/audit-rooms", response={201: StoredRoom, **NOS}, operation_id="open_audit_room"
)
def open_room(request: MemberRequest, financier_id: UUID, written: WrittenRoom) -> Any:
    """Give an auditor a link to a financier's claims and what stands behind them, until a day."""
    room = commands.open_room(request.member, find_financier(financier_id), **written.dict())
    return Status(201, stored(request, room))


@router.post("/audit-rooms/{uuid:id}/closing", response={200: StoredRoom, **NOS}, operation_id="close_audit_room")
def close_room(request: MemberRequest, id: UUID) -> dict[str, Any]:
    """Let the link open nothing from now on."""
    return stored(request, commands.close_room(request.member, queries.find_room(id)))


@router.get("/audit-rooms/{uuid:id}/visits", response={200: list[StoredVisit], **NOS}, operation_id="audit_visits")
def visits(request: MemberRequest, id: UUID) -> list[queries.Visit]:
    """What the auditor opened, the latest first."""
    only(request.member, Audience.READER)
    return queries.visits_of(queries.find_room(id))


@router.get("/evidence/{uuid:about}/proofs", response={200: list[StoredProof], **NOS}, operation_id="proofs")
def proofs(request: MemberRequest, about: UUID) -> Any:
    """The files that prove a piece of work."""
    only(request.member, Audience.READER)
    return queries.evidence_of(request.member, about).proofs


@router.post("/evidence/{uuid:about}/proofs", response={201: StoredProof, **NOS}, operation_id="attach_proof")
def attach_proof(request: MemberRequest, about: UUID, kind: Form[ProofKind], file: File[UploadedFile]) -> Any:
    """Add a file of at most 20 MB, checked by its content; the same file is added once."""
    only(request.member, Audience.READER)
    evidence = queries.evidence_of(request.member, about)
    name, size = file.name or "", file.size or 0
    found = commands.attach_proof(request.member, evidence, kind=kind, name=name, file=file, size=size)  # type: ignore[arg-type]
    return Status(201, found)


@router.delete("/evidence/{uuid:about}/proofs/{uuid:id}", response={204: None, **NOS}, operation_id="remove_proof")
def remove_proof(request: MemberRequest, about: UUID, id: UUID) -> Any:
    """Take away a file added by mistake, as long as nothing claimed rests on it."""
    only(request.member, Audience.READER)
    proof = queries.find_proof(id, about=about)
    commands.remove_proof(request.member, proof, evidence=queries.evidence_of(request.member, about))
    return Status(204, None)


def stored(request: MemberRequest, room: "AuditRoom") -> dict[str, Any]:
    """The link only for those who may open a room: whoever has it can read."""
    names = ("id", "financier_id", "auditor", "since", "until", "closed_at")
    link = queries.link_to_room(room) if request.member.is_coordinator else ""
    return {name: getattr(room, name) for name in names} | {"link": link}
