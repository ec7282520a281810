"""The conversation before anything is sent: every answer is saved as it is given."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from navet.casework import permissions
from navet.casework.commands.documents import forget_files
from navet.casework.eligibility import SIZES
from navet.casework.facts import applications as facts
from navet.casework.models import Application, ApplicationLink, Document, Guest
from navet.casework.questions import KEPT_IN_ANSWERS, MATCH, NOBODY_YET, QUESTIONS
from navet.catalogue.queries import published_services
from navet.directory.commands.customers import checked_number
from navet.directory.models import Membership
from navet.directory.numbers import COUNTRIES
from navet.directory.queries import customers_of
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import Actor, Platform, command
from navet.kit.refusals import Refused
from navet.kit.secrets import hashed, new_secret
from navet.kit.translated import told

DRAFT_DAYS = 90
COLLEAGUES = 5
CHOICES = {
    "kind": {"UNDERTAKING", "PUBLIC_BODY", NOBODY_YET, ""},
    "size": {*SIZES, ""},
    "country": {*COUNTRIES, ""},
}
LONGEST_CHOICE, LONGEST_MATCH = 60, 8000


@dataclass(frozen=True)
class Overwritten:
    """Somebody else's answer that was replaced: who, and what it said."""

    question: str
    by: str
    said: dict[str, str]


@command(may=permissions.may_start)
def start_application(
    who: Actor,
    hub: Hub,
    *,
    secret: str,
    language: str,
    answers: dict[str, str],
    service_id: UUID | None = None,
) -> Application:
    """Begin a draft with its first answers; asked again with the same secret, the draft of that secret is meant."""
    application, fresh = Application.objects.get_or_create(
        secret_hash=hashed(secret), defaults={"hub": hub, "language": language, "service_id": service_id}
    )
    if fresh:
        refuse_late(service_id)
        _put_what_is_known(who, application)
        announce(facts.ApplicationStarted(hub_id=hub.id, about=application.id), by=who)
    _save_answers(who, application, answers)
    return application


@command(may=permissions.may_speak_for)
def answer_application(
    who: Actor, application: Application, *, answers: dict[str, str], seen: dict[str, str] | None = None
) -> list[Overwritten]:
    """Save answers of a draft; the last writer of a question wins, and is told what somebody else had written.

    `seen` maps a question to the moment of the answer that the writer saw when beginning to write.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if not application.is_draft:
        raise Refused(_("It has been sent already. Write us a message instead."))
    overwritten = _overwritten(who, application, answers, seen or {})
    _save_answers(who, application, answers)
    return overwritten


@command(may=permissions.may_speak_for)
def invite_colleague(who: Actor, application: Application, *, email: str) -> ApplicationLink:
    """Let a colleague fill in the same draft, by a link of the own; invited again, it is the same invitation."""
    if not application.is_draft:
        raise Refused(_("It has been sent already. Write us a message instead."))
    invited = application.links.filter(for_colleague=True)
    known = invited.filter(email__iexact=email).first()
    if known is None:
        if invited.count() >= COLLEAGUES:
            words = _("Five colleagues are the most.")
            raise Refused(words, fields={"email": [words]})
        known = ApplicationLink(application=application, email=email, for_colleague=True)
        known.secret_hash = hashed(new_secret())
        known.full_clean()
        known.save()
        announce(
            facts.ColleagueAsked(hub_id=application.hub_id, about=application.id, link_id=known.id),
            by=who,
        )
    return known


@command(may=permissions.is_the_platform)
def expire_drafts(who: Platform, hub: Hub) -> int:
    """Throw away the drafts that nobody has touched for the hub's number of days. Answers how many."""
    days = int(hub.settings.get("draft_days", DRAFT_DAYS))
    old = Application.objects.filter(
        status=Application.Status.DRAFT, updated_at__lt=timezone.now() - timedelta(days=days)
    )
    count = old.count()
    if count:
        forget_files(Document.objects.filter(application__in=old))
        old.delete()
        announce(facts.DraftsExpired(hub_id=hub.id, about=hub.id, count=count), by=who)
    return count


