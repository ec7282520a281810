from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.kit.forms import DayInput, TextsForm
from navet.kit.translated import told
from navet.stateaid.commands import OtherAid
from navet.stateaid.models import OrganisationSplit
from navet.stateaid.queries import Waiting, declarable_regimes

CURRENCIES = [(code, code) for code in ("EUR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "ISK", "CHF")]
FURTHEST = timedelta(days=366 * 6)


class WhatIfForm(forms.Form):
    """A promise one might make."""

    amount = forms.DecimalField(label=_("Aid, EUR"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    on = forms.DateField(label=_("Granted on"), widget=DayInput, required=False)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"] or timezone.localdate()
        if abs(day - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("Choose a day within six years."))
        return day


class OtherAidForm(forms.Form):
    """One grant that the customer tells of."""

    granted_on = forms.DateField(label=_("Granted on"), widget=DayInput)
    authority = forms.CharField(label=_("Who gave it"), max_length=200)
    amount = forms.DecimalField(label=_("Amount"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    regime = forms.ChoiceField(label=_("Kind of aid"))

    def __init__(self, *args: Any, currency: str = "EUR", regimes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"].initial = currency
        self.fields["regime"].choices = regimes  # type: ignore[attr-defined]
        self.fields["regime"].initial = regimes[0][0]

    def clean_granted_on(self) -> date:
        day: date = self.cleaned_data["granted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Aid that was granted cannot lie in the future."))
        return day


class SchemeForm(TextsForm):
    """A scheme of the hub's own."""

    texts = {
        "name": forms.CharField(label=_("What it is called"), max_length=200),
        "legal_basis": forms.CharField(
            label=_("Legal basis"), max_length=300, help_text=_("As letters name it, with the article.")
        ),
        "article": forms.CharField(label=_("What it says, in a sentence"), max_length=500, required=False),
    }
    valid_from = forms.DateField(label=_("First day"), widget=DayInput)
    valid_until = forms.DateField(label=_("Last day"), widget=DayInput, required=False)
    part = forms.DecimalField(
        label=_("The most that may be aid, per cent of the costs"),
        min_value=Decimal("0.1"),
        max_value=Decimal(100),
        decimal_places=1,
        required=False,
    )
    only_smes = forms.BooleanField(label=_("Only for small and medium-sized undertakings"), required=False)
    ceiling = forms.DecimalField(
        label=_("Ceiling for an undertaking and all linked to it, EUR"),
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    years = forms.IntegerField(label=_("Over how many years"), min_value=1, max_value=20, required=False)
    source = forms.CharField(label=_("Where it is published"), max_length=300)


class SplitForm(forms.Form):
    """A part of the undertaking's aid that goes on with another, known by its number."""

    country = forms.CharField(label=_("The other one's country"), max_length=2, min_length=2)
    register_number = forms.CharField(label=_("The other one's register number"), max_length=30)
    on = forms.DateField(label=_("Day of the split"), widget=DayInput)
    basis = forms.ChoiceField(
        label=_("Divided by"),
        choices=OrganisationSplit.Basis,
        widget=forms.RadioSelect,
        help_text=_("By use wherever that can be told; by equity only where it cannot."),
    )
    part = forms.DecimalField(
        label=_("Part of the earlier aid that goes with it, per cent"),
        min_value=Decimal("0.001"),
        max_value=Decimal(100),
        decimal_places=3,
    )
    reason = forms.CharField(label=_("How we know"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def details(self) -> dict[str, Any]:
        """The command's words: a part is of one there."""
        return self.cleaned_data | {"part": self.cleaned_data["part"] / 100}


class UndoSplitForm(forms.Form):
    """Why a split does not count."""

    reason = forms.CharField(label=_("Why it does not count"), max_length=300)


class EndSchemeForm(forms.Form):
    """The last day of a scheme."""

    valid_until = forms.DateField(label=_("Last day"), widget=DayInput)


class SignatureForm(forms.Form):
    """The words that are signed."""

    is_all = forms.BooleanField(
        label=_("This is all the de minimis aid that we, and the firms linked to us, have been granted in three years.")
    )
    may_sign = forms.BooleanField(label=_("I may sign for the organisation."))


class CorrectAidForm(forms.Form):
    amount = forms.DecimalField(label=_("The right amount"), min_value=Decimal(0), max_digits=12, decimal_places=2)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RevokeAidForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class EnterRateForm(forms.Form):
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES[1:])
    day = forms.DateField(label=_("Day"), widget=DayInput)
    rate = forms.DecimalField(
        label=_("Units for one euro"), min_value=Decimal("0.000001"), max_digits=14, decimal_places=6
    )
    source = forms.CharField(label=_("Source"), max_length=200, initial="ECB")


class RateFileForm(forms.Form):
    """The European Central Bank's file of reference rates."""

    file = forms.FileField(
        label=_("The Bank's file"),
        help_text=_("eurofxref-hist.csv, as the European Central Bank publishes it. Rates that stand here stay."),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        allow_empty_file=True,
    )


OtherAidForms = forms.formset_factory(OtherAidForm, extra=1, max_num=50, absolute_max=60)


def other_aid_forms(data: Any, currency: str) -> Any:
    """A set of rows to fill in; rows left empty are no aid."""
    regimes = [(each.code, str(told(each.name))) for each in declarable_regimes()]
    return OtherAidForms(data, prefix="aid", form_kwargs={"regimes": regimes, "currency": currency})


def told_rows(rows: Any) -> list[OtherAid]:
    """The rows that were filled in."""
    return [OtherAid(**row.cleaned_data) for row in rows if row.has_changed()]


class FilingForm(forms.Form):
    """What was sent to the register, when, and what the register answered."""

    entries = forms.MultipleChoiceField(label=_("Sent"), widget=forms.CheckboxSelectMultiple)
    filed_on = forms.DateField(label=_("Sent on"), widget=DayInput, initial=timezone.localdate)
    receipt = forms.CharField(
        label=_("The register's receipt"), help_text=_("Its number, or the name of the file you got."), max_length=200
    )

    def __init__(self, *args: Any, waiting: Iterable[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(str(each.entry.id), each.entry.number) for each in waiting]  # type: ignore[attr-defined]


class UndoFilingForm(forms.Form):
    reason = forms.CharField(label=_("Why does it not count?"), max_length=300)
