from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.funding.models import CostKind, Project
from navet.hubs.models import HubFK, HubOwned, Partner


class BudgetVersion(HubOwned):
    """A project's budget as it was from one day on. Never changed: a change is a new version, with its reason."""

    project = HubFK(Project)
    number = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("why"), max_length=300)
    by = HubFK(Membership)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "project", "number"],
                name="a_budget_has_its_versions_in_order",
                violation_error_message=_("Somebody else has set that version meanwhile."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.number}"


class BudgetLine(HubOwned):
    """A part of a budget: a partner's, for one kind of cost, in one work package and period."""

    version = HubFK(BudgetVersion, related_name="lines")
    partner = HubFK(Partner, verbose_name=_("partner"))
    kind = models.CharField(_("kind of cost"), max_length=20, choices=CostKind)
    work_package = models.CharField(_("work package"), max_length=60)
    period = models.CharField(_("period"), max_length=30)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "version", "partner", "kind", "work_package", "period"],
                name="a_budget_line_stands_once",
                violation_error_message=_("That line of the budget stands there already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="a_budget_line_is_not_below_zero",
                violation_error_message=_("A budget is not below zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.kind} {self.work_package} {self.period}"
