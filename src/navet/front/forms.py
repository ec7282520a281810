from django import forms

from navet.kit.forms import DayInput


class ExampleForm(forms.Form):
    """One field of each kind."""

    company = forms.CharField(label="Company", help_text="As it stands in the register.", max_length=20)
    email = forms.EmailField(label="E-mail")
    staff = forms.IntegerField(label="Number of staff", min_value=0, required=False)
    begins_on = forms.DateField(label="First day", widget=DayInput, required=False)
    size = forms.ChoiceField(label="Kind", choices=[("firm", "A firm"), ("public", "A public body")])
    problem = forms.CharField(label="What is the problem?", widget=forms.Textarea(attrs={"rows": 4}))
    way = forms.ChoiceField(
        label="How do you want to meet?",
        widget=forms.RadioSelect,
        choices=[("here", "At the hub"), ("online", "Online"), ("you", "At your place")],
    )
    areas = forms.MultipleChoiceField(
        label="What is it about?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("ai", "Artificial intelligence"), ("iot", "Sensors"), ("data", "Data")],
        help_text="Tick as many as you like.",
    )
    drawing = forms.FileField(label="A drawing or a picture", required=False)
    agrees = forms.BooleanField(label="The hub may keep these facts", help_text="You can take it back at any time.")


class ExampleFilter(forms.Form):
    """A list's filter."""

    words = forms.CharField(label="Search", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), ("open", "Open"), ("closed", "Closed")]
    )
