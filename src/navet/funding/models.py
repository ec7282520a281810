from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
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


class Cost(HubOwned):
    """What a piece of work cost a project. Never changed: a correction is an entry of its own, the difference.

    So the sum of all entries is always what the project has paid.
    """

    project = HubFK(Project, related_name="costs")
    # What the work was: a delivery, for example. Higher storeys own it, so it is named by its id alone.
    about = models.UUIDField(_("about"))
    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    what = models.CharField(_("what"), max_length=300)
    by = HubFK(Membership, verbose_name=_("entered by"))
    corrects = HubFK("self", null=True, blank=True, related_name="corrections")

    class Meta:
        constraints = [
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
