from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory import facts, permissions
from navet.directory.models import ApiKey, Membership, Person, Role
from navet.hubs.models import chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.secrets import hashed, new_secret


def welcome(*, email: str, name: str, language: str = "en", phone: str = "") -> Membership:
    """The person with that address as the hub knows her; made, with a login, if she is new. Called by commands only."""
    known = Membership.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    person = Person.objects.filter(email__iexact=email).first() or Person.objects.create_user(
        email.lower(), name=name, language=language
    )
    member, _ = Membership.objects.get_or_create(
        hub_id=chosen_hub(),
        person=person,
        defaults={
            "name": name or email,
            "email": email.lower(),
            "language": language,
            "phone": phone,
            "role": Role.CONTACT,
        },
    )
    return member


@command(may=permissions.may_make_key)
def make_key(member: Membership, holder: Membership, *, name: str, ends_on: date) -> tuple[ApiKey, str]:
    """Make an API key for oneself; the key is told once and never again."""
    if ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("The last day is past.")})
    secret = f"navet_{new_secret()}"
    key = ApiKey(member=holder, name=name, ends_on=ends_on, secret_hash=hashed(secret))
    key.full_clean(exclude=["hub", "revoked_at"])
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
