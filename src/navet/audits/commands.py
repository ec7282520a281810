from datetime import date, timedelta
from typing import BinaryIO
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.audits import facts, permissions
from navet.audits.models import Auditor, AuditRoom, Proof
from navet.audits.queries import Evidence
from navet.casework.commands.documents import checked_type, digest_of, keep_file, shown_name
from navet.directory.models import Membership
from navet.funding.models import Financier
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused

LONGEST = timedelta(days=366)
MOST_PROOFS = 30


@command(may=permissions.may_open_room)
def open_room(coordinator: Membership, financier: Financier, *, auditor: str, until: date) -> AuditRoom:
    """Give an auditor a link to a financier's claims and what stands behind them, until a day."""
    today = timezone.localdate()
    if until > today + LONGEST:
        raise Refused(fields={"until": [_("A year is the most. Open it again when it ends.")]})
    room = AuditRoom(financier=financier, auditor=auditor.strip(), since=today, until=until, by=coordinator)
    room.full_clean()
    room.save()
    opened = facts.AuditRoomOpened(
        hub_id=room.hub_id, about=room.id, financier_id=financier.id, auditor=room.auditor, until=until
    )
    announce(opened, by=coordinator)
    return room


@command(may=permissions.may_close_room)
def close_room(coordinator: Membership, room: AuditRoom) -> AuditRoom:
    """Let the link open nothing from now on; closed again it stays closed."""
    room = AuditRoom.objects.select_for_update().get(id=room.id)
    if room.closed_at is None:
        room.closed_at = timezone.now()
        room.save()
        announce(facts.AuditRoomClosed(hub_id=room.hub_id, about=room.id), by=coordinator)
    return room


@command(may=permissions.may_open_evidence)
def open_evidence(auditor: Auditor, room: AuditRoom, *, kind: str, thing: UUID) -> None:
    """Write down what an auditor opened, before it is shown."""
    announce(facts.EvidenceOpened(hub_id=room.hub_id, about=room.id, kind=kind, thing=thing), by=auditor)


@command(may=permissions.may_attach_proof)
def attach_proof(member: Membership, evidence: Evidence, *, kind: str, name: str, file: BinaryIO, size: int) -> Proof:
    """Add a file to what proves a piece of work; the same file is added once."""
    name = shown_name(name)
    media_type, digest = checked_type(name, file, size), digest_of(file)
    known = Proof.objects.filter(about=evidence.about, sha256=digest).first()
    if known is not None:
        return known
    if len(evidence.proofs) >= MOST_PROOFS:
        raise Refused(fields={"file": [_("Thirty files are the most for one piece of work.")]})
    proof = Proof(about=evidence.about, kind=kind, name=name, content_type=media_type, size=size, sha256=digest)
    proof.by, proof.path = member, "-"
    proof.full_clean()
    proof.path = keep_file(member.hub_id, file)
    proof.save()
    attached = facts.ProofAttached(hub_id=proof.hub_id, about=proof.about, proof_id=proof.id, kind=kind, sha256=digest)
    announce(attached, by=member)
    return proof


@command(may=permissions.may_remove_proof)
def remove_proof(member: Membership, proof: Proof, *, evidence: Evidence) -> None:
    """Take away a file added by mistake, as long as nothing claimed rests on it."""
    if evidence.claims:
        raise Refused(_("This work has been claimed: what proves it stays."))
    path = proof.path
    removed = facts.ProofRemoved(hub_id=proof.hub_id, about=proof.about, proof_id=proof.id, sha256=proof.sha256)
    proof.delete()
    transaction.on_commit(lambda: default_storage.delete(path))
    announce(removed, by=member)
