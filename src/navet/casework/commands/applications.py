"""What the applicant does with an application: send it, withdraw it, have it erased."""

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.commands.documents import forget_files
from navet.casework.commands.drafts import refuse_late
from navet.casework.commands.numbers import give_number
from navet.casework.facts import applications as facts
from navet.casework.models import Application, Withdrawal
from navet.casework.queries.clocks import first_answer_due
from navet.casework.questions import NOBODY_YET
from navet.directory.commands import add_contact, give_consent, register_customer, welcome
from navet.directory.models import Customer, Membership
from navet.journal.commands import announce
from navet.kit.commands import PLATFORM, Actor, command
from navet.kit.refusals import Refused
from navet.subscriptions.commands import forget_need

PURPOSE, WORDING = "application", "application-1"


@command(may=permissions.may_speak_for)
def submit_application(who: Actor, application: Application, *, consents: bool) -> Application:
    """Send the application to the hub; sent again, it is sent once."""
    whole = Application.objects.select_related("hub").select_for_update(of=("self",))
    application = whole.get(id=application.id)
    if not application.is_draft:
        return application
    refuse_late(application.service_id)
    _require_all(application, consents=consents)
    application.applicant = application.applicant or welcome(
        email=application.applicant_email,
        name=application.applicant_name,
        language=application.language,
        phone=application.applicant_phone,
    )
    application.customer = application.customer or _customer(who, application, application.applicant)
    application.number = give_number("application")
    application.status = Application.Status.SUBMITTED
    application.submitted_at = timezone.now()
    application.answer_due_at = first_answer_due(application.hub, application.submitted_at)
    application.full_clean(exclude=["hub", "secret_hash", "applicant", "customer"])
    application.save()
    give_consent(application.applicant, application.applicant, purpose=PURPOSE, wording=WORDING)
    announce(
        facts.ApplicationSubmitted(
            hub_id=application.hub_id,
            about=application.id,
            number=application.number,
            customer_id=application.customer_id,
        ),
        by=who,
    )
    return application


@command(may=permissions.may_speak_for)
def withdraw_application(who: Actor, application: Application, *, reason: str = "") -> Application:
    """Stop asking; withdrawn again, it stays withdrawn."""
    application = Application.objects.select_for_update().get(id=application.id)
    if application.status == Application.Status.WITHDRAWN:
        return application
    if not application.is_waiting:
        raise Refused(_("Only an application that waits for an answer can be withdrawn."))
    Withdrawal.objects.create(application=application, reason=reason)
    application.status = Application.Status.WITHDRAWN
    application.save(update_fields=["status", "updated_at"])
    announce(facts.ApplicationWithdrawn(hub_id=application.hub_id, about=application.id), by=who)
    return application


@command(may=permissions.may_speak_for)
def erase_application(who: Actor, application: Application) -> None:
    """Erase a person's words, files and addresses (Reg. (EU) 2016/679, article 17).

    A draft is gone altogether. Of one that was sent stay the number, the dates, the organisation and the decision:
    what was promised and given is kept as the rules on public money and state aid demand (article 17(3)(b)).
    """
    application = Application.objects.select_for_update().get(id=application.id)
    if application.is_waiting:
        raise Refused(_("Withdraw the application first; then it can be erased."))
    if application.cases.filter(closed_at__isnull=True).exists():
        raise Refused(_("The hub is working on this. Ask your adviser to close the case; then it can be erased."))
    erased = facts.ApplicationErased(hub_id=application.hub_id, about=application.id)
    forget_files(application.documents.all())
    if application.is_draft:
        application.delete()
    else:
        _erase_words(application)
    announce(erased, by=who)


def _erase_words(application: Application) -> None:
    forget_need(PLATFORM, application.hub, need=application.need)
    application.documents.all().delete()
    application.links.all().delete()
    application.messages.update(text="", author_name="")
    application.decisions.update(reason="", pointer="")
    application.withdrawals.update(reason="")
    for field in ("need", "wish", "applicant_name", "applicant_email", "applicant_phone"):
        setattr(application, field, "")
    application.answers = {}
    application.erased_at = timezone.now()
    application.save()


def _require_all(application: Application, *, consents: bool) -> None:
    fields = {field: [_("We need an answer here.")] for field in application.missing}
    if not consents:
        fields["consents"] = [_("We may not read what you wrote without your consent.")]
    if fields:
        raise Refused(_("Something is missing before it can be sent."), fields=fields)


def _customer(who: Actor, application: Application, applicant: Membership) -> Customer | None:
    """The organisation as the hub's customer.

    Whoever names an organisation does not speak for it by that: only of one that nobody knew before does the applicant
    become the contact; otherwise the hub's staff decide, by accepting the application.
    """
    if application.answer("kind") == NOBODY_YET:
        return None
    region = application.answer("region")
    customer = register_customer(
        who,
        application.hub,
        country=application.country,
        register_number=application.register_number,
        legal_name=application.organisation_name,
        details={"kind": application.answer("kind"), "region": "" if len(region) > 5 else region},
        profile={"size": application.answer("size"), "sector": application.answer("sector"), "source": "application"},
    )
    is_new = not Application.objects.filter(customer=customer).exists() and not customer.contacts.exists()
    if is_new and customer.source == "application":
        add_contact(who, customer, member=applicant)
    return customer
