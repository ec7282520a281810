"""What staff fill in about an application."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.casework.models import Application
from navet.directory.queries import advisers
from navet.kit.forms import Pick


class InboxFilter(forms.Form):
    """Narrows the inbox. An answer that is none of the choices narrows nothing."""

    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": _("Number, name or words")}),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("All that wait")),
            *((status.value, status.label) for status in Application.Status if status != Application.Status.DRAFT),
            ("all", _("All")),
        ],
    )
    whose = forms.ChoiceField(
        label=_("Who has it"),
        required=False,
        choices=[("", _("Everybody")), ("mine", _("Me")), ("nobody", _("Nobody yet"))],
    )
    overdue = forms.BooleanField(label=_("Only those we have kept waiting"), required=False)

    @property
    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class AssignApplicationForm(forms.Form):
    adviser = Pick(advisers, label=_("Adviser"))


class AskBackForm(forms.Form):
    question = forms.CharField(
        label=_("What do you want to know?"), max_length=10_000, widget=forms.Textarea({"rows": 5})
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class DeclineApplicationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not us?"),
        help_text=_("The applicant reads this. Say it plainly and kindly."),
        max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
    )
    pointer = forms.CharField(
        label=_("Where can they turn instead?"),
        help_text=_("A name, an address, a link. Nobody should leave with nothing."),
        max_length=5_000,
        widget=forms.Textarea({"rows": 3}),
    )


class AcceptApplicationForm(AssignApplicationForm):
    title = forms.CharField(label=_("What the case is about"), max_length=200)
    register_number = forms.CharField(
        label=_("Register number"),
        help_text=_("The applicant had founded nothing yet. A case needs an organisation."),
        max_length=40,
    )
    organisation_name = forms.CharField(label=_("Name of the organisation"), max_length=200)

    field_order = ("title", "adviser", "register_number", "organisation_name")

    def __init__(self, data: Any = None, *, application: Application, **options: Any) -> None:
        super().__init__(data, **options)
        if application.customer_id:
            del self.fields["register_number"], self.fields["organisation_name"]
