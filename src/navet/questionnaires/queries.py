from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.kit.refusals import NotFound
from navet.questionnaires.form import Questionnaire, Text
from navet.questionnaires.loading import load, parse, shipped
from navet.questionnaires.models import QuestionnaireVersion


@dataclass(frozen=True)
class Offered:
    """A questionnaire a round may be opened with, in its newest version."""

    code: str
    version: str
    title: Text
    audience: str
    is_own: bool


def versions() -> QuerySet[QuestionnaireVersion]:
    """Every version this hub has used or uploaded, without the content."""
    return QuestionnaireVersion.objects.defer("content").order_by("code", "-version")


def find_version(id: UUID) -> QuestionnaireVersion:
    version = QuestionnaireVersion.objects.filter(id=id).first()
    if version is None:
        raise NotFound
    return version


def own_versions(on: date | None = None) -> QuerySet[QuestionnaireVersion]:
    """The hub's own questionnaires that are valid that day (default: today)."""
    day = on or timezone.localdate()
    current = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return versions().filter(current, is_own=True, valid_from__lte=day)


def offered(on: date | None = None) -> list[Offered]:
    """What a round may be opened with that day: the hub's own and those that come with Navet."""
    day = on or timezone.localdate()
    found: dict[str, Offered] = {}
    for form in shipped_forms():
        if form.valid_from <= day and (form.valid_until is None or form.valid_until >= day):
            _newest(found, [Offered(form.code, form.version, form.title, form.audience, is_own=False)])
    _newest(
        found,
        (Offered(own.code, own.version, own.title, own.audience, is_own=True) for own in own_versions(day)),
    )
    return list(found.values())


def _newest(found: dict[str, Offered], more: Iterable[Offered]) -> None:
    for each in more:
        if each.code not in found or found[each.code].version < each.version:
            found[each.code] = each


@lru_cache(maxsize=1)
def shipped_forms() -> tuple[Questionnaire, ...]:
    """Every questionnaire that comes with Navet."""
    return tuple(load(parse(path.read_bytes())) for path in shipped())


def form_of(version_id: UUID) -> Questionnaire:
    """The questionnaire of a version. Content never changes, so a process reads it once."""
    return _form(version_id)


@lru_cache(maxsize=128)
def _form(version_id: UUID) -> Questionnaire:
    content = QuestionnaireVersion.objects.values_list("content", flat=True).get(id=version_id)
    return load(content)
