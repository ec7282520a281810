"""One project's money: who pays on which terms, what has come in, where it is going."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience, MemberRequest, page
from navet.funding import commands, forms, queries
from navet.funding.views.projects import shown
from navet.kit.forms import telling
from navet.kit.records import new_id


@require_safe
@page(Audience.READER)
def project(request: MemberRequest, project_id: UUID) -> HttpResponse:
    """Every financier's terms, calendar and forecast, and what happens if one withdraws."""
    found = queries.find_project(project_id)
    context = {"glance": queries.glance_at(found), "project": found, "outlooks": queries.outlooks(found)}
    return render(request, "funding/project.html", context)


@page(Audience.COORDINATOR)
def set_terms(request: MemberRequest, financier_id: UUID) -> HttpResponse:
    financier = queries.find_financier(financier_id)
    form = forms.TermsForm(request.POST or None, financier=financier)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.set_terms(request.member, financier, decided=form.decided())
            messages.success(request, _("Saved."))
            for rule, ceiling in queries.rules_above_the_law(financier):
                text = _("%(rule)s: above %(percent)s %% it needs a calculation of its own (%(article)s).")
                percent = forms.plain(ceiling.rate * 100)
                messages.warning(request, text % {"rule": rule, "percent": percent, "article": ceiling.article})
            return redirect("funding:project", financier.project_id)
    return shown(request, "funding/set_terms.html", {"form": form, "financier": financier})


@page(Audience.COORDINATOR)
def enter_contribution(request: MemberRequest, financier_id: UUID) -> HttpResponse:
    financier = queries.find_financier(financier_id)
    form = forms.ContributionForm(request.POST or None, initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.enter_contribution(request.member, financier, key=form.cleaned_data["key"], paid=form.paid())
            messages.success(request, _("Entered."))
            return redirect("funding:project", financier.project_id)
    context = {"form": form, "financier": financier, "contributions": queries.contributions_of(financier)}
    return shown(request, "funding/enter_contribution.html", context)


@page(Audience.COORDINATOR)
def enter_bought_cost(request: MemberRequest, project_id: UUID) -> HttpResponse:
    found = queries.find_project(project_id)
    form = forms.BoughtForm(request.POST or None, initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.enter_bought_cost(request.member, found, key=form.cleaned_data["key"], bought=form.bought())
            messages.success(request, _("Entered."))
            return redirect("funding:project", found.id)
    return shown(request, "funding/enter_bought_cost.html", {"form": form, "project": found})
