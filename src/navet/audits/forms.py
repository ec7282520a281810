from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.audits.models import Proof
from navet.kit.forms import DayInput


class RoomForm(forms.Form):
    """Who audits, and until when."""

    auditor = forms.CharField(
        label=_("Who audits"),
        help_text=_("The authority or the firm, not a person: everything opened is written down under this name."),
        max_length=200,
    )
    until = forms.DateField(label=_("Open until"), widget=DayInput(), help_text=_("At most a year from today."))


class ProofForm(forms.Form):
    """A file and what it proves."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Proof.Kind)
    file = forms.FileField(
        label=_("The file"),
        max_length=400,
        allow_empty_file=True,
        help_text=_("PDF, picture, Word, Excel, PowerPoint, OpenDocument, text or CSV; 20 MB at most."),
    )

    def given(self) -> dict[str, Any]:
        """What `attach_proof` wants to know."""
        file = self.cleaned_data["file"]
        return {"kind": self.cleaned_data["kind"], "name": file.name, "file": file, "size": file.size}
