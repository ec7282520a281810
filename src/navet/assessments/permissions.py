from typing import Any

from navet.assessments.models import Assessment, Guest, Invitation, ResultFile
from navet.directory.models import Membership, Organisation, Visitor
from navet.directory.queries import customers_of
from navet.hubs.models import Hub
from navet.kit.commands import PLATFORM


def speaks_for(who: Any, organisation_id: Any) -> bool:
    """Is this person a contact of that organisation in this hub?"""
    return isinstance(who, Membership) and customers_of(who).filter(organisation_id=organisation_id).exists()


def may_open(who: Membership | Visitor, organisation: Organisation) -> bool:
    return who.is_staff or speaks_for(who, organisation.id)


def may_schedule(who: Any, organisation: Organisation) -> bool:
    """Whoever delivers help sets the clock of the next round."""
    return who is PLATFORM or who.is_staff or who.is_partner_staff


def may_read(who: Membership | Visitor, assessment: Assessment) -> bool:
    return who.may_read or is_guest_of(who, assessment) or speaks_for(who, assessment.organisation_id)


def may_answer(who: Membership | Visitor, assessment: Assessment) -> bool:
    return who.is_staff or is_guest_of(who, assessment) or speaks_for(who, assessment.organisation_id)


def may_submit(who: Membership | Visitor, assessment: Assessment) -> bool:
    """A colleague who answers only a part does not close the whole."""
    if isinstance(who, Guest):
        return is_guest_of(who, assessment) and not (who.invitation and who.invitation.dimensions)
    return may_answer(who, assessment)


def may_invite(who: Membership | Visitor, assessment: Assessment) -> bool:
    return may_submit(who, assessment)


def may_withdraw_invitation(who: Membership | Visitor, invitation: Invitation) -> bool:
    return may_submit(who, invitation.assessment)


def may_correct(who: Membership | Visitor, assessment: Assessment) -> bool:
    return who.is_staff


def may_remind(who: Any, assessment: Assessment) -> bool:
    return who is PLATFORM or who.is_staff


def may_read_results(who: Membership | Visitor, hub: Hub) -> bool:
    return who.is_coordinator


def may_import_results(who: Membership | Visitor, file: ResultFile) -> bool:
    return who.is_coordinator


def is_guest_of(who: Any, assessment: Assessment) -> bool:
    """Does this link open this round, today?"""
    if not isinstance(who, Guest) or who.invitation is None:
        return False
    return who.invitation.assessment_id == assessment.id and who.invitation.is_current
