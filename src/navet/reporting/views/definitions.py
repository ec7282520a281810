"""The hub's own indicators: what each narrows, since when, and how it counted before."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.forms import telling
from navet.kit.refusals import NotAllowed
from navet.reporting import commands, forms, queries

if TYPE_CHECKING:
    from navet.reporting.models import IndicatorVersion


@page(Audience.READER)
def indicators(request: MemberRequest) -> HttpResponse:
    """Every own indicator with its versions; a coordinator defines one."""
    return _define(request, None)


@page(Audience.READER)
def redefine_indicator(request: MemberRequest, id: UUID) -> HttpResponse:
    """The same indicator, counted in another way from a day on."""
    return _define(request, queries.find_version(id))


def _define(request: MemberRequest, before: "IndicatorVersion | None") -> HttpResponse:
    if request.method == "POST" and not request.member.is_coordinator:
        raise NotAllowed
    initial: dict[str, Any] = (
        {"label": before.label, "set_name": before.set_name, "base": before.base, **before.only} if before else {}
    )
    initial["valid_from"] = timezone.localdate()
    form = forms.IndicatorForm(request.POST or None, languages=request.hub.languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.define_indicator(request.member, request.hub, **form.given(), instead_of=before)
            messages.success(request, _("It counts from its first day on."))
            return redirect("reporting:indicators")
    shown = {"form": form, "before": before, "versions": queries.own_in_words()}
    return render(request, "reporting/indicators.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.COORDINATOR)
def retire_indicator(request: MemberRequest, id: UUID) -> HttpResponse:
    version = queries.find_version(id)
    form = forms.RetireForm(request.POST or None, initial={"valid_until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.retire_indicator(request.member, version, **form.cleaned_data)
            return redirect("reporting:indicators")
    shown = {"form": form, "version": version}
    return render(request, "reporting/retire_indicator.html", shown, status=422 if request.method == "POST" else 200)
