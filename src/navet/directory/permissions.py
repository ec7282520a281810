from typing import Any

from navet.directory.models import ApiKey, Contact, Customer, Invitation, Membership, OrganisationLink, Role, Visitor
from navet.kit.commands import Actor, Platform


def may_edit_hub(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_administrator


def may_edit_consortium(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_coordinator


def may_invite(member: Membership | Visitor, thing: Any) -> bool:
    return member.is_administrator


def may_accept(who: Actor, invitation: Invitation) -> bool:
    """Whoever holds the link of an open invitation; one that is used up is told apart by the command."""
    return bool(invitation.is_open or invitation.accepted_at)


def may_change_membership(administrator: Membership, member: Membership) -> bool:
    """Nobody changes the own role: a hub must not lose its last administrator by a slip."""
    return administrator.is_administrator and administrator != member


def may_edit_customer(member: Membership | Visitor, customer: Customer) -> bool:
    return member.is_staff


def may_edit_link(member: Membership | Visitor, link: OrganisationLink) -> bool:
    return member.is_staff


def may_edit_contact(member: Membership | Visitor, contact: Contact) -> bool:
    return member.is_staff


def may_merge(member: Membership | Visitor, customer: Customer) -> bool:
    return member.is_coordinator


def may_make_key(member: Membership, holder: Membership) -> bool:
    """Everybody for oneself."""
    return member == holder and member.is_current


def may_revoke_key(member: Membership, key: ApiKey) -> bool:
    return key.member_id == member.id or member.is_administrator


def may_unlink(member: Membership, holder: Membership) -> bool:
    """Everybody for oneself."""
    return member == holder


def may_use_identity_provider(member: Membership | Visitor) -> bool:
    """The hub's provider speaks for those who work in the hub, never for its customers."""
    return isinstance(member, Membership) and member.is_current and member.role != Role.CONTACT


def may_register_customer(who: Actor, thing: Any) -> bool:
    """Anybody: who asks for help becomes known by asking. The doors to it are the application and staff's pages."""
    return True


def may_give_consent(who: Actor, member: Membership) -> bool:
    """The person; or whoever fills in a form in that person's name and ticks the box there."""
    return who.actor_id in {None, member.id}


def may_open_hub(who: Actor, slug: str) -> bool:
    """Only whoever runs the platform, from its own terminal."""
    return isinstance(who, Platform)


def may_appoint_administrator(who: Actor, hub: Any) -> bool:
    """Only whoever runs the platform, from its own terminal."""
    return isinstance(who, Platform)
