"""The first-answer clock: how long an applicant has waited, and when the hub has promised to answer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext

from navet.hubs.models import Hub
from navet.hubs.working_hours import WorkingWeek, due_after, worked_between

HOURS = 16
SOON = timedelta(hours=4)
HOUR = timedelta(hours=1)


class Light(StrEnum):
    """How the promise stands."""

    ANSWERED = "answered"
    ANSWERED_LATE = "answered-late"
    IN_TIME = "in-time"
    SOON = "soon"
    LATE = "late"


ANSWERED = {Light.ANSWERED: gettext_noop("answered in time"), Light.ANSWERED_LATE: gettext_noop("answered late")}
TONES = {Light.LATE: "danger", Light.SOON: "warning", Light.IN_TIME: "success"}


@dataclass(frozen=True)
class Clock:
    """How the promise stands, and the whole working hours left (or passed since it was due)."""

    light: Light
    hours: int

    @property
    def label(self) -> str:
        """In words, as short as a list has room for."""
        if self.light in ANSWERED:
            return gettext(ANSWERED[self.light])
        late, hours = self.light == Light.LATE, {"hours": self.hours}
        if not self.hours:
            return gettext("late") if late else gettext("under an hour left")
        if late:
            return ngettext("%(hours)s working hour late", "%(hours)s working hours late", self.hours) % hours
        return ngettext("%(hours)s working hour left", "%(hours)s working hours left", self.hours) % hours

    @property
    def tone(self) -> str:
        return TONES.get(self.light, "neutral")


def working_week(hub: Hub) -> WorkingWeek:
    """When the hub's people are there: settings `opens` and `closes` ("08:00"), the country's holidays."""
    opens, closes = hub.settings.get("opens", "08:00"), hub.settings.get("closes", "16:00")
    return WorkingWeek(hub.time_zone, hub.country, time.fromisoformat(opens), time.fromisoformat(closes))


def first_answer_hours(hub: Hub) -> int:
    """The working hours within which the hub promises its first answer: setting `first_answer_hours`."""
    return int(hub.settings.get("first_answer_hours", HOURS))


def first_answer_due(hub: Hub, sent_at: datetime) -> datetime:
    """By when the hub promises its first answer."""
    return due_after(sent_at, timedelta(hours=first_answer_hours(hub)), working_week(hub))


def first_answer_days(hub: Hub) -> int:
    """The promise in working days, as an applicant counts them: never fewer than it takes, at least one."""
    week = working_week(hub)
    a_day = max(1, week.closes.hour - week.opens.hour)
    return max(1, -(-first_answer_hours(hub) // a_day))


def clock_of(week: WorkingWeek, due: datetime | None, answered: datetime | None) -> Clock | None:
    """The clock of one application; nothing when nothing was promised."""
    if due is None:
        return None
    if answered:
        return Clock(Light.ANSWERED if answered <= due else Light.ANSWERED_LATE, 0)
    left = worked_between(timezone.now(), due, week)
    if left <= timedelta(0) and timezone.now() > due:
        return Clock(Light.LATE, int(-left / HOUR))
    return Clock(Light.SOON if left <= SOON else Light.IN_TIME, int(left / HOUR))
