from django.db import models
from django.utils.translation import gettext_lazy as _

from navet.casework.models.applications import Application
from navet.directory.models import Customer, Membership
from navet.hubs.models import HubFK, HubOwned, Partner

TONES = {"UNDERSTANDING": "info", "PLANNING": "info", "AGREEING": "warning", "DELIVERING": "brand"}


class Case(HubOwned):
    """The hub's work on one application, to its end."""

    class Stage(models.TextChoices):
        UNDERSTANDING = "UNDERSTANDING", _("understanding the need")
        PLANNING = "PLANNING", _("planning the help")
        AGREEING = "AGREEING", _("agreeing")
        DELIVERING = "DELIVERING", _("helping")
        CLOSED = "CLOSED", _("closed")

        @property
        def tone(self) -> str:
            return TONES.get(self, "neutral")

    number = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    application = HubFK(Application, related_name="cases")
    customer = HubFK(Customer)
    adviser = HubFK(Membership, verbose_name=_("adviser"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.UNDERSTANDING)
    next_step = models.CharField(_("what happens next"), max_length=300, blank=True)
    next_step_on = models.DateField(_("and when"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "number"], name="a_case_has_its_number"),
            models.UniqueConstraint(fields=["hub", "application"], name="one_case_an_application"),
        ]
        indexes = [models.Index(fields=["hub", "stage", "id"], name="case_stage")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def standing(self) -> Stage:
        return self.Stage(self.stage)

    @property
    def is_open(self) -> bool:
        return self.stage != self.Stage.CLOSED


class CasePartner(HubOwned):
    """A partner who takes part in a case, and so sees its own part of it."""

    case = HubFK(Case, on_delete=models.CASCADE, related_name="partners")
    partner = HubFK(Partner)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "case", "partner"], name="a_partner_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.case_id}"


class Task(HubOwned):
    """Something to do in a case by a day."""

    case = HubFK(Case, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(_("task"), max_length=300)
    due_on = models.DateField(_("due"), null=True, blank=True)
    assigned_to = HubFK(Membership, null=True, blank=True, verbose_name=_("who"))
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text


class Note(HubOwned):
    """What staff write down for themselves; the customer never sees it."""

    case = HubFK(Case, on_delete=models.CASCADE, related_name="notes")
    author = HubFK(Membership)
    text = models.TextField(_("note"), max_length=10_000)

    def __str__(self) -> str:
        return self.text[:60]


class TimeSpent(HubOwned):
    """Hours a person put into a case outside any delivery."""

    case = HubFK(Case, on_delete=models.CASCADE, related_name="time_spent")
    member = HubFK(Membership)
    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    what = models.CharField(_("what"), max_length=300)

    def __str__(self) -> str:
        return f"{self.on} {self.hours} h"
