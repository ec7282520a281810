from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.assessments.models import Timing
from navet.kit.forms import DayInput
from navet.kit.translated import LANGUAGES, told
from navet.questionnaires.form import Questionnaire
from navet.questionnaires.queries import Offered

LARGEST = 20 * 1024 * 1024
STATES = [
    ("", _("Waiting for answers")),
    ("overdue", _("Overdue")),
    ("submitted", _("Submitted")),
    ("all", _("All rounds")),
]


class FilterForm(forms.Form):
    words = forms.CharField(label=_("Organisation"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    timing = forms.ChoiceField(label=_("Round"), required=False, choices=[("", _("All")), *Timing.choices])


class OpeningForm(forms.Form):
    """Which questionnaire, which round, until when."""

    code = forms.ChoiceField(label=_("Questionnaire"), widget=forms.RadioSelect)
    timing = forms.ChoiceField(label=_("Round"), choices=Timing.choices, initial=Timing.T0)
    due_on = forms.DateField(label=_("To be answered by"), required=False, widget=DayInput)

    def __init__(self, offered: list[Offered], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.choices = [(each.code, str(told(dict(each.title)))) for each in offered]  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to ask, in which language, for which parts."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=list(LANGUAGES.items()))
    dimensions = forms.MultipleChoiceField(
        label=_("Only these parts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to ask for the whole round. Who answers only some parts cannot send it in."),
    )

    def __init__(self, form: Questionnaire, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["dimensions"]
        choices = [(each.code, str(told(dict(each.title)))) for each in form.dimensions]
        field.choices = choices  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """Why an answer is corrected; the answer itself is read from the sheet."""

    reason = forms.CharField(
        label=_("Why is it corrected?"),
        max_length=300,
        help_text=_("Stays beside the answer, with your name and the day."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ResultFileForm(forms.Form):
    file = forms.FileField(
        label=_("Official result file (XLSX)"),
        help_text=_("As exported from the network's tool: my-smes-dma-results or my-psos-dma-results."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file
