from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import HubOwned


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
