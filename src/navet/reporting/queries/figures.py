"""Counting, and opening a count to the rows it was made of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from navet.assessments.queries import hub_increase, submitted_rounds
from navet.casework.queries import outcomes_between, satisfaction_between, standing_rows
from navet.catalogue.queries import label, words
from navet.kit.refusals import NotFound
from navet.reporting.indicators import BREAKDOWNS, INDICATORS, OUTCOMES, ROWS, SATISFACTION, Indicator
from navet.reporting.models import IndicatorVersion, Target
from navet.reporting.pace import Outlook, outlook, stretches
from navet.reporting.queries.definitions import indicators, own_indicators

PER_PAGE = 50
SOURCES = {ROWS: standing_rows, OUTCOMES: outcomes_between, SATISFACTION: satisfaction_between}
DAYS = {ROWS: "last_on", OUTCOMES: "on"}
COLUMNS: dict[str, tuple[str, ...]] = {
    ROWS: (
        "id", "case_id", "last_on", "customer_name", "register_number", "service_title", "pillar", "kind", "size",
        "sector", "region", "partner__name", "hours", "attendees", "value", "invoiced", "aid", "currency",
    ),
    OUTCOMES: ("id", "case_id", "on", "kind", "count", "text", "amount", "currency", "evidence", "told_by_name"),
    SATISFACTION: ("id", "case_id", "created_at", "score", "would_recommend", "comment"),
}  # fmt: skip
HEADINGS = {
    "last_on": gettext_lazy("Last day"),
    "on": gettext_lazy("Day"),
    "created_at": gettext_lazy("Day"),
    "customer_name": gettext_lazy("Customer"),
    "register_number": gettext_lazy("Register number"),
    "service_title": gettext_lazy("Service"),
    "pillar": gettext_lazy("Kind of help"),
    "kind": gettext_lazy("Kind"),
    "size": gettext_lazy("Size"),
    "sector": gettext_lazy("Sector"),
    "region": gettext_lazy("Region"),
    "partner__name": gettext_lazy("Partner"),
    "hours": gettext_lazy("Hours"),
    "attendees": gettext_lazy("People"),
    "value": gettext_lazy("Value"),
    "invoiced": gettext_lazy("Customer paid"),
    "aid": gettext_lazy("Aid"),
    "currency": gettext_lazy("Currency"),
    "count": gettext_lazy("How many"),
    "text": gettext_lazy("In a few words"),
    "amount": gettext_lazy("Amount"),
    "evidence": gettext_lazy("What shows it"),
    "told_by_name": gettext_lazy("Who said so"),
    "score": gettext_lazy("Of 5"),
    "would_recommend": gettext_lazy("Would tell others"),
    "comment": gettext_lazy("Words"),
}


@dataclass(frozen=True)
class Asked:
    """What is counted: deliveries, outcomes and words of these days, perhaps of one value of one breakdown."""

    since: date
    until: date
    by: str = ""
    value: str = ""


@dataclass(frozen=True)
class Counted:
    """One number: the indicator, what it came to, and what is promised."""

    indicator: Indicator
    number: Decimal
    target: Target | None = None

    @property
    def pace(self) -> Decimal | None:
        """Where one ought to stand today if the promise is kept day by day; None without a promise, and for a mean."""
        if self.target is None or not self.indicator.grows:
            return None
        whole = (self.target.due_on - self.target.since).days
        gone = min(max((timezone.localdate() - self.target.since).days, 0), whole)
        return round(self.target.amount * gone / whole, self.indicator.decimals)


def outlooks(numbers: Iterable[Counted]) -> dict[str, Outlook]:
    """Where each promised number is going; one question for each kind of row and first day, however many targets."""
    today = timezone.localdate()
    together: dict[tuple[str, date], list[Counted]] = {}
    for each in numbers:
        if each.target and each.indicator.grows and each.target.due_on > today:
            together.setdefault((each.indicator.source, each.target.since), []).append(each)
    found = {}
    for (source, since), group in together.items():
        ends = stretches(since, today)
        sums = _sums_by(source, since, ends, group) if ends else {}
        for each in group:
            if each.target and each.indicator.code in sums:
                steps = sums[each.indicator.code]
                found[each.indicator.code] = outlook(steps, since=since, today=today, due_on=each.target.due_on)
    return found


def _sums_by(source: str, since: date, ends: Sequence[date], group: Iterable[Counted]) -> dict[str, list[float]]:
    """What each indicator had come to at the end of each stretch."""
    measures = {
        f"{each.indicator.code.replace('-', '_')}_{place}": each.indicator.expression(
            filter=each.indicator.counts & Q(**{f"{DAYS[source]}__lte": end})
        )
        for each in group
        for place, end in enumerate(ends)
    }
    told = SOURCES[source](since, ends[-1]).aggregate(**measures)
    codes = [each.indicator.code for each in group]
    return {
        code: [float(told[f"{code.replace('-', '_')}_{place}"] or 0) for place in range(len(ends))] for code in codes
    }


def rows_of(indicator: Indicator, asked: Asked) -> QuerySet[Any]:
    """The rows that make the number, all of them and no others."""
    rows = SOURCES[indicator.source](asked.since, asked.until).filter(indicator.counts)
    if asked.by and indicator.source == ROWS and asked.by in BREAKDOWNS:
        field = BREAKDOWNS[asked.by][1]
        rows = rows.filter(Q(**{field: asked.value}) | (Q(**{f"{field}__isnull": True}) if not asked.value else Q()))
    return rows


def number_of(indicator: Indicator, asked: Asked) -> Decimal:
    """The number itself: the measure over its rows."""
    return Decimal(rows_of(indicator, asked).aggregate(number=indicator.expression())["number"] or 0)


def all_numbers(asked: Asked) -> list[Counted]:
    """Every indicator's number, as it counts on the period's last day; one question for each kind of row."""
    numbers: dict[str, Any] = {}
    known = indicators(asked.until)
    for source, ask in SOURCES.items():
        # Under names that no column has: the database would else take the one for the other.
        group = {f"n_{each.code.replace('-', '_')}": each for each in known.values() if each.source == source}
        measures = {name: each.expression(filter=each.counts) for name, each in group.items()}
        numbers |= {group[name].code: n for name, n in ask(asked.since, asked.until).aggregate(**measures).items()}
    targets = next_targets()
    return [Counted(each, Decimal(numbers[code] or 0), targets.get(code)) for code, each in known.items()]


def broken_down(asked: Asked, by: str) -> list[dict[str, Any]]:
    """Customers, services, hours, value and aid for every value of a breakdown; the values' labels in the reader's words."""
    field = BREAKDOWNS[by][1]
    shown = {f"all_{name}": INDICATORS[name].expression() for name in ("customers", "services", "hours", "aid")}
    rows = standing_rows(asked.since, asked.until).values(group=F(field)).annotate(**shown).order_by("group")
    told = [{**row, "label": words_for(by, row["group"] or "")} for row in rows]
    return sorted(told, key=lambda row: -row["all_services"])


def words_for(by: str, value: str) -> str:
    """A breakdown's value as people say it."""
    if not value:
        return _("not known")
    if by == "size":
        return str(SIZES.get(value, value))
    if by == "kind":
        return str(KINDS.get(value, value))
    scheme = {"pillar": "pillars", "sector": "maturity-sectors-sme", "region": "nuts-3"}.get(by)
    return label(scheme, value) if scheme else value


