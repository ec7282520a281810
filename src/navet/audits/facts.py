from datetime import date
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class AuditRoomOpened(Fact):
    """An auditor got a link to a financier's claims, until a day; about the room."""

    financier_id: UUID
    auditor: str
    until: date


@fact
class AuditRoomClosed(Fact):
    """A room's link opens nothing any more; about the room."""


@fact
class EvidenceOpened(Fact):
    """An auditor opened a page or a file; about the room. `kind`: room, claim, line, letter or proof."""

    kind: str
    thing: UUID


@fact
class ProofAttached(Fact):
    """A file was added to what proves a piece of work; about the work."""

    proof_id: UUID
    kind: str
    sha256: str


@fact
class ProofRemoved(Fact):
    """A file that nothing claimed rests on was taken away; about the work."""

    proof_id: UUID
    sha256: str
