"""News that makes letters: an invitation and a reminder."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

from navet.assessments import facts, letters, queries
from navet.hubs.queries import address_of
from navet.kit.facts import hears
from navet.kit.refusals import NotFound
from navet.questionnaires.form import told
from navet.questionnaires.queries import form_of


@hears(facts.ColleagueInvited)
def send_invitation(fact: facts.ColleagueInvited) -> None:
    """The link goes to the one it is for."""
    _send(fact.invitation_id, letters.invitation_letter)


@hears(facts.RoundReminded)
def send_reminders(fact: facts.RoundReminded) -> None:
    """Everybody who speaks for the customer gets an own link."""
    for id in fact.invitation_ids:
        _send(UUID(id), letters.reminder_letter)


def _send(invitation_id: UUID, write: Callable[[letters.Letter], None]) -> None:
    """A link that was withdrawn, or a round that was submitted, meanwhile is not written about."""
    try:
        invitation = queries.find_invitation_by_id(invitation_id)
    except NotFound:
        return
    assessment = invitation.assessment
    if assessment.is_locked:
        return
    form = form_of(assessment.questionnaire_id)
    language = invitation.language
    path = reverse("assessments:link", args=[queries.link_of(invitation)])
    letter = letters.Letter(
        to=invitation.email,
        name=invitation.name,
        language=language,
        hub=assessment.hub.name,
        organisation=assessment.organisation.legal_name,
        questionnaire=told(form.title, language),
        invited_by=invitation.invited_by_name,
        address=address_of(assessment.hub, path),
        expires_on=invitation.expires_on,
        due_on=assessment.due_on,
        parts=tuple(told(form.dimension(code).title, language) for code in invitation.dimensions),
    )
    write(letter)
