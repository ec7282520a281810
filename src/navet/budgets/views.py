from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from navet.budgets import commands, forms, queries
from navet.directory.doors import Audience, MemberRequest, page
from navet.funding.queries import find_project
from navet.kit.forms import telling


@require_safe
@page(Audience.READER)
def budget(request: MemberRequest, project_id: UUID) -> HttpResponse:
    """The budget that holds, what has been charged against it, and what moved from version to version."""
    found = find_project(project_id)
    versions = queries.budget_of(found)
    spent = queries.spent(found, versions[0]) if versions else []
    return render(request, "budgets/budget.html", {"project": found, "versions": versions, "spent": spent})


@page(Audience.COORDINATOR)
def set_budget(request: MemberRequest, project_id: UUID) -> HttpResponse:
    found = find_project(project_id)
    now = next(iter(queries.budget_of(found)), None)
    initial = {"lines": forms.pasted(now), "instead_of": now.record.number if now else 0}
    form = forms.BudgetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.set_budget(request.member, found, **form.cleaned_data)
            messages.success(request, _("Saved as a new version."))
            return redirect("budgets:budget", found.id)
    status = 422 if request.method == "POST" else 200
    return render(request, "budgets/set_budget.html", {"form": form, "project": found}, status=status)
