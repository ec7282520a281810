"""Draws how much of the ceiling was used, and how it becomes free again if nothing else is granted."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from navet.kit.charts import Lines, Series
from navet.stateaid.ceilings import History

MONTHS = 36
STEP = 3


def course_of(history: History, on: date) -> Lines:
    """Three years back and three ahead, a point every three months."""
    days = [_months_from(on, months) for months in range(-MONTHS, MONTHS + 1, STEP)]
    return Lines(
        title=_("Aid in the three years up to each day, EUR"),
        moments=tuple(date_format(day, "M Y") for day in days),
        series=(Series(_("Used"), tuple(float(history.used(day)) for day in days)),),
        ceiling=(_("Ceiling"), float(history.ceiling.amount)),
        area=True,
        heading=_("Day"),
    )


def _months_from(day: date, months: int) -> date:
    """The same day some months away, at most the 28th, which every month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
