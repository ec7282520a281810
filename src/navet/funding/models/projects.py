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
    # What the decision says, where it says anything but the share: a part of actual costs, at most so much.
    rate = models.DecimalField(_("part of the costs"), max_digits=7, decimal_places=6, null=True, blank=True)
    ceiling = models.DecimalField(_("at most"), max_digits=14, decimal_places=2, null=True, blank=True)
    if_others_pay = models.BooleanField(_("only if the others pay"), default=False)
    # The reporting calendar; nothing is claimed of one who pays without being asked.
    months = models.PositiveSmallIntegerField(_("months of a period"), null=True, blank=True)
    days_to_claim = models.PositiveSmallIntegerField(_("days to claim after a period"), default=60)
    questions = models.TextField(_("questions on the status, one a line"), max_length=5000, blank=True)

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
            models.CheckConstraint(
                condition=(Q(rate__isnull=True) | Q(rate__gt=0, rate__lte=1))
                & (Q(ceiling__isnull=True) | Q(ceiling__gte=0))
                & (Q(months__isnull=True) | Q(months__gte=1)),
                name="terms_can_be_met",
                violation_error_message=_(
                    "The part of the costs is more than nothing and at most the whole, and a period at least a month."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> Decimal:
        return self.share * 100

    @property
    def asked(self) -> list[str]:
        """The questions it asks of each period."""
        return list(dict.fromkeys(line.strip() for line in self.questions.splitlines() if line.strip()))

    @property
    def counts_as_state_aid(self) -> bool:
        """Whether this money is State resources (Reg. (EU) 2023/2831, recital 14 leaves out the Commission's own)."""
        return self.kind in STATE_RESOURCES


STATE_RESOURCES = frozenset(
    {Financier.Kind.EU_SHARED, Financier.Kind.NATIONAL, Financier.Kind.REGIONAL, Financier.Kind.MUNICIPAL}
)
