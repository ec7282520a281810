"""What stands behind a cost, and who has looked at it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import default_storage

from navet.audits.models import Auditor, AuditRoom, Proof
from navet.casework.queries import find_delivery, five_records
from navet.directory.models import Membership, Visitor
from navet.funding.models import Claim, ClaimLine
from navet.funding.queries import Due, calendar_of, claims_with, costs_about, entries_about, find_claim, lines_of
from navet.journal.queries import time_line
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound
from navet.stateaid.models import AidEntry

LINKS = SignedLinks("audits.room")
MOST_VISITS = 500


def find_room(id: UUID) -> AuditRoom:
    room = AuditRoom.objects.filter(id=id).select_related("financier__project", "by", "hub").first()
    if room is None:
        raise NotFound
    return room


def link_to_room(room: AuditRoom) -> str:
    return LINKS.to(room.id)


def find_room_by_link(link: str) -> tuple[Auditor, AuditRoom]:
    """The room a link leads to, open or closed, and as whom it is read."""
    room = find_room(LINKS.id_behind(link))
    return Auditor(actor_name=room.auditor, room_id=room.id), room


def rooms() -> list[AuditRoom]:
    """Every room, the newest first."""
    return list(AuditRoom.objects.select_related("financier__project", "by").order_by("-id"))


def claims_in(room: AuditRoom) -> list[Due]:
    """The periods of the room's financier that have been claimed, the first one first."""
    return [due for due in calendar_of([room.financier]).get(room.financier_id, []) if due.claim]


def find_claim_in(room: AuditRoom, id: UUID) -> Claim:
    claim = find_claim(id)
    if claim.financier_id != room.financier_id:
        raise NotFound
    return claim


def find_line_in(room: AuditRoom, claim_id: UUID, line_id: UUID) -> ClaimLine:
    line = lines_of(find_claim_in(room, claim_id)).filter(id=line_id).first()
    if line is None:
        raise NotFound
    return line


@dataclass(frozen=True)
class Evidence:
    """Everything behind a piece of work or a purchase: what it cost, its hours, the help given, the files."""

    about: UUID
    costs: list[Any]
    hours: list[Any]
    proofs: list[Proof]
    claims: list[Claim]
    # The five records of a delivery; empty for other work.
    records: dict[str, Any] = field(default_factory=dict)

    @property
    def agreement(self) -> Any:
        """What promised the help, when it was agreed in advance."""
        item = self.records["delivery"].item if self.records else None
        return item and item.agreement

    @property
    def entry(self) -> AidEntry | None:
        return self.records.get("entry")

    @property
    def missing(self) -> list[str]:
        """What an auditor will ask for and will not find: `HOURS`, `APPROVAL`, `AGREEMENT` or `PROOF`."""
        worked = any(cost.hours for cost in self.costs)
        gaps = {
            "HOURS": worked and not self.hours,
            "APPROVAL": any(entry.sheet.approved_at is None for entry in self.hours),
            "AGREEMENT": bool(self.records) and self.agreement is None,
            "PROOF": not self.proofs,
        }
        return [gap for gap, is_there in gaps.items() if is_there]


def evidence_of(reader: Membership | Visitor, about: UUID) -> Evidence:
    """What stands behind a piece of work, by the id its costs name. Raises `NotFound` when nothing does."""
    costs = list(costs_about(about).select_related("project", "worker", "by"))
    if not costs:
        raise NotFound
    return Evidence(
        about=about,
        costs=costs,
        hours=list(entries_about(about)),
        proofs=proofs_of(about),
        claims=list(claims_with(about)),
        records=_records(reader, about),
    )


def _records(reader: Any, about: UUID) -> dict[str, Any]:
    """The five records when the work is a delivery, as it stands after every correction."""
    try:
        found = five_records(reader, find_delivery(reader, about))
        return found | {"delivery": find_delivery(reader, found["chain"][-1].id)}
    except NotFound:
        return {}


def proofs_of(about: UUID) -> list[Proof]:
    return list(Proof.objects.filter(about=about).select_related("by").order_by("id"))


def find_proof(id: UUID, *, about: UUID) -> Proof:
    proof = Proof.objects.filter(id=id, about=about).first()
    if proof is None:
        raise NotFound
    return proof


def open_proof(proof: Proof) -> IO[bytes]:
    """The file itself. Raises `NotFound` when it is lost."""
    try:
        return default_storage.open(proof.path)
    except FileNotFoundError as lost:
        raise NotFound from lost


@dataclass(frozen=True)
class Visit:
    """One page or file that an auditor opened: when, what kind, and by what name."""

    at: datetime
    kind: str
    name: str


def visits_of(room: AuditRoom) -> list[Visit]:
    """What the auditor opened, the latest first, at most `MOST_VISITS`."""
    opened = time_line(room.id).filter(fact="EvidenceOpened").order_by("-id")[:MOST_VISITS]
    entries = [(each.created_at, each.details["kind"], UUID(each.details["thing"])) for each in opened]
    names = _names({thing for _at, _kind, thing in entries}, claims_in(room))
    return [Visit(at, kind, names.get(thing, "")) for at, kind, thing in entries]


def _names(things: set[UUID], dues: Iterable[Due]) -> dict[UUID, str]:
    """What those things are called: a claim by its period, a line by what it is, a file by its name."""
    names: dict[UUID, str] = {}
    for due in dues:
        assert due.claim is not None
        names[due.claim.id] = str(due.period)
        names |= {line.id: str(line) for line in lines_of(due.claim).filter(id__in=things)}
    return names | {proof.id: proof.name for proof in Proof.objects.filter(id__in=things)}
