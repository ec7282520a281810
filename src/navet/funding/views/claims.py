"""A period and its claim: reckoned while it is open, frozen once it is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from navet.directory.doors import KINDS, Audience, MemberRequest, download, key_or_none, page
from navet.funding import commands, forms, queries
from navet.funding.views.projects import shown
from navet.kit.forms import telling
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, Refused


@require_safe
@page(Audience.READER)
def period(request: MemberRequest, period_id: UUID) -> HttpResponse:
    """What a period's claim comes to and what it is made of; `?as=csv` and `?as=xlsx`: its rows as a file."""
    found = queries.find_period(period_id)
    told = queries.told_claim(found)
    kind = request.GET.get("as", "")
    if kind in KINDS:
        return download(kind, f"claim-{found.until}", *table_of(request, found, told))
    context = {"period": found, "financier": found.financier, "project": found.financier.project, "told": told}
    return render(request, "funding/period.html", context | {"layouts": queries.layouts()})


def table_of(request: MemberRequest, found: Any, told: queries.ToldClaim) -> tuple[list[str], list[Any]]:
    """The rows of a claim: in our own columns or, asked with `?layout=`, in a funder's."""
    layout = request.GET.get("layout")
    if layout:
        return queries.claim_in(queries.find_layout(key_or_none(layout) or new_id()), found)
    return [str(column) for column in queries.COLUMNS], queries.told_rows(told.rows)


@page(Audience.STAFF)
def answer_status(request: MemberRequest, period_id: UUID) -> HttpResponse:
    found = queries.find_period(period_id)
    asked, answers = found.financier.asked, queries.answers_of(found)
    form = forms.AnswersForm(request.POST or None, questions=asked, answers=answers)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.answer_status(request.member, found, answers=form.answers())
            messages.success(request, _("Saved. You can go on answering until the claim is sent."))
            return redirect("funding:period", found.id)
    return shown(request, "funding/answer_status.html", {"form": form, "period": found, "financier": found.financier})


@require_POST
@page(Audience.COORDINATOR)
def submit_claim(request: MemberRequest, period_id: UUID) -> HttpResponse:
    found = queries.find_period(period_id)
    try:
        commands.submit_claim(request.member, found)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The claim is frozen as it stands. Send it to the financier now."))
    return redirect("funding:period", found.id)


@page(Audience.COORDINATOR)
def decide_claim(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    claim = queries.find_claim(claim_id)
    form = forms.DecisionForm(request.POST or None, initial={"approved": claim.claimed})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.decide_claim(request.member, claim, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("funding:period", claim.period_id)
    return shown(request, "funding/decide_claim.html", {"form": form, "claim": claim})
