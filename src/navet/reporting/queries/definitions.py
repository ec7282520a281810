"""Which indicators count on a day: those that come with Navet, and the hub's own in their versions."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.kit.refusals import NotFound
from navet.kit.translated import told
from navet.reporting.counting import Measure
from navet.reporting.indicators import INDICATORS, Indicator
from navet.reporting.models import IndicatorVersion


def indicators(on: date | None = None) -> dict[str, Indicator]:
    """Code → indicator, as each counts on a day (default: today); one question."""
    day = on or timezone.localdate()
    holding = IndicatorVersion.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
    )
    own = {each.code: narrowed(each) for each in holding.order_by("set_name", "code", "version")}
    return INDICATORS | own


def narrowed(version: IndicatorVersion) -> Indicator:
    """An own indicator for counting: what it narrows, with its own conditions on top."""
    base = INDICATORS[version.base]
    measure = Measure(base.measure.how, base.measure.column, {**base.measure.only, **version.only})
    return replace(base, code=version.code, label=told(version.label).text, measure=measure)


def find_indicator(code: str, on: date | None = None) -> Indicator:
    """Raises `NotFound` for one nobody defined, or that does not count on that day."""
    found = indicators(on).get(code)
    if found is None:
        raise NotFound
    return found


def own_indicators() -> QuerySet[IndicatorVersion]:
    """Every version of every indicator of the hub's own, the newest of each first."""
    return IndicatorVersion.objects.select_related("by").order_by("set_name", "code", "-version")


def find_version(id: UUID) -> IndicatorVersion:
    version = own_indicators().filter(id=id).first()
    if version is None:
        raise NotFound
    return version
