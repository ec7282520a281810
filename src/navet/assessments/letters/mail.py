"""Letters by e-mail: plain text, short, with one thing to do."""

from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Letter:
    """What a letter about a round needs to know. `parts` are titles; none means the whole round."""

    to: str
    name: str
    language: str
    hub: str
    organisation: str
    questionnaire: str
    invited_by: str
    address: str
    expires_on: date
    due_on: date | None = None
    parts: tuple[str, ...] = ()


def invitation_letter(letter: Letter) -> None:
    """Ask somebody to answer a round, or parts of it."""
    with translation.override(letter.language):
        what = letter.questionnaire if not letter.parts else f"{letter.questionnaire}: {', '.join(letter.parts)}"
        asked = _("%(who)s at %(hub)s asks you to answer questions for %(organisation)s.")
        lines = [
            asked % {"who": letter.invited_by, "hub": letter.hub, "organisation": letter.organisation},
            what,
            _("You need no account. What you answer is saved as you go, and you can come back by the same link:"),
        ]
        _send(letter, _("Your answers for %(organisation)s") % {"organisation": letter.organisation}, lines)


def reminder_letter(letter: Letter) -> None:
    """Bring a round that is due to mind."""
    with translation.override(letter.language):
        day = date_format(letter.due_on, "DATE_FORMAT") if letter.due_on else ""
        lines = [
            _("It is time to see how far %(organisation)s has come.") % {"organisation": letter.organisation},
            _("%(questionnaire)s is to be answered by %(day)s. It takes about twenty minutes.")
            % {"questionnaire": letter.questionnaire, "day": day},
            _("You need no account. What you answer is saved as you go, and you can come back by the same link:"),
        ]
        _send(letter, _("Time to measure again: %(organisation)s") % {"organisation": letter.organisation}, lines)


def _send(letter: Letter, subject: str, lines: list[str]) -> None:
    greeting = _("Hello %(name)s,") % {"name": letter.name}
    until = _("The link works until %(day)s.") % {"day": date_format(letter.expires_on, "DATE_FORMAT")}
    body = "\n\n".join([greeting, *lines, letter.address, until, letter.hub])
    EmailMessage(subject=" ".join(subject.split()), body=f"{body}\n", to=[letter.to]).send()
