from decimal import Decimal
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.funding.models.projects import CURRENCY, Project
from navet.hubs.models import HubFK, HubOwned


class CostKind(models.TextChoices):
    """The kinds that budgets, decisions and claims are told in."""

    STAFF = "STAFF", _("staff")
    EXTERNAL = "EXTERNAL", _("external services")
    TRAVEL = "TRAVEL", _("travel")
    EQUIPMENT = "EQUIPMENT", _("equipment and material")
    OTHER = "OTHER", _("other direct costs")
    INDIRECT = "INDIRECT", _("indirect costs")


def whole() -> NumericRange:
    """All of a piece of work."""
    return NumericRange(Decimal(0), Decimal(1))


class Cost(HubOwned):
    """What a piece of work cost a project. Never changed: a correction is an entry of its own, the difference.

    So the sum of all entries is always what the project has paid.
    """

    project = HubFK(Project, related_name="costs")
    # What the work was: a delivery, for example. Higher storeys own it, so it is named by its id alone.
    about = models.UUIDField(_("about"))
    # Which part of that work the project pays, from 0 to 1. No two costs hold the same part: charged once, and no more.
    part = DecimalRangeField(_("part of the work"), default=whole)
    kind = models.CharField(_("kind of cost"), max_length=20, choices=CostKind, default=CostKind.STAFF)
    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    what = models.CharField(_("what"), max_length=300)
    worker = HubFK(Membership, null=True, blank=True, verbose_name=_("who worked"))
    by = HubFK(Membership, verbose_name=_("entered by"))
    corrects = HubFK("self", null=True, blank=True, related_name="corrections")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="work_is_charged_once",
                expressions=[("hub", "="), ("about", "="), ("part", "&&")],
                condition=Q(corrects__isnull=True),
                violation_error_message=_("This work is charged already: an hour or a cost is charged once."),
            ),
            models.CheckConstraint(
                condition=Q(part__contained_by=NumericRange(Decimal(0), Decimal(1))) & Q(part__isempty=False),
                name="a_cost_is_of_a_part_of_the_work",
                violation_error_message=_("A part of the work lies between nothing and the whole."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False) | (Q(amount__gte=0) & (Q(hours__isnull=True) | Q(hours__gte=0))),
                name="only_a_correction_is_below_zero",
                violation_error_message=_("Only a correction may be below zero."),
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "project", "id"], name="cost_of_project"),
            models.Index(fields=["hub", "about"], name="cost_about"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A cost is never changed: correct it.")
        super().save(*args, **kwargs)
