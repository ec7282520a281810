from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from navet.hubs.models import Hub
from navet.imports.sheets import UnreadableTable, read_table
from navet.kit.forms import DayInput, TextsForm
from navet.kit.translated import LANGUAGES
from navet.reporting.indicators import BREAKDOWNS, INDICATORS, NARROWED_BY, ROWS
from navet.reporting.queries import Asked, indicators, narrowing_choices, reconcile_service_file
from navet.reporting.service_file import Fault, Reconciled, WrongHeadings

MOST_ROWS = 20_000
LARGEST = 20 * 1024 * 1024
FAULTS = {
    "MISSING": _("%(column)s is missing"),
    "NUMBER": _("%(column)s is no number: %(found)s"),
    "PERIOD": _("%(column)s is no period like 2026-01-31 / 2026-02-01: %(found)s"),
    "TYPE": _("%(column)s is neither SME nor PSO: %(found)s"),
    "TOO_MUCH_AID": _("the aid is more than the price less what the customer paid: %(found)s"),
}
UNREADABLE = {
    "FORMAT": _("This is neither a CSV file nor a spreadsheet that we can read."),
    "SIZE": _("The file is too large: at most 20 MB."),
    "ROWS": _("There are too many lines: at most 20 000."),
    "EMPTY": _("There is nothing in the file."),
}


class PeriodForm(forms.Form):
    """Which days are counted, and by what the table below is broken down."""

    since = forms.DateField(label=_("From"), widget=DayInput(), required=False)
    until = forms.DateField(label=_("Until"), widget=DayInput(), required=False)
    by = forms.ChoiceField(
        label=_("Broken down by"), choices=[(code, words[0]) for code, words in BREAKDOWNS.items()], required=False
    )


class TargetForm(forms.Form):
    """How much is promised by when."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    amount = forms.DecimalField(label=_("Promised"), min_value=0, max_digits=14, decimal_places=2)
    since = forms.DateField(label=_("Counted from"), widget=DayInput())
    due_on = forms.DateField(label=_("To be reached by"), widget=DayInput())
    promised_to = forms.CharField(label=_("Promised to"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [(i.code, i.label) for i in indicators().values()]  # type: ignore[attr-defined]
        self.fields["amount"].help_text = _("A number of people, firms or hours, or money in the hub's currency.")


class IndicatorForm(TextsForm):
    """An indicator that narrows one that comes with Navet."""

    texts = {"label": forms.CharField(label=_("What it is called"), max_length=200)}
    set_name = forms.CharField(
        label=_("Whose indicator it is"), max_length=100, help_text=_("Such as: the region, the ministry, our own.")
    )
    base = forms.ChoiceField(label=_("What is counted"))
    pillar = forms.ChoiceField(label=_("Only this kind of help"), required=False)
    kind = forms.ChoiceField(label=_("Only this kind of customer"), required=False)
    size = forms.ChoiceField(label=_("Only this size"), required=False)
    sector = forms.ChoiceField(label=_("Only this sector"), required=False)
    region = forms.CharField(
        label=_("Only this region"), max_length=5, required=False, help_text=_("Its NUTS code, such as SE224.")
    )
    valid_from = forms.DateField(label=_("Counts from"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_rows = [(each.code, each.label) for each in INDICATORS.values() if each.source == ROWS]
        self.fields["base"].choices = of_rows  # type: ignore[attr-defined]
        for name, choices in narrowing_choices().items():
            self.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What `define_indicator` wants to know."""
        told = dict(self.cleaned_data)
        return told | {"only": {name: value for name in NARROWED_BY if (value := told.pop(name))}}


class RetireForm(forms.Form):
    """The last day an indicator counts."""

    valid_until = forms.DateField(label=_("Last day"), widget=DayInput())


class ReportForm(forms.Form):
    """Which days are frozen, and for whom."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Such as: Month 18, to the Commission."))
    since = forms.DateField(label=_("From"), widget=DayInput())
    until = forms.DateField(label=_("Until"), widget=DayInput())
    submitted_to = forms.CharField(label=_("To whom"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    key = forms.UUIDField(widget=forms.HiddenInput)


class ToolsFileForm(forms.Form):
    """The reporting tool's own export."""

    file = forms.FileField(
        label=_("The tool's own file"),
        help_text=_("The services file as the tool exports it, CSV or XLSX, at most 20 000 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        allow_empty_file=True,
    )

    def compared(self, hub: Hub, asked: Asked) -> Reconciled | None:
        """Our rows beside the tool's; what cannot be read is said at the field, and then nothing is compared."""
        try:
            table = read_table(self.cleaned_data["file"].read(), most_rows=MOST_ROWS, largest=LARGEST)
            found, faults = reconcile_service_file(hub, asked, table)
        except UnreadableTable as fault:
            self.add_error("file", UNREADABLE[fault.reason])
        except WrongHeadings as fault:
            self.add_error("file", words_for_headings(fault))
        else:
            for line, wrong in faults[:20]:
                self.add_error("file", _("Line %(line)s: %(words)s") % {"line": line, "words": words_for_fault(wrong)})
            return None if faults else found
        return None


def words_for_fault(fault: Fault) -> str:
    return str(FAULTS[fault.code] % {"column": fault.column, "found": fault.found})


def words_for_headings(wrong: WrongHeadings) -> list[str]:
    """One sentence for each column that is not as it should be."""
    meant = dict(wrong.unknown)
    said: list[Any] = [
        _("There is no column “%(name)s”; did you mean “%(meant)s”?") % {"name": name, "meant": near}
        if near
        else _("There is no column “%(name)s”.") % {"name": name}
        for name, near in wrong.unknown
    ]
    missing = [name for name in wrong.missing if name not in meant.values()]
    said += [_("The column “%(name)s” is missing.") % {"name": name} for name in missing]
    return [str(each) for each in said or [_("A column stands twice.")]]
