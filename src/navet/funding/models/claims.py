from decimal import Decimal
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.funding.models.costs import Cost, CostKind
from navet.funding.models.projects import Financier
from navet.hubs.models import HubFK, HubOwned


class CostRule(HubOwned):
    """How a financier recognises one kind of cost. No rules at all: every kind, as real costs."""

    class How(models.TextChoices):
        REAL = "REAL", _("real costs")
        UNIT = "UNIT", _("a price per hour")
        LUMP_SUM = "LUMP_SUM", _("a lump sum, when the result is there")
        FLAT_STAFF = "FLAT_STAFF", _("a flat rate of staff costs, per cent")
        FLAT_DIRECT = "FLAT_DIRECT", _("a flat rate of all other recognised costs, per cent")

    financier = HubFK(Financier, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(_("kind of cost"), max_length=20, choices=CostKind)
    how = models.CharField(_("how it is recognised"), max_length=20, choices=How)
    # A price, a lump sum, or per cent; none for real costs.
    figure = models.DecimalField(_("figure"), max_digits=14, decimal_places=4, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "financier", "kind"], name="a_kind_of_cost_has_one_rule"),
            models.CheckConstraint(
                condition=Q(how="REAL", figure__isnull=True) | (~Q(how="REAL") & Q(figure__isnull=False, figure__gt=0)),
                name="a_cost_rule_has_its_figure",
                violation_error_message=_("Say the price, the sum or the per cent; real costs have none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_how_display()}"


class Period(HubOwned):
    """A stretch of a financier's reporting calendar: what is claimed together, and by when."""

    financier = HubFK(Financier, related_name="periods")
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    due_on = models.DateField(_("to be claimed by"))

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_day_is_claimed_in_one_period",
                expressions=[
                    ("hub", "="),
                    ("financier", "="),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="DATERANGE", output_field=DateRangeField()),
                        "&&",
                    ),
                ],
                violation_error_message=_("Another period of this financier has some of those days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class Contribution(HubOwned):
    """Money, hours or things a financier has proved to have put in."""

    class Form(models.TextChoices):
        CASH = "CASH", _("money paid in")
        HOURS = "HOURS", _("own hours")
        IN_KIND = "IN_KIND", _("in kind")

    financier = HubFK(Financier, related_name="contributions")
    key = models.UUIDField()
    on = models.DateField(_("day"))
    form = models.CharField(_("how"), max_length=20, choices=Form)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    proof = models.CharField(_("proof"), max_length=300)
    by = HubFK(Membership)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "key"], name="a_contribution_is_entered_once"),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="a_contribution_is_something",
                violation_error_message=_(
                    "A contribution is not nothing; one entered wrongly is taken back below zero."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.on}"


class StatusAnswer(HubOwned):
    """What is answered of a financier's questions while the period runs."""

    period = HubFK(Period, related_name="answers")
    question = models.CharField(max_length=500)
    answer = models.TextField(max_length=10_000)
    by = HubFK(Membership)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "period", "question"], name="a_status_question_has_one_answer"),
        ]

    def __str__(self) -> str:
        return self.question[:60]


class Claim(HubOwned):
    """What was asked of a financier for one period, frozen as it was sent. Only the decision comes after."""

    DECISION = frozenset({"approved", "decided_on", "decision"})

    period = HubFK(Period, related_name="claims")
    financier = HubFK(Financier, related_name="claims")
    submitted_at = models.DateTimeField()
    by = HubFK(Membership, related_name="+")
    eligible = models.DecimalField(_("eligible costs to date"), max_digits=14, decimal_places=2)
    held = models.DecimalField(_("waiting for a proof"), max_digits=14, decimal_places=2)
    earned = models.DecimalField(_("their part to date"), max_digits=14, decimal_places=2)
    claimed = models.DecimalField(_("claimed"), max_digits=14, decimal_places=2)
    parked = models.DecimalField(_("parked"), max_digits=14, decimal_places=2)
    cut = models.DecimalField(_("cut by the ceiling"), max_digits=14, decimal_places=2)
    # The terms, the sum of each kind and the answers, as they were that day.
    terms: "models.JSONField[Any, Any]" = models.JSONField(encoder=DjangoJSONEncoder)
    seal = models.CharField(max_length=64)
    approved = models.DecimalField(_("approved"), max_digits=14, decimal_places=2, null=True, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    decision = models.TextField(_("what was decided"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "period"],
                name="a_period_is_claimed_once",
                violation_error_message=_("This period has been claimed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimed} {self.period}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and set(kwargs.get("update_fields") or ["everything"]) - self.DECISION:
            raise TypeError("A claim is frozen as it was sent: only the decision comes after.")
        super().save(*args, **kwargs)

    @property
    def stands(self) -> Decimal:
        """What counts as claimed: what was approved, once that is known."""
        return self.claimed if self.approved is None else self.approved


class ClaimLine(HubOwned):
    """One cost or correction in a claim, as it stood. A financier is asked for a cost once."""

    claim = HubFK(Claim, related_name="lines")
    financier = HubFK(Financier)
    cost = HubFK(Cost, related_name="claim_lines")
    on = models.DateField(_("day"))
    kind = models.CharField(_("kind of cost"), max_length=20, choices=CostKind)
    what = models.CharField(_("what"), max_length=300)
    worker = models.CharField(_("who worked"), max_length=200, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "financier", "cost"],
                name="a_financier_is_asked_for_a_cost_once",
                violation_error_message=_("This cost has been claimed from this financier already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A claim is frozen as it was sent.")
        super().save(*args, **kwargs)
