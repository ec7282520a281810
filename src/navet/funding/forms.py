from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.funding.commands import Part
from navet.funding.models import CURRENCY, Financier, Project
from navet.funding.queries import financiers_of
from navet.hubs.models import Hub
from navet.kit.forms import DayInput, TextsForm

SPARE_ROWS = 3


class ProjectForm(TextsForm):
    """A project's particulars."""

    texts = {"name": forms.CharField(label=_("Name"), max_length=200)}
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("As the accounts know it."))
    since = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(label=_("Last day"), widget=DayInput)
    budget = forms.DecimalField(label=_("Budget"), max_digits=14, decimal_places=2, min_value=0)
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=[CURRENCY])

    def __init__(self, *args: Any, hub: Hub, project: Project | None, **kwargs: Any) -> None:
        names = ("name", "code", "since", "until", "budget", "currency")
        initial = {name: getattr(project, name) for name in names} if project else {"currency": hub.currency}
        super().__init__(*args, languages=hub.languages, initial=initial, **kwargs)


class FinancierForm(forms.Form):
    """One who pays a part. A row without a name is no row."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind of money"), choices=Financier.Kind.choices, required=False)
    percent = forms.DecimalField(
        label=_("Share, per cent"), max_digits=7, decimal_places=4, min_value=0, max_value=100, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("name") and not cleaned.get("percent") and "percent" not in self.errors:
            self.add_error("percent", _("Say how large a part."))
        return cleaned


class FinanciersForm(forms.BaseFormSet[FinancierForm]):
    def parts(self) -> list[Part]:
        rows = (form.cleaned_data for form in self.forms)
        return [Part(row["name"], row["kind"], row["percent"] / Decimal(100)) for row in rows if row.get("name")]


def financiers_form(data: Any, project: Project) -> FinanciersForm:
    """Those who pay now, and a few empty rows."""
    made = forms.formset_factory(FinancierForm, formset=FinanciersForm, extra=SPARE_ROWS, max_num=20, validate_max=True)
    now = [{"name": f.name, "kind": f.kind, "percent": f"{f.percent.normalize():f}"} for f in financiers_of(project)]
    return cast(FinanciersForm, made(data, initial=now, prefix="part"))
