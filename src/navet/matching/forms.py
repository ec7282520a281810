"""The shape of a need as people type it, and of the match that goes along with something."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from navet.matching.doors import Attached, seal, unseal
from navet.matching.models import LONGEST_NEED, Reaction
from navet.matching.queries import Only
from navet.matching.queries.narrowing import Choices

SHORTEST = 3
LONGEST = 10_000
NARROWED_BY = {
    "kinds": _("Kind of offer"),
    "countries": _("Country"),
    "hubs": _("Hub"),
    "spoken": _("Language you get help in"),
    "audience": _("Who you are"),
}


class AskForm(forms.Form):
    """A need, and how to look for what fits it. `narrowing`: what the answer may be narrowed to."""

    need = forms.CharField(
        label=_("Your problem, in your own words"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4, "autocapitalize": "sentences"}),
    )
    nearest = forms.BooleanField(required=False, widget=forms.HiddenInput)
    topics = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    # What was pressed: a topic, to confirm it or take that back; the switch, to turn it.
    topic = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    turn = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, told: Mapping[str, Any] | None = None, narrowing: Mapping[str, Choices] | None = None) -> None:
        if told and "all" in told:
            told = {name: value for name, value in told.items() if name not in NARROWED_BY}
        super().__init__(told)
        for name, choices in (narrowing or {}).items():
            every = [("", _("All")), *choices]
            self.fields[name] = forms.ChoiceField(label=NARROWED_BY[name], choices=every, required=False)

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields that narrow the answer."""
        return [self[name] for name in NARROWED_BY if name in self.fields]

    @property
    def only(self) -> Only:
        """What the answer is narrowed to."""
        said = {name: self.cleaned_data.get(name) for name in NARROWED_BY}
        return Only(**{name: (value,) for name, value in said.items() if value})

    @property
    def text(self) -> str:
        """What is compared: as much as is read of a need."""
        return str(self.cleaned_data["need"])[:LONGEST_NEED]

    @property
    def nearest_first(self) -> bool:
        return bool(self.cleaned_data["nearest"]) != bool(self.cleaned_data["turn"])

    @property
    def confirmed(self) -> list[str]:
        """The topics confirmed, after what was pressed."""
        said: list[str] = self.cleaned_data["topics"].split()
        pressed = self.cleaned_data["topic"]
        if pressed in said:
            return [code for code in said if code != pressed]
        return [*said, pressed] if pressed else said


class AttachedMatch(forms.CharField):
    """A match that goes along, sealed so that nobody writes reasons of their own. Clean, it is plain text to keep."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, **options)

    def prepare_value(self, value: Any) -> Any:
        """What is kept is sealed anew for the page."""
        kept = Attached.read(value) if isinstance(value, str) else None
        return seal(kept) if kept else value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        match = unseal(text) if text else None
        if text and match is None:
            raise ValidationError(_("This page is too old. Look once more for what fits."))
        return match.written() if match else ""


class DeclineForm(forms.Form):
    """Why an offer does not fit."""

    match = AttachedMatch()
    reason = forms.ChoiceField(
        label=_("Why does it not fit?"), choices=[each for each in Reaction.Reason.choices if each[0]]
    )
