from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Guest:
    """Somebody who holds a link to one application and has not signed in.

    The journal knows a guest as "applicant" only: what is written there is never erased.
    """

    application_id: UUID
    email: str = ""
    actor_name: str = "applicant"
    actor_id: UUID | None = None
    is_staff: bool = False
    is_partner_staff: bool = False
    is_coordinator: bool = False
    is_administrator: bool = False
    may_read: bool = False
