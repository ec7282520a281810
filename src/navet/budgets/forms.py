from django import forms
from django.utils.translation import gettext_lazy as _

from navet.budgets.lines import Fault, Line, read
from navet.budgets.queries import Version, partners_by_name
from navet.funding.queries import cost_kinds


class BudgetForm(forms.Form):
    """A budget as it is pasted from a spreadsheet."""

    lines = forms.CharField(
        label=_("Lines of the budget"),
        help_text=_(
            "Copy them from a spreadsheet with five columns: partner, kind of cost, work package, period, amount. "
            "By hand, put a semicolon between them."
        ),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=100_000,
    )
    reason = forms.CharField(label=_("Why"), max_length=300)
    instead_of = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_lines(self) -> list[Line]:
        kinds = {said: kind for kind, name in cost_kinds().items() for said in (kind, name)}
        partners = {name: str(partner) for name, partner in partners_by_name().items()}
        lines, faults = read(self.cleaned_data["lines"], partners=partners, kinds=kinds)
        if faults:
            raise forms.ValidationError([told_fault(fault) for fault in faults[:10]])
        return lines


def told_fault(fault: Fault) -> str:
    """What is wrong with a row of a pasted budget, for whoever pasted it."""
    sentences = {
        "cells": _("Row %(row)s has %(said)s columns, not five."),
        "partner": _("Row %(row)s: no partner is called “%(said)s”."),
        "kind": _("Row %(row)s: “%(said)s” is no kind of cost. Write staff, external services, travel, …"),
        "amount": _("Row %(row)s: “%(said)s” is no amount."),
        "empty": _("Row %(row)s lacks its work package or its period."),
        "twice": _("Row %(row)s stands there twice: put the two together."),
    }
    return str(sentences[fault.what]) % {"row": fault.row, "said": fault.said}


def pasted(version: Version | None) -> str:
    """The lines of a version as they would be pasted."""
    cells = [
        (line.partner, cost_kinds()[line.kind], line.work_package, line.period, f"{line.amount:.2f}")
        for line in (version.lines if version else [])
    ]
    return "\n".join("; ".join(row) for row in cells)
