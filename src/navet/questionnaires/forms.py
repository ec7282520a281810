from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 1024 * 1024


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Questionnaire file (JSON)"),
        help_text=_("At most 1 MB. A version never changes once it is here: to change a question, raise the version."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        raw: bytes = file.read()
        return raw
