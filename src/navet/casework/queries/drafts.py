"""What the conversation needs to know between two questions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from navet.casework.models import Application
from navet.casework.queries.choices import country_name, region_choices, sector_name
from navet.casework.questions import KEPT_IN_ANSWERS, MATCH, NOBODY_YET, QUESTIONS, STEPS
from navet.catalogue.queries import find_published_service
from navet.hubs.models import Hub
from navet.kit.refusals import NotFound
from navet.kit.secrets import hashed, is_secret

FIRST_OF = {"need": "need", "wish": "wish", "organisation": "kind", "about": "size", "reach": "applicant_name"}
TITLES = {
    "need": _("The problem"),
    "wish": _("What should be different"),
    "organisation": _("The organisation"),
    "about": _("Size, place and sector"),
    "reach": _("Contact"),
}
SAID = {
    "UNDERTAKING": _("an undertaking"),
    "PUBLIC_BODY": _("a public body"),
    NOBODY_YET: _("nothing founded yet"),
    "none": _("nobody employed"),
    "micro": _("1 to 9 people"),
    "small": _("10 to 49 people"),
    "medium": _("50 to 249 people"),
    "large": _("250 people or more"),
}


@dataclass(frozen=True)
class Line:
    """One question as the summary shows it: what was answered, and what is missing."""

    question: str
    title: str
    said: list[str]
    wrong: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def drafts_by(secrets: list[str]) -> QuerySet[Application]:
    """The drafts that these links lead to."""
    kept = [hashed(secret) for secret in secrets if is_secret(secret)]
    if not kept:
        return Application.objects.none()
    mine = Q(secret_hash__in=kept) | Q(id__in=Application.objects.filter(links__secret_hash__in=kept).values("id"))
    return Application.objects.filter(mine, status=Application.Status.DRAFT).only("id", "need", "updated_at")


def service_asked_for(id: str) -> Any:
    """The service somebody came from, if it is one to ask for, or was: whoever comes too late is told so."""
    try:
        return find_published_service(UUID(id))
    except (ValueError, NotFound):
        return None


def next_step(application: Application, *, after: str) -> str:
    """The step to take now; a question whose answer the platform knows is passed over."""
    later = STEPS[STEPS.index(after) + 1 :]
    return next(step for step in later if step not in QUESTIONS or not is_known(application, step))


def is_known(application: Application, question: str) -> bool:
    """Whether the platform knew the answer before anybody was asked."""
    if application.written(question):
        return False
    needed = [field for field in QUESTIONS[question] if field not in {"applicant_phone", "sector", "wish", MATCH}]
    return bool(needed) and all(application.answer(field) for field in needed)


def first_open_question(application: Application) -> str:
    """Where to go on with a draft: the first question without an answer, or the last look."""
    for question, field in FIRST_OF.items():
        if question != "wish" and not application.answer(field):
            return question
    return "check"


def summary_of(application: Application, missing: dict[str, list[str]]) -> list[Line]:
    """Everything told, question by question."""
    return [
        Line(
            question,
            gettext(title),
            [said for field in QUESTIONS[question] if (said := said_of(application, field))],
            [words for field in QUESTIONS[question] for words in missing.get(field, [])],
        )
        for question, title in TITLES.items()
    ]


def said_of(application: Application, field: str) -> str:
    """An answer in words, in the reader's language."""
    value = application.answer(field)
    if field == MATCH:
        return ""  # shown by itself, with its reason
    if field == "country":
        return country_name(value)
    if field == "region":
        return dict(region_choices(application.hub)).get(value, value)
    if field == "sector":
        return sector_name(value)
    return gettext(SAID[value]) if field in KEPT_IN_ANSWERS and value in SAID else value


def served(hub: Hub) -> list[str]:
    """The places the hub works for, by name."""
    elsewhere = pgettext("region", "somewhere else")
    return [name for _code, name in region_choices(hub) if name != elsewhere]
