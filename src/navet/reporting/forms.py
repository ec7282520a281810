from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.kit.forms import DayInput
from navet.reporting.indicators import BREAKDOWNS, INDICATORS


class PeriodForm(forms.Form):
    """Which days are counted, and by what the table below is broken down."""

    since = forms.DateField(label=_("From"), widget=DayInput(), required=False)
    until = forms.DateField(label=_("Until"), widget=DayInput(), required=False)
    by = forms.ChoiceField(
        label=_("Broken down by"), choices=[(code, words[0]) for code, words in BREAKDOWNS.items()], required=False
    )


class TargetForm(forms.Form):
    """How much is promised by when."""

    indicator = forms.ChoiceField(label=_("Indicator"), choices=[(i.code, i.label) for i in INDICATORS.values()])
    amount = forms.DecimalField(label=_("Promised"), min_value=0, max_digits=14, decimal_places=2)
    since = forms.DateField(label=_("Counted from"), widget=DayInput())
    due_on = forms.DateField(label=_("To be reached by"), widget=DayInput())
    promised_to = forms.CharField(label=_("Promised to"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _("A number of people, firms or hours, or money in the hub's currency.")
