from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.casework.models.agreements import AgreementItem
from navet.casework.models.cases import Case
from navet.catalogue.models import Service
from navet.directory.models import Customer, Membership
from navet.hubs.models import HubFK, HubOwned, Partner


class Delivery(HubOwned):
    """Help given: the act that writes five records. A correction is a delivery of its own that replaces the first."""

    class Kind(models.TextChoices):
        GIVEN = "GIVEN", _("help given")
        CORRECTION = "CORRECTION", _("correction")

    case = HubFK(Case, related_name="deliveries")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.GIVEN)
    # What it replaces; whatever is replaced stands no longer, and stays.
    corrects = HubFK("self", null=True, blank=True, related_name="corrections")
    reason = models.CharField(_("why it is corrected"), max_length=300, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    item = HubFK(AgreementItem, null=True, blank=True, related_name="deliveries")
    service = HubFK(Service)
    delivered_by = HubFK(Membership, verbose_name=_("who gave it"))
    partner = HubFK(Partner, null=True, blank=True)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    hours = models.DecimalField(_("hours of work"), max_digits=7, decimal_places=2)
    quantity = models.DecimalField(_("how much"), max_digits=7, decimal_places=2)
    description = models.TextField(_("what was done"), max_length=4000)
    participants = models.PositiveIntegerField(_("how many took part"), default=1)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    invoiced = models.DecimalField(_("the customer pays"), max_digits=12, decimal_places=2, default=Decimal(0))
    aid = models.DecimalField(_("aid"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    is_last = models.BooleanField(_("nothing is left of what was agreed"), default=True)
    # Rows of lower storeys, named by their ids: the cost on the project and the entry in the ledger.
    cost_id = models.UUIDField(null=True, blank=True)
    aid_entry_id = models.UUIDField(null=True, blank=True)
    # From the form: the same form sent twice is one delivery.
    key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "key"], name="a_form_is_one_delivery"),
            models.UniqueConstraint(
                fields=["hub", "corrects"],
                condition=Q(corrects__isnull=False),
                name="a_delivery_is_corrected_once",
                violation_error_message=_("This delivery has been corrected already: correct the correction."),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="a_delivery_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(kind="GIVEN", corrects__isnull=True) | Q(kind="CORRECTION", corrects__isnull=False),
                name="a_correction_corrects_something",
            ),
        ]
        indexes = [models.Index(fields=["hub", "case", "id"], name="delivery_of_case")]

    def __str__(self) -> str:
        return f"{self.last_on} {self.service_id}"


class WorkLog(HubOwned):
    """First of the five: who worked, when and how many hours. A correction is a row with the difference."""

    delivery = HubFK(Delivery, related_name="work")
    member = HubFK(Membership)
    on = models.DateField()
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    what = models.CharField(max_length=300)
    corrects = HubFK("self", null=True, blank=True, related_name="corrections")

    def __str__(self) -> str:
        return f"{self.on} {self.hours} h"


class IndicatorRow(HubOwned):
    """Fourth of the five: what is reported of one delivery, as everything was on its last day.

    The columns of the service row in the reporting tool of the European hubs, and the plain facts behind them.
    Only rows that nothing has replaced count.
    """

    class Kind(models.TextChoices):
        SME = "SME", "SME"
        PSO = "PSO", "PSO"

    class Status(models.TextChoices):
        FINALISED = "Finalised", "Finalised"
        INVOICED = "Finalised and invoiced", "Finalised and invoiced"

    delivery = HubFK(Delivery, related_name="indicator_rows")
    corrects = HubFK("self", null=True, blank=True, related_name="corrections")
    replaced_at = models.DateTimeField(null=True, blank=True)
    case = HubFK(Case)
    customer = HubFK(Customer)
    customer_name = models.CharField(max_length=200)
    register_number = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    size = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=3, choices=Kind)
    service = HubFK(Service)
    service_title: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    partner = HubFK(Partner, null=True, blank=True)
    adviser = HubFK(Membership)
    pillar = models.CharField(max_length=60)
    # The literal that the funder's tool reads; the label is another matter.
    category = models.CharField(max_length=200)
    technologies = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    technology_values = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    attendees = models.PositiveIntegerField()
    description = models.TextField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    invoiced = models.DecimalField(max_digits=12, decimal_places=2)
    aid = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    aid_note = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=40, choices=Status)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "delivery"], name="a_delivery_is_counted_once", condition=Q(replaced_at__isnull=True)
            )
        ]
        indexes = [
            models.Index(
                fields=["hub", "last_on", "id"], name="indicator_row_standing", condition=Q(replaced_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.last_on} {self.category}"


class DeliveryDraft(HubOwned):
    """What somebody has typed into the delivery form so far: kept on every answer, gone when it is sent.

    Its id is the form's key, so a form sent twice is one delivery.
    """

    member = HubFK(Membership)
    case = HubFK(Case, on_delete=models.CASCADE)
    item = HubFK(AgreementItem, null=True, blank=True)
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "member", "case", "item"], nulls_distinct=False, name="one_draft_a_person_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.item_id}"
