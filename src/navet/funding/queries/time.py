from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from navet.directory.models import Membership
from navet.funding.hours import Place
from navet.funding.models import Cost, Project, TimeEntry, TimeSheet
from navet.funding.permissions import may_see_sheet
from navet.funding.queries.costs import NOTHING
from navet.kit.refusals import NotFound

LENGTH = F("at__endswith") - F("at__startswith")


def month_of(day: date) -> date:
    """The first day of a day's month: what a time sheet is known by."""
    return day.replace(day=1)


def taken_hours(member: Membership, days: Iterable[date]) -> dict[date, list[Place]]:
    """What of somebody's days stands on a time sheet already, in any project."""
    wanted = list(days)
    taken: dict[date, list[Place]] = {day: [] for day in wanted}
    for on, at in TimeEntry.objects.filter(member=member, on__in=wanted).values_list("on", "at"):
        taken[on].append((at.lower, at.upper))
    return taken


def hours_about(works: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Work → its hours on time sheets, whoever's they are."""
    rows = TimeEntry.objects.filter(about__in=list(works)).values_list("about")
    return dict(rows.annotate(worked=Sum(LENGTH)).order_by())


def entries_about(work: UUID) -> QuerySet[TimeEntry]:
    """The hours of a piece of work as they stand on time sheets, with each sheet and who approved it."""
    rows = TimeEntry.objects.filter(about=work)
    return rows.select_related("member", "project", "sheet__approved_by").order_by("on", "id")


@dataclass(frozen=True)
class Line:
    """One piece of work on a sheet, in one project on one day; the gaps it stands in are the reader's no matter."""

    entry: TimeEntry
    hours: Decimal


@dataclass(frozen=True)
class Apart:
    """Work whose cost and whose time sheet tell different hours: what to put right before a month is approved."""

    what: str
    on: date
    hours: Decimal
    on_sheets: Decimal


@dataclass(frozen=True)
class Month:
    """A month of somebody's time."""

    member: Membership
    month: date
    sheet: TimeSheet | None
    lines: list[Line] = field(default_factory=list)

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.lines), NOTHING)

    @property
    def by_project(self) -> list[tuple[Project, Decimal]]:
        """The hours of each project, the most first."""
        sums: dict[Project, Decimal] = {}
        for line in self.lines:
            sums[line.entry.project] = sums.get(line.entry.project, NOTHING) + line.hours
        return sorted(sums.items(), key=lambda each: (-each[1], each[0].code))


def month_of_time(member: Membership, month: date) -> Month:
    """A person's month: its sheet, if there is one, and every piece of work on it, by day."""
    sheet = TimeSheet.objects.filter(member=member, month=month).select_related("approved_by").first()
    entries = TimeEntry.objects.filter(sheet=sheet).select_related("project").order_by("on", "about", "project", "id")
    lines = []
    for _key, together in groupby(entries, key=lambda each: (each.on, each.about, each.project_id)):
        told = list(together)
        lines.append(Line(told[0], sum((entry.hours for entry in told), NOTHING)))
    return Month(member, month, sheet, lines)


def hours_apart(member: Membership, month: date) -> list[Apart]:
    """Deliveries of that month whose hours found no room, or were corrected after the sheet was locked."""
    told = Cost.objects.filter(worker=member, on__gte=month, on__lt=next_month(month), hours__isnull=False)
    rows = list(told.values("about").annotate(sum=Sum("hours")).order_by("about"))
    placed = hours_about(row["about"] for row in rows)
    differing = {row["about"]: row["sum"] for row in rows if row["sum"] != placed.get(row["about"], NOTHING)}
    first = Cost.objects.filter(about__in=differing, corrects__isnull=True).order_by("on", "id")
    return [Apart(cost.what, cost.on, differing[cost.about], placed.get(cost.about, NOTHING)) for cost in first]


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_month(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def find_sheet(id: UUID, *, for_member: Membership) -> TimeSheet:
    """Raises `NotFound` for a sheet this person may not see."""
    sheet = TimeSheet.objects.filter(id=id).select_related("member", "approved_by").first()
    if sheet is None or not may_see_sheet(for_member, sheet):
        raise NotFound
    return sheet


def find_hours(id: UUID, *, of: Membership) -> TimeEntry:
    entry = TimeEntry.objects.filter(id=id, member=of).first()
    if entry is None:
        raise NotFound
    return entry


@dataclass(frozen=True)
class SheetGlance:
    """A time sheet in the list, with its hours."""

    sheet: TimeSheet
    hours: Decimal


def sheets_of(month: date) -> list[SheetGlance]:
    """Everybody's time sheets of a month that have hours, those to approve first."""
    rows = TimeSheet.objects.filter(month=month).select_related("member", "approved_by")
    sums = TimeEntry.objects.filter(sheet__month=month).values_list("sheet").annotate(worked=Sum(LENGTH)).order_by()
    hours = dict(sums)
    ordered = rows.filter(id__in=hours).order_by(F("approved_at").desc(nulls_first=True), "member__name")
    return [SheetGlance(sheet, hours[sheet.id]) for sheet in ordered]


def this_month() -> date:
    return month_of(timezone.localdate())
