from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.casework.models.cases import Case
from navet.casework.models.plans import Plan
from navet.catalogue.models import Price, Service
from navet.funding.models import Project
from navet.hubs.models import HubFK, HubOwned, Partner
from navet.kit.translated import LANGUAGES


class Agreement(HubOwned):
    """What will be given, its value, the aid in it and its legal basis. Confirming it confers the right to the aid.

    Reg. (EU) 2023/2831 art. 3(3): aid is granted when the legal right to it is conferred.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("being written")
        SENT = "SENT", _("waiting for the customer's signature")
        SIGNED = "SIGNED", _("signed, waiting for the hub")
        CONFIRMED = "CONFIRMED", _("in force")
        ENDED = "ENDED", _("ended")

    case = HubFK(Case, related_name="agreements")
    plan = HubFK(Plan)
    number = models.CharField(_("number"), max_length=12)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGES.items()))
    authority = models.CharField(_("granting authority"), max_length=200)
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)
    declaration_id = models.UUIDField(null=True, blank=True)
    # Everything the letter says, as it was when it was confirmed: the same letter for ever.
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    letter_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "number"], name="an_agreement_has_its_number"),
            models.UniqueConstraint(
                fields=["hub", "plan"],
                condition=~Q(status="ENDED"),
                name="one_agreement_a_plan",
                violation_error_message=_("There is an agreement on this plan already."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["CONFIRMED"]) | Q(confirmed_at__isnull=False) & ~Q(letter_sha256=""),
                name="a_confirmed_agreement_has_its_letter",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Can its items still change?"""
        return self.status == self.Status.DRAFT


class AgreementItem(HubOwned):
    """One promised piece of help: its price of that day, what the customer pays, the aid in it and its legal basis."""

    agreement = HubFK(Agreement, on_delete=models.CASCADE, related_name="items")
    service = HubFK(Service)
    place = models.PositiveSmallIntegerField()
    partner = HubFK(Partner, null=True, blank=True, verbose_name=_("who gives it"))
    quantity = models.DecimalField(_("how much"), max_digits=7, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20, choices=Price.Unit)
    price = models.DecimalField(_("price of one unit"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    invoiced = models.DecimalField(_("the customer pays"), max_digits=12, decimal_places=2, default=Decimal(0))
    project = HubFK(Project, verbose_name=_("the project that pays"))
    public_share = models.DecimalField(_("share of public money"), max_digits=7, decimal_places=6)
    aid = models.DecimalField(_("aid"), max_digits=12, decimal_places=2)
    aid_step = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("0.01"))
    regime = models.CharField(_("legal basis"), max_length=40)
    price_version = models.CharField(_("price list"), max_length=60)
    # The ledger stands on a lower storey and belongs to no hub: its row is named by its id.
    aid_entry_id = models.UUIDField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "agreement", "service"], name="a_service_once_in_an_agreement"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="an_agreed_quantity_is_above_zero",
                violation_error_message=_("Say how much: more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(invoiced__gte=0, invoiced__lte=F("price") * F("quantity")),
                name="no_item_costs_more_than_its_price",
                violation_error_message=_("The customer cannot pay less than nothing or more than the price."),
            ),
        ]
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.place} {self.service_id}"

    @property
    def worth(self) -> Decimal:
        return (self.price * self.quantity).quantize(Decimal("0.01"))
