from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory import facts, permissions
from navet.directory.models import ApiKey, Invitation, Membership, Person, Role
from navet.hubs.models import Hub, Partner, chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import Actor, command
from navet.kit.refusals import Refused
from navet.kit.secrets import hashed, new_secret


def welcome(*, email: str, name: str, language: str = "en", phone: str = "") -> Membership:
    """The person with that address as the hub knows her; made, with a login, if she is new. Called by commands only."""
    known = Membership.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    details = {
        "name": name or email,
        "email": email.lower(),
        "language": language,
        "phone": phone,
        "role": Role.CONTACT,
    }
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email.lower(), name=name, language=language)
        return Membership.objects.create(hub_id=chosen_hub(), person=person, **details)
    return Membership.objects.get_or_create(hub_id=chosen_hub(), person=person, defaults=details)[0]


@command(may=permissions.may_make_key)
def make_key(member: Membership, holder: Membership, *, name: str, ends_on: date) -> tuple[ApiKey, str]:
    """Make an API key for oneself; the key is told once and never again."""
    if ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("The last day is past.")})
    secret = f"navet_{new_secret()}"
    key = ApiKey(member=holder, name=name, ends_on=ends_on, secret_hash=hashed(secret))
    key.full_clean()
    key.save()
    announce(facts.KeyMade(hub_id=key.hub_id, about=key.id, member_id=holder.id), by=member)
    return key, secret


@command(may=permissions.may_revoke_key)
def revoke_key(member: Membership, key: ApiKey) -> ApiKey:
    """Let an API key open nothing any more."""
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        announce(facts.KeyRevoked(hub_id=key.hub_id, about=key.id, member_id=key.member_id), by=member)
    return key


INVITATION_DAYS = 14


@command(may=permissions.may_invite)
def invite_member(
    administrator: Membership,
    hub: Hub,
    *,
    email: str,
    name: str,
    role: Role,
    partner: Partner | None = None,
    ends_on: date | None = None,
) -> Invitation:
    """Offer somebody a place in the hub; the letter's link works for two weeks and once."""
    if role == Role.PARTNER and partner is None:
        raise ValidationError({"partner": _("Say which partner this person works for.")})
    if role == Role.AUDITOR and ends_on is None:
        raise ValidationError({"ends_on": _("An auditor's access needs a last day.")})
    invitation = Invitation(
        email=email.lower(),
        name=name,
        role=role,
        partner=partner,
        invited_by=administrator,
        ends_on=ends_on,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    invitation.full_clean()
    invitation.save()
    announce(facts.MemberInvited(hub_id=hub.id, about=invitation.id, role=role), by=administrator)
    return invitation


@command(may=permissions.may_accept)
def accept_invitation(visitor: Actor, invitation: Invitation) -> Membership:
    """Take the place offered: the person is known in the hub from now on, with that role."""
    if not Invitation.objects.filter(id=invitation.id, accepted_at=None).update(accepted_at=timezone.now()):
        raise Refused(_("This invitation has been used already. Sign in instead."))
    member = welcome(email=invitation.email, name=invitation.name)
    member.role, member.partner, member.until = invitation.role, invitation.partner, invitation.ends_on
    member.save(update_fields=["role", "partner", "until"])
    announce(facts.InvitationAccepted(hub_id=invitation.hub_id, about=invitation.id, member_id=member.id), by=member)
    return member


@command(may=permissions.may_invite)
def withdraw_invitation(administrator: Membership, invitation: Invitation) -> Invitation:
    """Offer the place no longer."""
    if invitation.is_open:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        announce(facts.InvitationWithdrawn(hub_id=invitation.hub_id, about=invitation.id), by=administrator)
    return invitation


@command(may=permissions.may_change_membership)
def change_membership(
    administrator: Membership,
    member: Membership,
    *,
    role: Role,
    partner: Partner | None = None,
    until: date | None = None,
) -> Membership:
    """Give a person another role in the hub, or a last day."""
    member.role, member.partner, member.until = role, partner, until
    member.full_clean()
    member.save(update_fields=["role", "partner", "until"])
    announce(facts.MembershipChanged(hub_id=member.hub_id, about=member.id, role=role, until=until), by=administrator)
    return member
