from typing import Any

from navet.casework.models import Agreement, AgreementItem, Plan
from navet.casework.permissions.cases import speaks_for_customer
from navet.directory.models import Membership
from navet.directory.queries import may_sign_for


def may_draft_agreement(member: Membership, plan: Plan) -> bool:
    return member.is_staff and plan.case.is_open


def may_write_agreement(member: Membership, agreement: Agreement) -> bool:
    """Staff, in an open case."""
    return member.is_staff and agreement.case.is_open


def may_change_agreement_item(member: Membership, item: AgreementItem) -> bool:
    return may_write_agreement(member, item.agreement)


def may_sign_agreement(who: Any, agreement: Agreement) -> bool:
    """Only somebody who may sign for the customer; staff can not sign for it."""
    customer = agreement.case.customer
    return isinstance(who, Membership) and may_sign_for(who, customer.organisation)


def may_read_agreement(who: Any, agreement: Agreement) -> bool:
    """Staff and auditors, and the customer itself once it was sent."""
    if isinstance(who, Membership) and who.may_read:
        return True
    return agreement.sent_at is not None and speaks_for_customer(who, agreement.case)
