"""What is typed into the pages of the help: plan, agreement, delivery, outcome."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from navet.casework.commands import Given, Told
from navet.casework.models import Outcome, OutcomeQuestion
from navet.casework.queries import regime_choices
from navet.catalogue.queries import open_services, published_services
from navet.directory.queries import advisers
from navet.hubs.queries import partners
from navet.kit.forms import DayInput, Pick
from navet.kit.translated import told
from navet.matching.forms import AttachedMatch
from navet.stateaid.commands import OtherAid

MONEY: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "min_value": 0}
ROWS = 3


class PickService(Pick):
    """A service by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return told(obj.title).text


class AddPlanItem(forms.Form):
    service = PickService(open_services, label=_("Add to the plan"), empty_label=_("Choose a service"))
    match = AttachedMatch()


class ChangePlanItem(forms.Form):
    quantity = forms.DecimalField(label=_("How much"), max_digits=7, decimal_places=2, min_value=Decimal("0.01"))
    partner = Pick(partners, label=_("Who gives it"), required=False, empty_label=_("The hub itself"))
    note = forms.CharField(
        label=_("A word to the customer"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SendPlan(forms.Form):
    greeting = forms.CharField(
        label=_("A few words to the customer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They stand above the plan. The rest is in it already."),
    )


class ChangeAgreementItem(forms.Form):
    quantity = forms.DecimalField(label=_("How much"), max_digits=7, decimal_places=2, min_value=Decimal("0.01"))
    invoiced = forms.DecimalField(
        label=_("The customer pays"), **MONEY, help_text=_("In all for this item. The rest is paid by the project.")
    )
    regime = forms.ChoiceField(label=_("Legal basis"))
    partner = Pick(partners, label=_("Who gives it"), required=False, empty_label=_("As it is"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regime"].choices = regime_choices()  # type: ignore[attr-defined]


class EndAgreement(forms.Form):
    reason = forms.CharField(label=_("Why it ends"), max_length=500)


class Declare(forms.Form):
    """The declaration of other de minimis aid: up to three grants, and the signature."""

    has_other_aid = forms.TypedChoiceField(
        label=_("Have you had other de minimis aid in the last three years?"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("No")), ("yes", _("Yes, these grants"))],
        widget=forms.RadioSelect,
        help_text=_("Count the whole group of firms, and every authority."),
    )
    is_true = forms.BooleanField(label=_("What I say here is complete and true, and I may sign for the organisation."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, ROWS + 1):
            self.fields[f"granted_on_{row}"] = forms.DateField(label=_("Granted on"), required=False, widget=DayInput)
            self.fields[f"amount_{row}"] = forms.DecimalField(label=_("Amount in euro"), required=False, **MONEY)
            self.fields[f"authority_{row}"] = forms.CharField(label=_("Who gave it"), required=False, max_length=200)

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields grant by grant, as the page shows them."""
        names = ("granted_on", "amount", "authority")
        return [[self[f"{name}_{row}"] for name in names] for row in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for row in range(1, ROWS + 1):
            self._whole(given, row)
        if given.get("has_other_aid") and not self.other_aid():
            self.add_error("has_other_aid", _("Write at least one grant, or choose No."))
        return given

    def other_aid(self) -> list[OtherAid]:
        given = self.cleaned_data
        return [
            OtherAid(
                granted_on=given[f"granted_on_{row}"],
                amount=given[f"amount_{row}"],
                authority=given.get(f"authority_{row}") or "–",
            )
            for row in range(1, ROWS + 1)
            if given.get(f"granted_on_{row}") and given.get(f"amount_{row}")
        ]

    def _whole(self, given: dict[str, Any], row: int) -> None:
        """A grant has its day and its amount, or is not told at all."""
        if bool(given.get(f"granted_on_{row}")) != bool(given.get(f"amount_{row}")):
            missing = "amount" if given.get(f"granted_on_{row}") else "granted_on"
            self.add_error(f"{missing}_{row}", _("Write both the day and the amount."))


class DeliverHelp(forms.Form):
    """One short form for a phone. What the agreement knows already is filled in."""

    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput)
    hours = forms.DecimalField(
        label=_("Hours of work"), max_digits=7, decimal_places=2, min_value=0, help_text=_("Preparation counted.")
    )
    quantity = forms.DecimalField(
        label=_("How much was given"), max_digits=7, decimal_places=2, min_value=0, required=False
    )
    participants = forms.IntegerField(label=_("How many took part"), min_value=0, initial=1)
    description = forms.CharField(label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    invoiced = forms.DecimalField(
        label=_("The customer pays"), required=False, **MONEY, help_text=_("Leave it empty to follow the agreement.")
    )
    delivered_by = Pick(advisers, label=_("Who gave it"), required=False, empty_label=_("I did"))
    is_last = forms.BooleanField(label=_("Nothing more of this will be given"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def given(self) -> Given:
        return Given(**{name: value for name, value in self.cleaned_data.items() if name in Given.__annotations__})


class DeliverOther(DeliverHelp):
    """Help outside any agreement: which service it was."""

    # A course is given after the last day to apply for it.
    service = PickService(published_services, label=_("What help was it?"), empty_label=_("Choose a service"))
    field_order = ["service"]
    is_last = None  # type: ignore[assignment]


class CorrectDelivery(DeliverHelp):
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)


class RecordOutcome(forms.Form):
    kind = forms.ChoiceField(label=_("What came of it?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a few words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    count = forms.IntegerField(
        label=_("How many"), min_value=1, initial=1, required=False, help_text=_("Jobs, people with new skills …")
    )
    amount = forms.DecimalField(
        label=_("Amount"), required=False, max_digits=14, decimal_places=2, min_value=0, help_text=_("For investments.")
    )
    investment_kind = forms.ChoiceField(
        label=_("Kind of investment"), required=False, choices=[("", "–"), *Outcome.Investment.choices]
    )
    evidence = forms.CharField(label=_("What shows it"), required=False, max_length=300)
    on = forms.DateField(label=_("Day"), widget=DayInput, initial=timezone.localdate)

    def told(self) -> Told:
        given = {**self.cleaned_data, "count": self.cleaned_data.get("count") or 1}
        return Told(**{name: value for name, value in given.items() if name in Told.__annotations__})


class CloseCase(RecordOutcome):
    """What came of it so far, and how the customer found the help."""

    kind = forms.ChoiceField(
        label=_("What came of it so far?"),
        choices=[("", _("Nothing to tell yet; the customer is asked in 6 and 12 months")), *Outcome.Kind.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    score = forms.TypedChoiceField(
        label=_("How did the customer find the help?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Not asked")),
            (5, _("5 – very good")),
            (4, _("4 – good")),
            (3, _("3 – all right")),
            (2, _("2 – poor")),
            (1, _("1 – very poor")),
        ],
    )
    comment = forms.CharField(label=_("The customer's own words"), required=False, max_length=2000)

    def outcomes(self) -> list[Told]:
        return [self.told()] if self.cleaned_data.get("kind") else []


class AnswerQuestion(forms.Form):
    answer = forms.ChoiceField(choices=OutcomeQuestion.Answer.choices)


class FollowUp(forms.Form):
    """The third tap: what it was."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("In a few words, if you like"), required=False, max_length=2000)
    amount = forms.DecimalField(label=_("Amount, if money is part of it"), required=False, **MONEY)
