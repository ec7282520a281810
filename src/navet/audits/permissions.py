from typing import Any

from navet.audits.models import Auditor, AuditRoom
from navet.directory.models import Membership, Visitor


def may_open_room(member: Membership | Visitor, thing: Any) -> bool:
    """Coordinators and administrators answer for what leaves the hub."""
    return member.is_coordinator


def may_close_room(member: Membership | Visitor, room: AuditRoom) -> bool:
    return member.is_coordinator


def may_open_evidence(auditor: Auditor, room: AuditRoom) -> bool:
    """Only of the room the link leads to, while it is open."""
    return auditor.room_id == room.id and room.is_open


def may_attach_proof(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_staff


def may_remove_proof(member: Membership | Visitor, proof: Any) -> bool:
    return member.is_staff
