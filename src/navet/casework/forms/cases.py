from django import forms
from django.utils.translation import gettext_lazy as _

from navet.casework.models import Case
from navet.directory.queries import advisers
from navet.hubs.queries import partners
from navet.kit.forms import DayInput, Pick


class FilterCases(forms.Form):
    """How the list of cases is narrowed."""

    text = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    stage = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=[("", _("Everywhere")), *Case.Stage.choices]
    )
    adviser = Pick(advisers, label=_("Adviser"), required=False, empty_label=_("Everybody"))
    overdue = forms.BooleanField(label=_("Only those that wait too long"), required=False)


class AssignCase(forms.Form):
    adviser = Pick(advisers, label=_("Adviser"))


class SetNextStep(forms.Form):
    next_step = forms.CharField(label=_("What happens next"), max_length=300, help_text=_("The customer sees this."))
    next_step_on = forms.DateField(label=_("When"), required=False, widget=DayInput)


class AddTask(forms.Form):
    text = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = forms.DateField(label=_("By"), required=False, widget=DayInput)
    assigned_to = Pick(advisers, label=_("Who"), required=False, empty_label=_("I do it"))


class WriteNote(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only the hub reads this; the customer never does."),
    )


class LogTime(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DayInput)
    hours = forms.DecimalField(label=_("Hours"), max_digits=5, decimal_places=2, min_value=0)
    what = forms.CharField(label=_("What you did"), max_length=300)


class AddPartner(forms.Form):
    partner = Pick(partners, label=_("Partner"))
