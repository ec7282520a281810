from django.utils import timezone

from navet.directory import facts, permissions
from navet.directory.models import Consent, Membership
from navet.journal.commands import announce
from navet.kit.commands import Actor, command


@command(may=permissions.may_give_consent)
def give_consent(who: Actor, member: Membership, *, purpose: str, wording: str) -> Consent:
    """Keep what a person has agreed to; a consent that stands is not given twice."""
    consent, fresh = Consent.objects.get_or_create(
        member=member, purpose=purpose, withdrawn_at=None, defaults={"wording": wording}
    )
    if fresh:
        announce(facts.ConsentGiven(hub_id=member.hub_id, about=member.id, purpose=purpose, wording=wording), by=who)
    return consent


@command(may=permissions.may_give_consent)
def withdraw_consent(who: Actor, member: Membership, *, purpose: str) -> None:
    """Agree no longer; what was agreed until now stays on record."""
    standing = Consent.objects.filter(member=member, purpose=purpose, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now()):
        announce(facts.ConsentWithdrawn(hub_id=member.hub_id, about=member.id, purpose=purpose), by=who)
