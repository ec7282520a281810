from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from navet.funding.commands import Bought, Decided, PaidIn, Part, Recognised, Worked
from navet.funding.models import CURRENCY, Contribution, CostKind, CostRule, Financier, Project
from navet.funding.queries import financiers_of, projects
from navet.hubs.models import Hub
from navet.kit.forms import DayInput, Pick, TextsForm

SPARE_ROWS = 3
NOT_RECOGNISED = "NO"
LARGEST_LAYOUT = 10_000


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


class TermsForm(forms.Form):
    """What a financier has decided; each kind of cost with how it is recognised."""

    percent = forms.DecimalField(
        label=_("Part of the costs, per cent"),
        help_text=_("As the decision says. Left empty: its share of the budget."),
        max_digits=7,
        decimal_places=4,
        min_value=0,
        max_value=100,
        required=False,
    )
    ceiling = forms.DecimalField(
        label=_("At most"),
        help_text=_("In the project's currency. Left empty: its share of the budget."),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    if_others_pay = forms.BooleanField(
        label=_("Only if the others pay"),
        help_text=_("It is then asked for its part at the pace at which the others' money is proved to come in."),
        required=False,
    )
    months = forms.IntegerField(
        label=_("Months of a period"),
        help_text=_("How often money is claimed. Left empty: it pays without being asked."),
        min_value=1,
        max_value=60,
        required=False,
    )
    days_to_claim = forms.IntegerField(label=_("Days to claim after a period"), min_value=0, max_value=365, initial=60)
    questions = forms.CharField(
        label=_("Its questions on the status, one a line"),
        help_text=_("They can be answered while the period runs, and are sent with the claim."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )

    def __init__(self, data: Any = None, *, financier: Financier) -> None:
        rules = {rule.kind: rule for rule in financier.rules.all()}
        names = ("ceiling", "if_others_pay", "months", "days_to_claim", "questions")
        initial: dict[str, Any] = {name: getattr(financier, name) for name in names}
        if financier.rate is not None:
            initial["percent"] = plain(financier.rate * 100)
        for kind in CostKind.values:
            rule = rules.get(kind)
            usual = NOT_RECOGNISED if rules else CostRule.How.REAL
            initial[f"how_{kind}"] = rule.how if rule else usual
            initial[f"figure_{kind}"] = plain(rule.figure) if rule and rule.figure else None
        super().__init__(data, initial=initial)
        for kind in CostKind.values:
            self.fields[f"how_{kind}"] = forms.ChoiceField(
                label=_("How it is recognised"), choices=[*CostRule.How.choices, (NOT_RECOGNISED, _("not recognised"))]
            )
            self.fields[f"figure_{kind}"] = forms.DecimalField(
                label=_("Price, sum or per cent"), max_digits=14, decimal_places=4, min_value=0, required=False
            )

    @property
    def kinds(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each kind's name and its two fields, for the page to show together."""
        return [(capfirst(str(name)), self[f"how_{kind}"], self[f"figure_{kind}"]) for kind, name in CostKind.choices]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in CostKind.values:
            how = cleaned.get(f"how_{kind}")
            if how not in {CostRule.How.REAL, NOT_RECOGNISED} and not cleaned.get(f"figure_{kind}"):
                self.add_error(f"figure_{kind}", _("Say how much."))
        return cleaned

    def decided(self) -> Decided:
        told = self.cleaned_data
        hows = {kind: told[f"how_{kind}"] for kind in CostKind.values}
        rules = [
            Recognised(kind, how, None if how == CostRule.How.REAL else told[f"figure_{kind}"])
            for kind, how in hows.items()
            if how != NOT_RECOGNISED
        ]
        return Decided(
            rate=None if told["percent"] is None else told["percent"] / 100,
            ceiling=told["ceiling"],
            if_others_pay=told["if_others_pay"],
            months=told["months"],
            days_to_claim=told["days_to_claim"],
            questions=told["questions"],
            rules=rules,
        )


class ContributionForm(forms.Form):
    """What a financier has put in."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    form = forms.ChoiceField(label=_("How"), choices=Contribution.Form.choices)
    on = forms.DateField(label=_("Day"), widget=DayInput)
    amount = forms.DecimalField(
        label=_("Amount"),
        help_text=_("In the project's currency. An amount entered wrongly is taken back with a minus."),
        max_digits=14,
        decimal_places=2,
    )
    proof = forms.CharField(
        label=_("Proof"),
        help_text=_("For example: bank statement 2026-114, or the signed list of hours."),
        max_length=300,
    )

    def paid(self) -> PaidIn:
        told = self.cleaned_data
        return PaidIn(told["form"], told["amount"], told["on"], told["proof"])


class BoughtForm(forms.Form):
    """A cost that is no work of ours."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of cost"), choices=CostKind.choices, initial=CostKind.EXTERNAL)
    on = forms.DateField(label=_("Day"), widget=DayInput)
    amount = forms.DecimalField(
        label=_("Amount"), help_text=_("In the project's currency."), max_digits=14, decimal_places=2, min_value=0
    )
    what = forms.CharField(label=_("What it was"), help_text=_("With the number of its voucher."), max_length=300)

    def bought(self) -> Bought:
        told = self.cleaned_data
        return Bought(told["kind"], told["what"], told["amount"], told["on"])


class AnswersForm(forms.Form):
    """A financier's questions on one period."""

    def __init__(self, *args: Any, questions: list[str], answers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question,
                initial=answers.get(question, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=10_000,
                required=False,
            )

    def answers(self) -> dict[str, str]:
        return {question: self.cleaned_data[f"answer_{number}"] for number, question in enumerate(self.questions)}


class DecisionForm(forms.Form):
    """What a financier decided on a claim."""

    approved = forms.DecimalField(label=_("Approved"), max_digits=14, decimal_places=2)
    on = forms.DateField(label=_("Day of the decision"), widget=DayInput)
    decision = forms.CharField(
        label=_("What was decided"),
        help_text=_("Correct the costs that were refused: the next claim follows from that."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


def plain(figure: Decimal) -> str:
    """`23.67`, not `23.670000`."""
    return f"{figure.normalize():f}"


class LayoutForm(forms.Form):
    """A funder's own columns, typed or uploaded."""

    name = forms.CharField(label=_("Name"), max_length=120)
    text = forms.CharField(
        label=_("Columns"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=10_000,
        required=False,
    )
    file = forms.FileField(
        label=_("Or a text file with them"),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,text/plain"}),
        required=False,
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_LAYOUT:
            raise forms.ValidationError(_("The file is larger than a layout can be."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is no plain text. Save it as text in UTF-8.")) from error
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = {**(super().clean() or {})}
        uploaded = cleaned.pop("file", "")
        return cleaned | ({"text": uploaded} if uploaded else {})
