"""What an administrator fills in about the hub's promises."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.casework.forms.applications import SIZE_CHOICES
from navet.kit.forms import TimeInput
from navet.kit.translated import LANGUAGES


class PromisesForm(forms.Form):
    """How soon the hub answers, when it measures again, and whom it helps. The pointer has a field for each language."""

    first_answer_hours = forms.IntegerField(
        label=_("We answer within so many working hours"),
        help_text=_("Applicants read it as working days. Weekends and public holidays do not count."),
        min_value=1,
        max_value=400,
    )
    opens = forms.TimeField(label=_("A working day begins"), widget=TimeInput)
    closes = forms.TimeField(label=_("A working day ends"), widget=TimeInput)
    first_round = forms.IntegerField(
        label=_("Months until the second assessment (T1)"),
        help_text=_("Counted from the day that help was given. Rounds already planned stay as they are."),
        min_value=1,
        max_value=120,
    )
    second_round = forms.IntegerField(label=_("Months until the third assessment (T2)"), min_value=2, max_value=120)
    largest = forms.ChoiceField(label=_("The largest we help"), choices=SIZE_CHOICES)
    pointer_sv = forms.CharField(
        label=_("Where others can turn, in Swedish"),
        help_text=_("Shown at once to those who are outside what the hub does."),
        widget=forms.Textarea({"rows": 2}),
        max_length=1_000,
        required=False,
    )
    pointer_nb = forms.CharField(
        label=_("Where others can turn, in Bokmål"),
        widget=forms.Textarea({"rows": 2}),
        max_length=1_000,
        required=False,
    )
    pointer_en = forms.CharField(
        label=_("Where others can turn, in English"),
        widget=forms.Textarea({"rows": 2}),
        max_length=1_000,
        required=False,
    )
    authority = forms.CharField(
        label=_("Who grants the aid"),
        help_text=_("Stands on every letter of aid. Left empty, it is the hub itself."),
        max_length=200,
        required=False,
    )

    @staticmethod
    def of(promises: dict[str, Any]) -> dict[str, Any]:
        """The form's values for these promises."""
        return promises | {f"pointer_{language}": promises["pointer"].get(language, "") for language in LANGUAGES}

    def details(self) -> dict[str, Any]:
        """As the command takes them."""
        kept = {name: value for name, value in self.cleaned_data.items() if not name.startswith("pointer_")}
        texts = {language: self.cleaned_data[f"pointer_{language}"] for language in LANGUAGES}
        return kept | {"pointer": {language: text for language, text in texts.items() if text}}
