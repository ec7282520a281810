from navet.casework.models import AgreementItem, Case, Delivery
from navet.casework.permissions.cases import takes_part
from navet.catalogue.models import Service
from navet.directory.models import Membership


def may_deliver(member: Membership, case: Case) -> bool:
    """Staff, and the staff of a partner who takes part."""
    return case.is_open and (member.is_staff or takes_part(member, case))


def may_deliver_this(member: Membership, item: AgreementItem | None, service: Service) -> bool:
    """A partner's staff only what the partner is to give."""
    gives = item.partner_id if item else service.provider_id
    return member.is_staff or (member.is_partner_staff and gives == member.partner_id)


def may_correct_delivery(member: Membership, delivery: Delivery) -> bool:
    """Staff; a partner's staff what they gave themselves."""
    gave_it = member.is_partner_staff and delivery.delivered_by_id == member.id
    return delivery.case.is_open and (member.is_staff or gave_it)