SIZES = {
    "micro": gettext_lazy("micro"),
    "small": gettext_lazy("small"),
    "medium": gettext_lazy("medium-sized"),
    "small-mid-cap": gettext_lazy("small mid-cap"),
    "large": gettext_lazy("large"),
}
KINDS = {"SME": gettext_lazy("firm"), "PSO": gettext_lazy("public body")}


def own_in_words() -> list[tuple[IndicatorVersion, str]]:
    """Every version of every own indicator, and what it counts in a line: customers helped, skills, small."""
    return [
        (each, ", ".join([str(INDICATORS[each.base].label), *(words_for(by, said) for by, said in each.only.items())]))
        for each in own_indicators()
    ]


def narrowing_choices() -> dict[str, list[tuple[str, str]]]:
    """What an own indicator may be narrowed to, by column: each value and its words."""
    schemes = {"pillar": "pillars", "sector": "maturity-sectors-sme"}
    by_scheme = {name: [(code, label(scheme, code)) for code in words(scheme)] for name, scheme in schemes.items()}
    plain = {"kind": KINDS, "size": SIZES}
    return by_scheme | {name: [(code, str(said)) for code, said in told.items()] for name, told in plain.items()}


@dataclass(frozen=True)
class RowPage:
    """One page of the rows behind a number, the newest first, and the key of the next one."""

    rows: list[dict[str, Any]]
    next: UUID | None


def page_of_rows(indicator: Indicator, asked: Asked, *, before: UUID | None = None) -> RowPage:
    rows = rows_of(indicator, asked).order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows.values(*COLUMNS[indicator.source])[: PER_PAGE + 1])
    following = found[PER_PAGE - 1]["id"] if len(found) > PER_PAGE else None
    return RowPage([_shown(row) for row in found[:PER_PAGE]], following)


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its codes in the reader's words."""
    kept = dict(row)
    for by in ("pillar", "sector", "region", "size"):
        if kept.get(by):
            kept[by] = words_for(by, kept[by])
    return kept


def table_of_rows(indicator: Indicator, asked: Asked) -> tuple[list[str], Iterator[list[Any]]]:
    """All the rows behind a number, as a file has them; codes stay codes, for machines read files."""
    names = [name for name in COLUMNS[indicator.source] if name not in {"id", "case_id"}]
    rows = rows_of(indicator, asked).order_by("-id").values_list(*names).iterator(chunk_size=500)
    return [str(HEADINGS[name]) for name in names], (
        [next(iter(cell.values()), "") if isinstance(cell, dict) else cell for cell in row] for row in rows
    )


def table_of_numbers(asked: Asked) -> tuple[list[str], list[list[Any]]]:
    """The numbers themselves, as a file has them."""
    rows: list[list[Any]] = [
        [each.indicator.code, str(each.indicator.label), each.number, each.target.amount if each.target else None]
        for each in all_numbers(asked)
    ]
    return [_("Code"), _("Indicator"), _("Number"), _("Promised")], rows


def maturity_increase() -> Any:
    """T1 − T0 over everybody with both rounds, and its n; None when nobody has."""
    found = hub_increase(submitted_rounds())
    return found if found.n else None


def next_targets() -> dict[str, Target]:
    """Of each indicator the target that falls due next, or the last one if all have passed."""
    found: dict[str, Target] = {}
    for target in Target.objects.order_by("-due_on"):
        if target.indicator not in found or target.due_on >= timezone.localdate():
            found[target.indicator] = target
    return found


def targets() -> QuerySet[Target]:
    return Target.objects.order_by("due_on", "indicator")


def find_target(id: UUID) -> Target:
    """Raises `NotFound`."""
    target = Target.objects.filter(id=id).first()
    if target is None:
        raise NotFound
    return target


def first_day() -> date:
    """From when figures are counted if nobody says: the first target's first day, else this year's."""
    first = Target.objects.order_by("since").values_list("since", flat=True).first()
    return first or timezone.localdate().replace(month=1, day=1)