def refuse_late(service_id: UUID | None) -> None:
    """Nobody asks for a service after its last day to apply."""
    late = published_services().filter(id=service_id).first() if service_id else None
    if late is not None and late.is_over:
        words = _("The last day to apply for “%(title)s” was %(day)s.")
        raise Refused(words % {"title": told(late.title).text, "day": date_format(late.apply_by or "", "DATE_FORMAT")})


def _put_what_is_known(who: Actor, application: Application) -> None:
    """Nobody types what the platform knows: a contact's own name, address and organisation."""
    if not isinstance(who, Membership):
        return
    application.applicant = who
    application.applicant_name, application.applicant_email = who.name, who.email
    application.applicant_phone = who.phone
    customers = list(customers_of(who)[:2])
    if len(customers) == 1:
        organisation = customers[0].organisation
        application.customer = customers[0]
        application.country = organisation.country
        application.register_number = organisation.register_number
        application.organisation_name = organisation.legal_name
        known = {"kind": organisation.kind, "region": organisation.region}
        known |= {"size": customers[0].size, "sector": customers[0].sector}
        application.answers = {field: value for field, value in known.items() if value}


def _overwritten(
    who: Actor, application: Application, answers: dict[str, str], seen: dict[str, str]
) -> list[Overwritten]:
    """The answers that somebody else gave after `seen`, and that change now."""
    found = []
    for question in _questions_of(answers):
        kept = application.written(question)
        changes = {
            field: application.answer(field)
            for field in QUESTIONS[question]
            if field in answers and field != MATCH and application.answer(field) not in {"", answers[field]}
        }
        if changes and question in seen and kept.get("at") != seen[question] and kept.get("by") != _writer(who):
            found.append(Overwritten(question, kept.get("by", ""), changes))
    return found


def _save_answers(who: Actor, application: Application, answers: dict[str, str]) -> None:
    _check(application, answers)
    for field, value in answers.items():
        application.put(field, value)
    moment = {"by": _writer(who), "at": timezone.now().isoformat()}
    questions = _questions_of(answers)
    written = application.answers.get("written", {}) | dict.fromkeys(questions, moment)
    application.answers = application.answers | {"written": written}
    application.clean_fields(exclude={f.name for f in application._meta.fields} - set(answers))
    application.save()
    for question in questions:
        announce(facts.QuestionAnswered(hub_id=application.hub_id, about=application.id, question=question), by=who)
    if answers.get("applicant_email"):
        announce(facts.AddressGiven(hub_id=application.hub_id, about=application.id), by=who)


def _check(application: Application, answers: dict[str, str]) -> None:
    """What no column checks: codes, lengths of long texts, and the number's check digit, which is kept clean."""
    wrong = {field: _("Choose one of the answers.") for field in answers if not _fits(application, field, answers)}
    if wrong:
        raise ValidationError(wrong)
    country = answers.get("country", application.country)
    if answers.get("register_number") and country:
        answers["register_number"] = checked_number(country, answers["register_number"]).digits


def _fits(application: Application, field: str, answers: dict[str, str]) -> bool:
    if field in CHOICES:
        return answers[field] in CHOICES[field]
    if field in KEPT_IN_ANSWERS:
        return len(answers[field]) <= (LONGEST_MATCH if field == MATCH else LONGEST_CHOICE)
    limit = application._meta.get_field(field).max_length  # type: ignore[union-attr]
    return limit is None or len(answers[field]) <= limit


def _questions_of(answers: dict[str, str]) -> list[str]:
    return [question for question, fields in QUESTIONS.items() if set(fields) & set(answers)]


def _writer(who: Actor) -> str:
    """How the others of the same draft know the writer."""
    return who.email if isinstance(who, Guest | Membership) else ""
