"""The conversation's questions, one form each; and what the applicant writes later."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from navet.casework.models import Application
from navet.casework.queries.choices import country_choices, region_choices, sector_choices
from navet.casework.questions import NOBODY_YET, QUESTIONS
from navet.directory.commands.customers import checked_number
from navet.directory.register import RegisterSilent, look_up
from navet.hubs.models import Hub
from navet.matching.forms import AttachedMatch

SIZE_CHOICES = [
    ("none", _("Just me, or nobody yet")),
    ("micro", _("1 to 9 people")),
    ("small", _("10 to 49 people")),
    ("medium", _("50 to 249 people")),
    ("large", _("250 people or more")),
]
# The country whose register we can ask ourselves.
ASKED_BY_US = "NO"
BIG_BOX = {"rows": 7, "autocapitalize": "sentences"}


class QuestionForm(forms.Form):
    """One question of the conversation. The draft it belongs to fills it; what does not fit is told at its field."""

    title: Any = ""
    lead: Any = ""
    examples: tuple[Any, ...] = ()

    def __init__(self, data: Any = None, *, hub: Hub, application: Application | None = None) -> None:
        fields = [field for of in QUESTIONS.values() for field in of]
        known = {field: application.answer(field) for field in fields} if application else {}
        super().__init__(data, initial={field: value for field, value in known.items() if value})
        self.hub = hub

    @property
    def answers(self) -> dict[str, str]:
        """What fits, also when something else does not."""
        return {field: value for field, value in self.cleaned_data.items() if field in self.data}


class NeedForm(QuestionForm):
    title = _("What do you need help with?")
    lead = _("Write as you would say it. You need not know what the help is called, that is our work.")
    examples = (
        _(
            "“We bake 40 kinds of bread and throw away a fifth every evening. Can we know in the morning what will sell?”"
        ),
        _("“Orders come by phone, e-mail and on paper, and somebody types them all in again at night.”"),
        _("“Our municipality wants to read water meters without driving round to them.”"),
    )
    need = forms.CharField(
        label=_("Your problem, in your own words"), max_length=10_000, widget=forms.Textarea(BIG_BOX), min_length=10
    )
    match = AttachedMatch()


class WishForm(QuestionForm):
    title = _("What would be different if it went well?")
    lead = _("Think a year ahead. A sentence is enough, and you may leave it empty.")
    wish = forms.CharField(label=_("In a year …"), required=False, max_length=5_000, widget=forms.Textarea({"rows": 5}))


class OrganisationForm(QuestionForm):
    title = _("Who are you?")
    lead = _(
        "The number from the register of companies tells us whom we help. We type nothing twice, and neither do you."
    )
    kind = forms.ChoiceField(
        label=_("We are"),
        widget=forms.RadioSelect,
        choices=[
            ("UNDERTAKING", _("a firm, an association or another undertaking")),
            ("PUBLIC_BODY", _("a municipality, a region or another public body")),
            (NOBODY_YET, _("somebody with an idea, nothing is founded yet")),
        ],
    )
    country = forms.ChoiceField(label=_("Country"))
    register_number = forms.CharField(
        label=_("Register number"),
        help_text=_("Ten digits in Sweden, nine in Norway. Spaces and dashes do not matter."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation_name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )

    def __init__(self, data: Any = None, *, hub: Hub, application: Application | None = None) -> None:
        super().__init__(data, hub=hub, application=application)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("country", hub.country)
        told = data or self.initial
        founded = told.get("kind") != NOBODY_YET
        self.fields["register_number"].required = founded
        self.fields["organisation_name"].required = founded and told.get("country") != ASKED_BY_US
        if told.get("country") == ASKED_BY_US:
            self.fields["organisation_name"].help_text = _("Leave it empty and we fetch it from the register.")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("register_number") and told.get("country"):
            self._check_number(told)
        return told

    def _fetch_name(self, country: str, number: str) -> None:
        """The name as the register has it, or a word on why it must be typed."""
        try:
            found = look_up(country, number)
        except RegisterSilent:
            self.add_error("organisation_name", _("The register does not answer just now. Type the name yourself."))
            return
        if found:
            self.cleaned_data["organisation_name"] = found[0].legal_name
        else:
            self.add_error("organisation_name", _("We need an answer here."))

    def _check_number(self, told: dict[str, Any]) -> None:
        try:
            number = checked_number(told["country"], told["register_number"])
        except ValidationError as wrong:
            self.add_error(None, wrong)
            return
        if told["country"] == ASKED_BY_US and not told.get("organisation_name"):
            self._fetch_name(number.country, number.digits)


class AboutForm(QuestionForm):
    title = _("A little more about you")
    lead = _("It decides what we may help with, and what it costs: for small organisations most of it is free.")
    size = forms.ChoiceField(label=_("How many work with you?"), widget=forms.RadioSelect, choices=SIZE_CHOICES)
    region = forms.ChoiceField(label=_("Where are you?"))
    sector = forms.ChoiceField(label=_("What do you work with?"), required=False)

    def __init__(self, data: Any = None, *, hub: Hub, application: Application | None = None) -> None:
        super().__init__(data, hub=hub, application=application)
        empty = [("", _("Choose …"))]
        self.fields["region"].choices = empty + region_choices(hub)  # type: ignore[attr-defined]
        self.fields["sector"].choices = empty + sector_choices()  # type: ignore[attr-defined]


class ReachForm(QuestionForm):
    title = _("How do we reach you?")
    lead = _("We send a link to this address: with it you come back to your answers, on any device.")
    applicant_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    applicant_email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    applicant_phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("If you would rather be called."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )


QUESTION_FORMS: dict[str, type[QuestionForm]] = {
    "need": NeedForm,
    "wish": WishForm,
    "organisation": OrganisationForm,
    "about": AboutForm,
    "reach": ReachForm,
}


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("A file"),
        max_length=400,
        allow_empty_file=True,
        help_text=_("PDF, picture, Word, Excel, PowerPoint, OpenDocument, text or CSV; 20 MB at most."),
    )


class InviteColleagueForm(forms.Form):
    email = forms.EmailField(label=_("Your colleague's e-mail"), max_length=254)


class SubmitApplicationForm(forms.Form):
    consents = forms.BooleanField(
        label=_("The hub may read what I wrote and keep it for as long as it helps us"),
        help_text=_("You can take it back, see everything and have it erased at any time, on your own page."),
    )


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Your message"), max_length=10_000, widget=forms.Textarea({"rows": 4}))
    # The form's own name for the message: sent twice, it is written once.
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class WithdrawApplicationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("So that we learn from it."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )


class EraseApplicationForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, erase what I wrote. I know that it cannot be brought back."))
