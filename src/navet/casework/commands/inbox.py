"""What staff do with an application."""

from uuid import UUID

from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.commands.messages import new_message, note_first_answer
from navet.casework.commands.numbers import give_number
from navet.casework.facts import applications as facts
from navet.casework.models import Application, Case, Decision, Message
from navet.directory.commands import add_contact, register_customer
from navet.directory.models import Membership
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@command(may=permissions.is_staff)
def assign_application(member: Membership, application: Application, *, adviser: Membership) -> Application:
    """Say which adviser has the application."""
    application = _waiting(application)
    if not adviser.is_staff:
        words = _("Only the hub's own staff can have an application.")
        raise Refused(words, fields={"adviser": [words]})
    if application.adviser_id != adviser.id:
        application.adviser = adviser
        application.save(update_fields=["adviser", "updated_at"])
        announce(
            facts.ApplicationAssigned(hub_id=application.hub_id, about=application.id, adviser_id=adviser.id),
            by=member,
        )
    return application


@command(may=permissions.is_staff)
def ask_back(member: Membership, application: Application, *, question: str, once: UUID | None = None) -> Message:
    """Ask the applicant something; the application waits for the answer."""
    application = _waiting(application)
    message = new_message(member, application, text=question, once=once)
    application.status = Application.Status.ASKED_BACK
    application.adviser = application.adviser or member
    application.save(update_fields=["status", "adviser", "updated_at"])
    note_first_answer(application)
    announce(
        facts.ApplicantAskedBack(hub_id=application.hub_id, about=application.id, message_id=message.id), by=member
    )
    return message


@command(may=permissions.is_staff)
def decline_application(member: Membership, application: Application, *, reason: str, pointer: str) -> Decision:
    """Say no, with the reason and where to turn instead."""
    application = _waiting(application)
    decision = _decide(member, application, Decision.Outcome.DECLINED, reason=reason, pointer=pointer)
    announce(facts.ApplicationDeclined(hub_id=application.hub_id, about=application.id), by=member)
    return decision


@command(may=permissions.is_staff)
def accept_application(
    member: Membership,
    application: Application,
    *,
    title: str,
    adviser: Membership,
    register_number: str = "",
    organisation_name: str = "",
) -> Case:
    """Take the application on: open its case, with its adviser, and let the applicant speak for the customer."""
    application = _waiting(application)
    if not adviser.is_staff:
        words = _("Only the hub's own staff can have a case.")
        raise Refused(words, fields={"adviser": [words]})
    if application.customer is None:
        application.customer = register_customer(
            member,
            application.hub,
            country=application.country or application.hub.country,
            register_number=register_number,
            legal_name=organisation_name or application.organisation_name,
        )
    if application.applicant:
        add_contact(member, application.customer, member=application.applicant)
    application.adviser = adviser
    _decide(member, application, Decision.Outcome.ACCEPTED)
    case = Case(application=application, customer=application.customer, adviser=adviser, title=title)
    case.number = give_number("case")
    case.full_clean()
    case.save()
    about = {"hub_id": application.hub_id}
    announce(facts.ApplicationAccepted(**about, about=application.id, case_id=case.id), by=member)
    announce(facts.CaseOpened(**about, about=case.id, application_id=application.id), by=member)
    return case


def _waiting(application: Application) -> Application:
    """The application, held until this is done; only one that waits can be worked on."""
    application = Application.objects.select_for_update().get(id=application.id)
    if application.is_draft:
        raise Refused(_("It has not been sent yet."))
    if not application.is_waiting:
        raise Refused(_("This application has been decided or withdrawn already."))
    return application


def _decide(
    member: Membership, application: Application, outcome: Decision.Outcome, *, reason: str = "", pointer: str = ""
) -> Decision:
    decision = Decision(application=application, outcome=outcome, decided_by=member, reason=reason, pointer=pointer)
    decision.save()
    application.status = Application.Status(outcome.value)
    application.save(update_fields=["status", "adviser", "customer", "updated_at"])
    note_first_answer(application)
    return decision
