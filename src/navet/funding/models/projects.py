from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import HubFK, HubOwned
from navet.kit.translated import TranslatedField

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as three letters, for example SEK."))


class Project(HubOwned):
    """A funded undertaking that pays for what the hub gives: its days, its budget and its currency."""

    code = models.CharField(_("code"), max_length=20)
    name = TranslatedField(verbose_name=_("name"), blank=False)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[CURRENCY])
    # What an hour of staff's own work costs, help being priced by the price list: a unit cost or a mean of real ones.
    hour_price = models.DecimalField(_("price of an hour"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "code"],
                name="a_project_has_its_code",
                violation_error_message=_("Another project has that code."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="a_project_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="a_budget_is_not_below_zero",
                violation_error_message=_("A budget is not below zero."),
            ),
            models.CheckConstraint(
                condition=Q(hour_price__isnull=True) | Q(hour_price__gt=0),
                name="an_hour_costs_something",
                violation_error_message=_(
                    "An hour costs more than nothing. Leave it empty where nobody logs own hours."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Financier(HubOwned):
    """One who pays a part of a project's budget, and what kind of money it is."""

    class Kind(models.TextChoices):
        EU_CENTRAL = "EU_CENTRAL", _("EU money managed by the Commission (for example the Digital Europe Programme)")
        EU_SHARED = "EU_SHARED", _("EU money managed by the state (for example the Regional Development Fund)")
        NATIONAL = "NATIONAL", _("the state")
        REGIONAL = "REGIONAL", _("region or county")
        MUNICIPAL = "MUNICIPAL", _("municipality")
        PRIVATE = "PRIVATE", _("private")
        OWN = "OWN", _("partners' own private money")

    project = HubFK(Project, related_name="financiers")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of money"), max_length=20, choices=Kind)
    # A part of one: 0.5 is half. Six decimals, since published shares such as 54.66 % have four.
    share = models.DecimalField(_("share of the budget"), max_digits=7, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "project", "name", "kind"],
                name="a_financier_once_in_a_project",
                violation_error_message=_("This financier pays with that kind of money already."),
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1),
                name="a_share_is_a_part",
                violation_error_message=_("A share is more than nothing and at most the whole."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> Decimal:
        return self.share * 100

    @property
    def counts_as_state_aid(self) -> bool:
        """Whether this money is State resources (Reg. (EU) 2023/2831, recital 14 leaves out the Commission's own)."""
        return self.kind in STATE_RESOURCES


STATE_RESOURCES = frozenset(
    {Financier.Kind.EU_SHARED, Financier.Kind.NATIONAL, Financier.Kind.REGIONAL, Financier.Kind.MUNICIPAL}
)
