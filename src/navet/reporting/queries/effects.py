"""Which help was followed by which change in maturity, and what everybody may see of a hub's effect."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from navet.assessments.queries import MeasuredChange, measured_changes
from navet.casework.queries import standing_rows
from navet.hubs.models import Hub
from navet.kit.refusals import NotFound
from navet.kit.translated import told
from navet.questionnaires.queries import form_of
from navet.reporting.effects import FEWEST, Effect, Followed, effects
from navet.reporting.queries.figures import Asked, Counted, all_numbers, first_day, maturity_increase, words_for

SHOWN = "effect_shown"
FOR_ALL = ("customers", "services", "hours", "prototypes", "launched", "jobs", "investment")


@dataclass(frozen=True)
class ToldEffect:
    """An effect in the reader's words."""

    help: str
    dimension: str
    effect: Effect


@dataclass(frozen=True)
class OfQuestionnaire:
    """Everything that was followed by something in one questionnaire; `n`: who has been measured twice in it."""

    title: str
    n: int
    effects: list[ToldEffect]


def help_and_effect() -> list[OfQuestionnaire]:
    """Every questionnaire by which somebody was measured before and after help: two questions for all of them."""
    changes = measured_changes()
    helps = _helps_between(changes)
    by_form: dict[UUID, list[MeasuredChange]] = {}
    for change in changes:
        by_form.setdefault(change.questionnaire_id, []).append(change)
    return [
        OfQuestionnaire(
            title=told(dict(form_of(id).title)).text,
            n=len({change.organisation_id for change in group}),
            effects=list(_told(id, effects(_followed(group, helps)))),
        )
        for id, group in by_form.items()
    ]


def _followed(changes: Iterable[MeasuredChange], helps: dict[UUID, list[tuple[str, date]]]) -> Iterator[Followed]:
    for change in changes:
        had = helps.get(change.organisation_id, [])
        between = frozenset(pillar for pillar, on in had if change.since <= on <= change.until)
        yield Followed(str(change.organisation_id), between, change.moved)


def _helps_between(changes: Iterable[MeasuredChange]) -> dict[UUID, list[tuple[str, date]]]:
    """Organisation → the kinds of help it was given, each with its last day."""
    days = [day for change in changes for day in (change.since, change.until)]
    if not days:
        return {}
    rows = standing_rows(min(days), max(days)).values_list("customer__organisation_id", "pillar", "last_on")
    found: dict[UUID, list[tuple[str, date]]] = {}
    for organisation, pillar, on in rows:
        found.setdefault(organisation, []).append((pillar, on))
    return found


def _told(questionnaire: UUID, found: Iterable[Effect]) -> Iterator[ToldEffect]:
    titles = {each.code: told(dict(each.title)).text for each in form_of(questionnaire).dimensions}
    for each in found:
        yield ToldEffect(words_for("pillar", each.help), titles.get(each.dimension, each.dimension), each)


@dataclass(frozen=True)
class PublicEffect:
    """What a hub shows everybody: its numbers from its first promise on, and the rise in maturity with its n."""

    since: date
    numbers: list[Counted]
    rise: float | None
    measured: int


def public_effect(hub: Hub) -> PublicEffect:
    """Raises `NotFound` where the hub does not show it. A hub that has helped fewer than five shows no numbers yet."""
    if not hub.settings.get(SHOWN):
        raise NotFound
    since = first_day()
    numbers = {each.indicator.code: each for each in all_numbers(Asked(since, timezone.localdate()))}
    many = numbers["customers"].number >= FEWEST
    shown = [numbers[code] for code in FOR_ALL if many and numbers[code].number]
    increase = maturity_increase()
    measured = increase.n if increase and increase.n >= FEWEST else 0
    return PublicEffect(since, shown, float(increase.overall) if measured else None, measured)
