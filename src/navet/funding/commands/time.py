from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.funding import facts, permissions
from navet.funding.commands.costs import enter_cost
from navet.funding.cost_options import cents, split
from navet.funding.hours import length, room, spread, working_days
from navet.funding.models import Cost, Project, TimeEntry, TimeSheet
from navet.funding.queries import hours_about, month_of, standing, taken_hours
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@dataclass(frozen=True)
class Worked:
    """Own work on a day: how long, what, and each project's share of it, from 0 to 1."""

    on: date
    hours: Decimal
    what: str
    shares: Sequence[tuple[Project, Decimal]]
    activity: str = ""


@command(may=permissions.may_log_hours)
def log_hours(member: Membership, hub: Hub, *, key: UUID, worked: Worked) -> list[TimeEntry]:
    """Put own work on one's time sheet, whole or shared between projects; the same key again is the same work."""
    sheet = _hold_sheet(member, month_of(worked.on))
    already = list(TimeEntry.objects.filter(about=key, member=member).order_by("id"))
    if already:
        return already
    _check(worked, sheet)
    taken = taken_hours(member, [worked.on])[worked.on]
    entries = []
    for (project, share), hours in zip(worked.shares, _parts(worked), strict=True):
        places = room(hours, taken)
        if length(places) < hours:
            text = _("Only %(left)s hours of that day are left: the others stand on your time sheet already.")
            left = Decimal(24) - length(taken_hours(member, [worked.on])[worked.on])
            raise Refused(fields={"hours": [text % {"left": left.normalize()}]})
        taken = [*taken, *places]
        entries += [
            TimeEntry(
                sheet=sheet,
                member=member,
                project=project,
                on=worked.on,
                at=NumericRange(*place),
                about=key,
                share=share,
                activity=worked.activity,
                what=worked.what,
            )
            for place in places
        ]
    _keep(entries)
    announce(facts.HoursLogged(hub_id=hub.id, about=key, member_id=member.id, hours=worked.hours), by=member)
    return entries


@command(may=permissions.may_enter_cost)
def log_delivered_hours(
    member: Membership, cost: Cost, *, worker: Membership, since: date, until: date
) -> list[TimeEntry]:
    """Put the hours of a delivery on the time sheet of whoever worked, spread over its days.

    Said again after a correction, it sets the hours anew. What is approved stays; what no day has room for is left
    out, and the time sheet says so.
    """
    _amount, hours = standing(cost)
    days = working_days(since, until)
    sheets = {month: _hold_sheet(worker, month) for month in sorted({month_of(day) for day in days})}
    TimeEntry.objects.filter(about=cost.about, sheet__approved_at__isnull=True).delete()
    left = (hours or Decimal(0)) - hours_about([cost.about]).get(cost.about, Decimal(0))
    open_days = [day for day in days if not sheets[month_of(day)].approved_at]
    if left <= 0 or not open_days:
        return []
    entries = [
        TimeEntry(
            sheet=sheets[month_of(day)],
            member=worker,
            project_id=cost.project_id,
            on=day,
            at=NumericRange(*place),
            about=cost.about,
            delivered=True,
            what=cost.what,
        )
        for day, places in spread(left, open_days, taken_hours(worker, open_days)).items()
        for place in places
    ]
    _keep(entries)
    fact = facts.HoursLogged(hub_id=cost.hub_id, about=cost.about, member_id=worker.id, hours=left)
    announce(fact, by=member)
    return entries


@command(may=permissions.may_remove_hours)
def remove_hours(member: Membership, entry: TimeEntry) -> None:
    """Take own work off one's time sheet, in every project that shares it."""
    sheet = _hold_sheet(member, month_of(entry.on))
    if sheet.approved_at:
        raise Refused(_("This time sheet is approved and locked. Ask a coordinator to correct the cost."))
    if entry.delivered:
        raise Refused(_("These hours come from a delivery. Correct the delivery, and they follow."))
    together = TimeEntry.objects.filter(about=entry.about, member=member)
    hours = sum((each.hours for each in together), Decimal(0))
    together.delete()
    fact = facts.HoursRemoved(
        hub_id=entry.hub_id, about=entry.about, member_id=entry.member_id, on=entry.on, hours=hours
    )
    announce(fact, by=member)


@command(may=permissions.may_approve_sheet)
def approve_sheet(coordinator: Membership, sheet: TimeSheet) -> TimeSheet:
    """Approve a month of somebody's time: it is locked, and own work is charged to its projects. Twice is once."""
    sheet = TimeSheet.objects.select_for_update().select_related("member").get(id=sheet.id)
    if sheet.approved_at:
        return sheet
    own = TimeEntry.objects.filter(sheet=sheet, delivered=False).select_related("project").order_by("about", "id")
    for _work, entries in groupby(own, key=lambda entry: entry.about):
        _charge(coordinator, sheet, list(entries))
    sheet.approved_at, sheet.approved_by = timezone.now(), coordinator
    sheet.full_clean()
    sheet.save()
    hours = sum((entry.hours for entry in TimeEntry.objects.filter(sheet=sheet)), Decimal(0))
    fact = facts.TimeSheetApproved(
        hub_id=sheet.hub_id, about=sheet.id, member_id=sheet.member_id, month=sheet.month, hours=hours
    )
    announce(fact, by=coordinator)
    return sheet


def _hold_sheet(member: Membership, month: date) -> TimeSheet:
    """The time sheet, made when it is the first of the month, and held: hours find their places one after another."""
    sheet, _made = TimeSheet.objects.get_or_create(member=member, month=month)
    return TimeSheet.objects.select_for_update().get(id=sheet.id)


def _check(worked: Worked, sheet: TimeSheet) -> None:
    if sheet.approved_at:
        raise Refused(fields={"on": [_("The time sheet of that month is approved and locked. Choose another day.")]})
    if worked.on > timezone.localdate():
        raise Refused(fields={"on": [_("Time that has been worked cannot lie in the future.")]})
    for project, _share in worked.shares:
        if not project.since <= worked.on <= project.until:
            text = _("The project %(code)s does not run on that day.") % {"code": project.code}
            raise Refused(fields={"on": [text]})
    if len({project.id for project, _share in worked.shares}) < len(worked.shares):
        raise Refused(_("Name each project once."))


def _parts(worked: Worked) -> list[Decimal]:
    try:
        return split(worked.hours, [share for _project, share in worked.shares])
    except ValueError as error:
        raise Refused(_("The shares of the projects come to 100 %, each of them above zero.")) from error


def _keep(entries: Iterable[TimeEntry]) -> None:
    for entry in entries:
        entry.full_clean()
        entry.save()


def _charge(coordinator: Membership, sheet: TimeSheet, entries: list[TimeEntry]) -> None:
    """One piece of own work, to each of its projects in turn: their parts of it lie side by side."""
    begin = Decimal(0)
    for _project_id, together in groupby(entries, key=lambda entry: entry.project_id):
        told = list(together)
        project, hours = told[0].project, sum((entry.hours for entry in told), Decimal(0))
        if project.hour_price is None:
            text = _("Say first what an hour of own work costs the project %(code)s.") % {"code": project.code}
            raise Refused(text)
        enter_cost(
            coordinator,
            project,
            about=told[0].about,
            on=told[0].on,
            amount=cents(hours * project.hour_price),
            currency=project.currency,
            what=told[0].what,
            hours=hours,
            worker=sheet.member,
            part=NumericRange(begin, begin + told[0].share),
        )
        begin += told[0].share
