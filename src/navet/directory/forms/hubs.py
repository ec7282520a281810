"""Shapes of input on the hub's own pages."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.directory.models import IdentityProvider, Role
from navet.directory.numbers import COUNTRIES
from navet.hubs.models import Hub, Partner
from navet.hubs.queries import partners
from navet.kit.forms import DayInput
from navet.kit.translated import LANGUAGES

HUB = _("The hub's particulars")
ADD_PARTNER = _("Add a partner")
INVITE = _("Invite somebody")
IDENTITY_PROVIDER = _("Sign-in by your own provider")
COUNTRY_CHOICES = [(code, code) for code in COUNTRIES]
ZONES = [(zone, zone) for zone in sorted(zoneinfo.available_timezones()) if zone.startswith("Europe/")]


class MakeKeyForm(forms.Form):
    """What the key is for, and its last day."""

    name = forms.CharField(label=_("What the key is for"), max_length=120)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())


class WordsField(forms.CharField):
    """Several short words in one line, parted by commas; kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [word.strip() for word in str(value or "").split(",") if word.strip()]


class HubForm(forms.Form):
    """What a hub is and looks like. The purpose has one field for each language."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Hub.Kind.choices)
    programme = forms.CharField(label=_("Programme"), max_length=200, required=False)
    purpose_sv = forms.CharField(label=_("What the hub is for, in Swedish"), max_length=300, required=False)
    purpose_nb = forms.CharField(label=_("What the hub is for, in Bokmål"), max_length=300, required=False)
    purpose_en = forms.CharField(label=_("What the hub is for, in English"), max_length=300, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRY_CHOICES)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)
    regions = WordsField(label=_("Regions"), help_text=_("NUTS codes, parted by commas: SE221, SE224"), required=False)
    nuts_year = forms.IntegerField(label=_("Year of the NUTS codes"), min_value=2003, max_value=2100)
    themes = WordsField(label=_("Themes"), help_text=_("Parted by commas."), required=False)
    main_colour = forms.CharField(label=_("Main colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    accent_colour = forms.CharField(label=_("Accent colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    logo = forms.CharField(
        label=_("Logo"), help_text=_("Paste an SVG picture."), widget=forms.Textarea, max_length=60_000, required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)

    @staticmethod
    def of(hub: Hub) -> dict[str, Any]:
        """The form's values for this hub."""
        plain = {name: getattr(hub, name, None) for name in HubForm.base_fields}
        return plain | {f"purpose_{language}": hub.purpose.get(language, "") for language in LANGUAGES}

    def details(self) -> dict[str, Any]:
        """The hub's fields as the command takes them."""
        kept = {name: value for name, value in self.cleaned_data.items() if not name.startswith("purpose_")}
        texts = {language: self.cleaned_data[f"purpose_{language}"] for language in LANGUAGES}
        return kept | {"purpose": {language: text for language, text in texts.items() if text}}


class IdentityProviderForm(forms.Form):
    """Where the hub's own people have their logins."""

    name = forms.CharField(label=_("Name on the sign-in page"), max_length=40)
    issuer = forms.URLField(
        label=_("Issuer"), help_text=_("The provider's address: https://login.example.org"), assume_scheme="https"
    )
    client = forms.CharField(label=_("Client id"), max_length=190)
    secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("Kept sealed and never shown again. Leave it empty to keep the one there is."),
        widget=forms.PasswordInput({"autocomplete": "off"}),
        max_length=500,
        required=False,
    )

    @staticmethod
    def of(provider: IdentityProvider | None) -> dict[str, Any]:
        """The form's values for this provider; never its secret."""
        return {name: getattr(provider, name, "") for name in ("name", "issuer", "client")}


class PartnerForm(forms.Form):
    """An organisation in the consortium."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRY_CHOICES)
    register_number = forms.CharField(label=_("Register number"), max_length=30)
    role = forms.ChoiceField(label=_("Role"), choices=Partner.Role.choices)
    kind = forms.CharField(label=_("Kind of organisation"), max_length=60, required=False)
    region = forms.CharField(label=_("Region (NUTS code)"), max_length=5, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    since = forms.DateField(label=_("Since"), widget=DayInput(), required=False)
    until = forms.DateField(label=_("Until"), widget=DayInput(), required=False)

    @staticmethod
    def of(partner: Partner) -> dict[str, Any]:
        """The form's values for this partner."""
        return {name: getattr(partner, name) for name in PartnerForm.base_fields}


class MembershipForm(forms.Form):
    """What somebody is in the hub."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    partner: forms.ModelChoiceField[Partner] = forms.ModelChoiceField(
        label=_("Partner"), queryset=None, required=False, help_text=_("For a partner's own staff.")
    )
    until = forms.DateField(label=_("Last day"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners()  # type: ignore[attr-defined]


class InviteForm(MembershipForm):
    """A place offered to an address."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200)
    until = None  # type: ignore[assignment]
    ends_on = forms.DateField(label=_("Last day of access"), widget=DayInput(), required=False)
    field_order = ("email", "name", "role", "partner", "ends_on")
