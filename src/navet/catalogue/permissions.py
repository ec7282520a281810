from typing import Any

from navet.catalogue.models import Service
from navet.directory.models import Membership, Visitor


def may_create_service(member: Membership | Visitor, thing: Any) -> bool:
    """Coordinators write any service; a partner's staff their own partner's (the command sees to the provider)."""
    return member.is_coordinator or member.is_partner_staff


def may_edit_service(member: Membership | Visitor, service: Service) -> bool:
    """Coordinators every service; a partner's staff those of their own partner."""
    if member.is_coordinator:
        return True
    return (
        isinstance(member, Membership)
        and member.is_partner_staff
        and member.partner_id is not None
        and member.partner_id == service.provider_id
    )


def may_set_price(member: Membership | Visitor, service: Service) -> bool:
    """A price decides the aid, so only coordinators set it."""
    return member.is_coordinator
