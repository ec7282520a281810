"""Letters about an application: each is sent once, in the receiver's language, with a way back to the page."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from navet.casework import permissions
from navet.casework.facts import applications as facts
from navet.casework.models import Application, ApplicationLink, Message
from navet.hubs.queries import address_of
from navet.journal.commands import announce
from navet.journal.queries import time_line
from navet.kit.commands import Platform, command
from navet.kit.mail import send_mail
from navet.kit.secrets import hashed, new_secret


@command(may=permissions.is_the_platform)
def write_to_applicant(
    who: Platform, application: Application, *, letter: str, key: str = "", message: Message | None = None
) -> bool:
    """Send the applicant a letter with a link of its own; `key` tells apart letters of the same name."""
    if not application.applicant_email:
        return False
    link = ApplicationLink(application=application, email=application.applicant_email)
    return _send(who, application, letter, key, to=link.email, message=message, link=link)


@command(may=permissions.is_the_platform)
def write_to_colleague(who: Platform, link: ApplicationLink) -> bool:
    """Send an invited colleague the link."""
    application = link.application
    return _send(who, application, "colleague", str(link.id), to=link.email, message=None, link=link)


@command(may=permissions.is_the_platform)
def write_to_hub(
    who: Platform, application: Application, *, letter: str, key: str = "", message: Message | None = None
) -> bool:
    """Tell the adviser who has the application, or else the hub's own address."""
    adviser = application.adviser
    to = adviser.email if adviser else application.hub.email
    return bool(to) and _send(who, application, letter, key, to=to, message=message, link=None)


def _send(
    who: Platform,
    application: Application,
    letter: str,
    key: str,
    *,
    to: str,
    message: Message | None,
    link: ApplicationLink | None,
) -> bool:
    """Send it unless it has been sent. Answers whether it went out now."""
    name = f"{letter} {key}".strip()
    if time_line(application.id).filter(fact="LetterSent", details__letter=name).exists():
        return False
    context = {
        "application": application,
        "hub": application.hub,
        "message": message,
        "decision": application.decisions.first(),
        "address": _address(application, link),
    }
    with timezone.override(ZoneInfo(application.hub.time_zone)):
        send_mail(f"casework/letters/{letter}.txt", to=to, language=_language(application, link), context=context)
    announce(facts.LetterSent(hub_id=application.hub_id, about=application.id, letter=name), by=who)
    return True


def _language(application: Application, link: ApplicationLink | None) -> str:
    if link is None and application.adviser:
        return str(application.adviser.language)
    return str(application.language if link else application.hub.first_language)


def _address(application: Application, link: ApplicationLink | None) -> str:
    """For the applicant's side a link that opens the page by itself; for staff the page in the inbox."""
    hub = application.hub
    if link is None:
        path = reverse("casework:show_inbox_application", args=[application.id])
    else:
        secret = new_secret()
        link.secret_hash = hashed(secret)
        link.save()
        path = reverse("casework:return_to_application", args=[secret])
    return address_of(hub, path)
