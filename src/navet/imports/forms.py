"""Shapes of input where a table of customers is brought in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CustomerFileForm(forms.Form):
    """The table."""

    file = forms.FileField(
        label=_("The table"),
        help_text=_("CSV or XLSX, at most 1 000 lines and 5 MB. The first line names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        allow_empty_file=True,
    )


class ConfirmForm(forms.Form):
    """A button."""
