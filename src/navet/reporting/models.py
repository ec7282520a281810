from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership
from navet.hubs.models import HubFK, HubOwned
from navet.kit.translated import LANGUAGES, TranslatedField


class Target(HubOwned):
    """How much of an indicator is promised by a day, counted from another day."""

    indicator = models.CharField(_("indicator"), max_length=40)
    amount = models.DecimalField(_("promised"), max_digits=14, decimal_places=2)
    since = models.DateField(_("counted from"))
    due_on = models.DateField(_("to be reached by"))
    promised_to = models.CharField(_("promised to"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "indicator", "due_on"],
                name="one_target_a_day",
                violation_error_message=_("There is a target for that day already: change it."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("since")),
                name="a_target_is_due_after_it_began",
                violation_error_message=_("The day to reach it by must come after the first day."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_target_is_above_nothing",
                violation_error_message=_("Promise more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.amount} {self.due_on}"


class IndicatorVersion(HubOwned):
    """An indicator of the hub's own, or of a set it owes numbers in, as it counts from one day on.

    It narrows one that comes with Navet. Never changed: another way of counting is a new version of it.
    """

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    # Whose it is: the region's, the ministry's, the hub's own.
    set_name = models.CharField(_("whose indicator it is"), max_length=100)
    label = TranslatedField(verbose_name=_("name"))
    base = models.CharField(_("what is counted"), max_length=40)
    only: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    by = HubFK(Membership)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "code", "version"], name="an_indicator_has_its_versions"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="an_indicator_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Report(HubOwned):
    """A period's figures as they were reported: numbers, definitions, rows and files, frozen and sealed.

    It is made in parts, each whole or not at all, so that a worker that dies goes on where it was.
    """

    class Stage(models.IntegerChoices):
        ASKED = 0, _("waiting")
        COUNTED = 1, _("counted")
        TABLED = 2, _("spreadsheet made")
        READY = 3, _("ready")

    name = models.CharField(_("name"), max_length=200)
    submitted_to = models.CharField(_("to whom"), max_length=200, blank=True)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGES.items()))
    by = HubFK(Membership)
    key = models.UUIDField()
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.ASKED)
    counted_at = models.DateTimeField(null=True, blank=True)
    # The numbers with their measures and targets, the breakdowns, and how many rows of each kind there are.
    figures: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        encoder=DjangoJSONEncoder, default=dict, blank=True
    )
    rows_sha256 = models.CharField(max_length=64, blank=True)
    xlsx_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "key"], name="a_report_is_asked_for_once"),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="a_report_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(stage=0, seal="") | Q(stage__gt=0, counted_at__isnull=False) & ~Q(seal=""),
                name="a_counted_report_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        return self.stage == self.Stage.READY

    def path(self, kind: str) -> str:
        """Where its rows (`jsonl.gz`), its spreadsheet (`xlsx`) or its PDF (`pdf`) are kept."""
        return f"{self.hub_id}/reports/{self.id}.{kind}"
