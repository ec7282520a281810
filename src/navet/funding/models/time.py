from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.funding.hours import DAY
from navet.funding.models.projects import Project
from navet.hubs.models import HubFK, HubOwned


class TimeSheet(HubOwned):
    """A person's working time of one month. Approved by somebody else, it is locked for good."""

    member = HubFK(Membership, verbose_name=_("person"))
    month = models.DateField(_("month"))  # its first day
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = HubFK(Membership, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "member", "month"], name="a_month_has_one_time_sheet"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("member")),
                name="a_time_sheet_is_approved_by_somebody_else",
                violation_error_message=_("Somebody else approves your time sheet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.month:%Y-%m}"


class TimeEntry(HubOwned):
    """Hours a person worked for a project on a day.

    `at` is their place in the person's day, in hours of work: the same hour stands on no second project, and a day
    has 24.
    """

    sheet = HubFK(TimeSheet, related_name="entries")
    member = HubFK(Membership, verbose_name=_("person"))
    project = HubFK(Project, verbose_name=_("project"))
    on = models.DateField(_("day"))
    at = DecimalRangeField(_("hours of the day"))
    # A delivery, or the work this entry tells of itself; work told of by a delivery has its cost from there.
    about = models.UUIDField(_("about"))
    delivered = models.BooleanField(_("from a delivery"), default=False)
    share = models.DecimalField(_("share of the work"), max_digits=7, decimal_places=6, default=Decimal(1))
    activity = models.CharField(_("activity"), max_length=120, blank=True)
    what = models.CharField(_("what"), max_length=300)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="an_hour_of_a_day_stands_once",
                expressions=[("hub", "="), ("member", "="), ("on", "="), ("at", "&&")],
                violation_error_message=_("These hours stand on a time sheet already: an hour is worked once."),
            ),
            models.CheckConstraint(
                condition=Q(at__contained_by=NumericRange(Decimal(0), DAY)) & Q(at__isempty=False),
                name="a_day_has_24_hours",
                violation_error_message=_("A day has 24 hours."),
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "about"], name="time_about"),
            models.Index(fields=["hub", "project", "on"], name="time_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.hours} h"

    @property
    def hours(self) -> Decimal:
        hours: Decimal = self.at.upper - self.at.lower
        return hours
