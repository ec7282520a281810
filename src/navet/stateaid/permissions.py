from navet.directory.models import Membership, Organisation
from navet.directory.queries import may_sign_for
from navet.kit.commands import Platform
from navet.stateaid.models import AidEntry, Regime


def may_grant(member: Membership, organisation: Organisation) -> bool:
    """Whoever gives the help: the hub's staff, and a partner's."""
    return member.is_staff or member.is_partner_staff


def may_change(member: Membership, entry: AidEntry) -> bool:
    """Only the hub that granted it."""
    return (member.is_staff or member.is_partner_staff) and entry.hub_id == member.hub_id


def may_declare(member: Membership, organisation: Organisation) -> bool:
    """Whoever may sign for the organisation; staff can not sign for a customer."""
    return may_sign_for(member, organisation)


def may_enter_rate(member: Membership, thing: object) -> bool:
    return member.is_coordinator


def may_file(member: Membership, thing: object) -> bool:
    """Whoever answers for the register: the hub's coordinators and administrators."""
    return member.is_coordinator


def may_record_split(member: Membership, thing: object) -> bool:
    """It moves aid from one firm to another: coordinators and administrators."""
    return member.is_coordinator


def may_set_scheme(member: Membership, thing: object) -> bool:
    """The rules a hub gives aid under are its administrator's to write down."""
    return member.is_administrator


def may_end_scheme(member: Membership, scheme: Regime) -> bool:
    """Only the hub's own."""
    return member.is_administrator and scheme.hub_id == member.hub_id


def may_keep_regimes(who: Platform, source: str) -> bool:
    """The rules come with the platform's release."""
    return isinstance(who, Platform)
