from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from navet.casework.models.cases import Case
from navet.catalogue.models import Service
from navet.hubs.models import HubFK, HubOwned, Partner


class Plan(HubOwned):
    """The help a customer is offered, item by item. A sent plan does not change: a new version replaces it."""

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", _("being made")
        SENT = "SENT", _("waiting for the customer")
        ACCEPTED = "ACCEPTED", _("accepted")
        REPLACED = "REPLACED", _("replaced by a newer one")

    case = HubFK(Case, related_name="plans")
    version = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PROPOSED)
    greeting = models.TextField(_("a few words to the customer"), blank=True, max_length=4000)
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "case", "version"], name="a_version_of_a_plan_once"),
            models.UniqueConstraint(
                fields=["hub", "case"],
                condition=Q(status="PROPOSED"),
                name="one_plan_in_the_making",
                violation_error_message=_("Another plan for this case is being made already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"

    @property
    def is_open(self) -> bool:
        """Can it still be edited?"""
        return self.status == self.Status.PROPOSED


class PlanItem(HubOwned):
    """One piece of help in a plan, and why it is there."""

    plan = HubFK(Plan, on_delete=models.CASCADE, related_name="items")
    service = HubFK(Service)
    # [{"code": "weak", "part": "sme:D4.2", "score": 25}, …]: data, so that each reader gets it in the own language.
    reasons: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list, blank=True)
    place = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(_("how much"), max_digits=7, decimal_places=2, default=1)
    partner = HubFK(Partner, null=True, blank=True, verbose_name=_("who gives it"))
    note = models.TextField(_("note to the customer"), blank=True, max_length=2000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "plan", "service"],
                name="a_service_once_in_a_plan",
                violation_error_message=_("That is in the plan already."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="a_planned_quantity_is_above_zero",
                violation_error_message=_("Say how much: more than zero."),
            ),
        ]
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.place} {self.service_id}"
