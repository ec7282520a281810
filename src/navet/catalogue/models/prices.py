from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from navet.catalogue.models.services import Service
from navet.funding.models import CURRENCY, Project
from navet.hubs.models import HubFK, HubOwned


class Price(HubOwned):
    """What one unit of a service is worth in a time, and the project that pays. A new price ends the old one."""

    class Unit(models.TextChoices):
        HOUR = "HOUR", _("an hour")
        DAY = "DAY", _("a day")
        EVENT = "EVENT", _("a time")
        PARTICIPANT = "PARTICIPANT", _("a participant")
        PIECE = "PIECE", _("in all")

    service = HubFK(Service, related_name="prices")
    project = HubFK(Project, verbose_name=_("the project that pays"))
    amount = models.DecimalField(
        _("price"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0), _("A price is not below zero."))],
    )
    # What the customer pays of it; the rest is help, and the State's share of the rest is aid.
    invoiced = models.DecimalField(_("what the customer pays"), max_digits=12, decimal_places=2, default=Decimal(0))
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, default=Unit.PIECE)
    # Some hubs publish their aid in whole tens: 0.01 is to the cent, 10 to the ten.
    aid_step = models.DecimalField(
        _("round the aid to"),
        max_digits=6,
        decimal_places=2,
        default=Decimal("0.01"),
        validators=[MinValueValidator(Decimal("0.01"), _("Aid is rounded to cents at the finest."))],
    )
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(invoiced__gte=0, invoiced__lte=F("amount")),
                name="nobody_pays_more_than_the_price",
                violation_error_message=_("What the customer pays lies between nothing and the price."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_price_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            ExclusionConstraint(
                name="one_price_at_a_time",
                expressions=[
                    ("hub", "="),
                    ("service", "="),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="DATERANGE", output_field=DateRangeField()),
                        "&&",
                    ),
                ],
                violation_error_message=_("Another price holds on some of those days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def clean(self) -> None:
        # Before the constraints: PostgreSQL cannot even ask whether a period that runs backwards overlaps.
        if self.until is not None and self.since is not None and self.until < self.since:
            raise ValidationError({"until": _("The last day cannot be before the first.")})

    @property
    def version(self) -> str:
        """How letters name this line of the price list: the service's code and the first day of its price."""
        return f"{self.service.code} / {self.since:%Y-%m-%d}"
