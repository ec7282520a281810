from django import forms
from django.utils.translation import gettext_lazy as _

from navet.kit.forms import DayInput


class ExampleForm(forms.Form):
    """One field of each kind."""

    company = forms.CharField(label=_("Company"), help_text=_("As it stands in the register."), max_length=20)
    email = forms.EmailField(label=_("E-mail"))
    staff = forms.IntegerField(label=_("Number of staff"), min_value=0, required=False)
    begins_on = forms.DateField(label=_("First day"), widget=DayInput, required=False)
    size = forms.ChoiceField(label=_("Kind"), choices=[("firm", _("A firm")), ("public", _("A public body"))])
    problem = forms.CharField(label=_("What is the problem?"), widget=forms.Textarea(attrs={"rows": 4}))
    way = forms.ChoiceField(
        label=_("How do you want to meet?"),
        widget=forms.RadioSelect,
        choices=[("here", _("At the hub")), ("online", _("Online")), ("you", _("At your place"))],
    )
    areas = forms.MultipleChoiceField(
        label=_("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("ai", _("Artificial intelligence")), ("iot", _("Sensors")), ("data", _("Data"))],
        help_text=_("Tick as many as you like."),
    )
    drawing = forms.FileField(label=_("A drawing or a picture"), required=False)
    agrees = forms.BooleanField(
        label=_("The hub may keep these facts"), help_text=_("You can take it back at any time.")
    )


class ExampleFilter(forms.Form):
    """A list's filter."""

    words = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open")), ("closed", _("Closed"))]
    )
