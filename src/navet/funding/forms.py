from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.funding.commands import Part, Worked
from navet.funding.models import CURRENCY, Financier, Project
from navet.funding.queries import financiers_of, projects
from navet.hubs.models import Hub
from navet.kit.forms import DayInput, Pick, TextsForm

SPARE_ROWS = 3


class ProjectForm(TextsForm):
    """A project's particulars."""

    texts = {"name": forms.CharField(label=_("Name"), max_length=200)}
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("As the accounts know it."))
    since = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(label=_("Last day"), widget=DayInput)
    budget = forms.DecimalField(label=_("Budget"), max_digits=14, decimal_places=2, min_value=0)
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=[CURRENCY])
    hour_price = forms.DecimalField(
        label=_("Price of an hour of own work"),
        help_text=_(
            "Meetings and planning are charged at it when a time sheet is approved. Help has its price already."
        ),
        max_digits=10,
        decimal_places=2,
        required=False,
    )

    def __init__(self, *args: Any, hub: Hub, project: Project | None, **kwargs: Any) -> None:
        names = ("name", "code", "since", "until", "budget", "currency", "hour_price")
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


class HoursForm(forms.Form):
    """Own work on a day; help that is delivered comes by itself."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Day"), widget=DayInput, initial=timezone.localdate)
    hours = forms.DecimalField(
        label=_("Hours"), max_digits=4, decimal_places=2, min_value=Decimal("0.01"), max_value=24
    )
    what = forms.CharField(label=_("What you did"), max_length=300)
    activity = forms.CharField(
        label=_("Activity of the project"), help_text=_("As the project plan calls it."), max_length=120, required=False
    )
    project = Pick(projects, label=_("Project"))
    other = Pick(
        projects,
        label=_("Shared with another project"),
        help_text=_("Only if the same hours served both: each pays its part."),
        required=False,
    )
    percent = forms.DecimalField(
        label=_("The other project's part, per cent"), max_digits=6, decimal_places=4, min_value=0, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("other") and not cleaned.get("percent") and "percent" not in self.errors:
            self.add_error("percent", _("Say how large a part."))
        return cleaned

    def worked(self) -> Worked:
        told = self.cleaned_data
        other = (told["percent"] / 100) if told["other"] else Decimal(0)
        shares = [(told["project"], 1 - other), *([(told["other"], other)] if told["other"] else [])]
        return Worked(told["on"], told["hours"], told["what"], shares, told["activity"])
