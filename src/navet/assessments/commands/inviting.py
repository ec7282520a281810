from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.assessments import facts, permissions
from navet.assessments.models import Assessment, Invitation
from navet.directory.models import Membership, Visitor
from navet.directory.queries import contacts_of
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.questionnaires.queries import form_of

OPEN_FOR = timedelta(days=60)


@command(may=permissions.may_invite)
def invite_colleague(
    who: Membership | Visitor,
    assessment: Assessment,
    *,
    name: str,
    email: str,
    language: str,
    dimensions: Iterable[str] = (),
    expires_on: date | None = None,
) -> Invitation:
    """Give somebody a link to answer the round, or only some dimensions of it; the link goes by letter."""
    if assessment.is_locked:
        raise Refused(_("This round is submitted. There is nothing left to answer."))
    parts = list(dimensions)
    known = {dimension.code for dimension in form_of(assessment.questionnaire_id).dimensions}
    if not known.issuperset(parts):
        raise Refused(_("Choose among the parts of the questionnaire."))
    invitation = _invite(who, assessment, name=name, email=email, language=language)
    invitation.dimensions = parts
    invitation.expires_on = expires_on or invitation.expires_on
    invitation.full_clean()
    invitation.save()
    fact = facts.ColleagueInvited(hub_id=assessment.hub_id, about=assessment.id, invitation_id=invitation.id)
    announce(fact, by=who)
    return invitation


@command(may=permissions.may_withdraw_invitation)
def withdraw_invitation(who: Membership | Visitor, invitation: Invitation) -> Invitation:
    """Close a link; what was answered through it stays."""
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save()
        fact = facts.AnswererUninvited(
            hub_id=invitation.hub_id, about=invitation.assessment_id, invitation_id=invitation.id
        )
        announce(fact, by=who)
    return invitation


@command(may=permissions.may_remind)
def remind(who: Any, assessment: Assessment) -> list[Invitation]:
    """Bring a waiting round to the mind of those who speak for the customer, each with a link that opens it."""
    if assessment.is_locked:
        raise Refused(_("This round is submitted. There is nothing left to answer."))
    standing = {
        invitation.email: invitation
        for invitation in Invitation.objects.filter(assessment=assessment, dimensions=[])
        if invitation.is_current
    }
    invitations = []
    for contact in contacts_of(assessment.organisation_id):
        member = contact.member
        invitation = standing.get(member.email) or _invite(
            who, assessment, name=member.name, email=member.email, language=member.language
        )
        invitation.expires_on = timezone.localdate() + OPEN_FOR
        invitation.save()
        invitations.append(invitation)
    assessment.reminded_at = timezone.now()
    assessment.save(update_fields=["reminded_at"])
    ids = [str(invitation.id) for invitation in invitations]
    announce(facts.RoundReminded(hub_id=assessment.hub_id, about=assessment.id, invitation_ids=ids), by=who)
    return invitations


def _invite(who: Any, assessment: Assessment, *, name: str, email: str, language: str) -> Invitation:
    return Invitation(
        assessment=assessment,
        name=name,
        email=email,
        language=language,
        expires_on=timezone.localdate() + OPEN_FOR,
        invited_by_name=who.actor_name,
    )
