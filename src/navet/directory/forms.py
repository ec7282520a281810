from django import forms
from django.utils.translation import gettext_lazy as _


class MakeKeyForm(forms.Form):
    """What the key is for, and its last day."""

    name = forms.CharField(label=_("What the key is for"), max_length=120)
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
