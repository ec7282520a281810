"""Shapes of input on the customers' pages."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Organisation, OrganisationLink
from navet.directory.numbers import COUNTRIES
from navet.directory.queries import advisers
from navet.directory.sizes import Size
from navet.kit.forms import DayInput, Pick

COUNTRY_CHOICES = [(code, code) for code in COUNTRIES]
ANY = ("", _("Any"))
SIZES = {
    Size.MICRO: _("micro"),
    Size.SMALL: _("small"),
    Size.MEDIUM: _("medium-sized"),
    Size.SMALL_MID_CAP: _("small mid-cap"),
    Size.LARGE: _("large"),
}


class FilterCustomers(forms.Form):
    """What narrows the list of customers."""

    text = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Organisation.Kind.choices])
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[ANY, *((s.value, w) for s, w in SIZES.items())])
    region = forms.CharField(label=_("Region"), required=False, max_length=5)
    adviser = Pick(advisers, label=_("Adviser"), required=False, empty_label=_("Any"))


class NewCustomerForm(forms.Form):
    """An organisation by its number; the register fills in the rest where it answers."""

    country = forms.ChoiceField(label=_("Country"), choices=COUNTRY_CHOICES)
    register_number = forms.CharField(label=_("Register number"), max_length=30)
    legal_name = forms.CharField(label=_("Legal name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    municipality = forms.CharField(label=_("Municipality"), max_length=80, required=False)
    region = forms.CharField(label=_("Region (NUTS code)"), max_length=5, required=False)
    nace_code = forms.CharField(label=_("Activity code (NACE)"), max_length=10, required=False)


class OrganisationForm(forms.ModelForm[Organisation]):
    """What is known of the organisation, for every hub alike."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = (
            "legal_name",
            "kind",
            "legal_form",
            "is_public_owner",
            "founded_year",
            "nace_scheme",
            "nace_code",
            "region",
            "nuts_year",
            "municipality",
            "address",
            "postcode",
            "website",
            "is_bankrupt",
        )

    @staticmethod
    def of(organisation: Organisation) -> dict[str, Any]:
        """The form's values for this organisation."""
        return {name: getattr(organisation, name) for name in OrganisationForm.base_fields}

    def _post_clean(self) -> None:
        """The command checks the record; the form only reads what was typed."""


class CustomerForm(forms.Form):
    """What this hub alone knows."""

    adviser = Pick(advisers, label=_("Adviser"), required=False)
    sector = forms.CharField(label=_("Sector"), max_length=60, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, max_length=5_000, required=False)


class AccountsForm(forms.Form):
    """One accounting year."""

    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2100)
    staff = forms.DecimalField(
        label=_("Staff (full-time years)"), min_value=0, max_digits=9, decimal_places=1, required=False
    )
    turnover = forms.DecimalField(
        label=_("Turnover, EUR"), min_value=0, max_digits=16, decimal_places=2, required=False
    )
    balance = forms.DecimalField(label=_("Balance, EUR"), min_value=0, max_digits=16, decimal_places=2, required=False)


LINK_FIELDS = ("country", "register_number", "is_parent", "kind", "since", "until", "source")


class LinkForm(forms.Form):
    """A hold between the customer and another organisation that is known by its number."""

    country = forms.ChoiceField(label=_("The other one's country"), choices=COUNTRY_CHOICES)
    register_number = forms.CharField(label=_("The other one's register number"), max_length=30)
    is_parent = forms.TypedChoiceField(
        label=_("Who holds whom?"),
        choices=[("yes", _("The other one holds the customer")), ("no", _("The customer holds the other one"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Kind of hold"), choices=OrganisationLink.Kind.choices)
    percent = forms.DecimalField(
        label=_("Share of capital or votes, %"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    since = forms.DateField(label=_("Since"), widget=DayInput())
    until = forms.DateField(label=_("Until"), widget=DayInput(), required=False)
    source = forms.CharField(label=_("How we know"), max_length=200, required=False)

    def details(self) -> dict[str, Any]:
        """The command's words: a share is a part of one there."""
        kept = {name: self.cleaned_data[name] for name in LINK_FIELDS}
        percent = self.cleaned_data["percent"]
        return kept | {"share": None if percent is None else percent / Decimal(100)}


class EstablishmentForm(forms.Form):
    """A place where the customer works."""

    name = forms.CharField(label=_("Name"), max_length=200)
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    municipality = forms.CharField(label=_("Municipality"), max_length=80, required=False)
    region = forms.CharField(label=_("Region (NUTS code)"), max_length=5, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)


class NewContactForm(forms.Form):
    """Somebody who speaks for the customer."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    may_sign = forms.BooleanField(
        label=_("May sign for the organisation"),
        help_text=_("Agreements, and declarations of earlier aid. Ask for the power of signature."),
        required=False,
    )


class EndForm(forms.Form):
    """The last day of something."""

    until = forms.DateField(label=_("Last day"), widget=DayInput())


class MergeForm(forms.Form):
    """Which of the two is kept; said in words, so that nobody merges by a slip."""

    sure = forms.BooleanField(label=_("These two are the same legal body"))
