from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience, MemberRequest, page
from navet.funding import commands, forms, queries
from navet.kit.forms import telling
from navet.kit.refusals import NotAllowed, Refused


@require_safe
@page(Audience.READER)
def projects(request: MemberRequest) -> HttpResponse:
    """The hub's projects, who pays them, and what has been charged to them."""
    return render(request, "funding/projects.html", {"projects": queries.projects_at_a_glance()})


@page(Audience.COORDINATOR)
def open_project(request: MemberRequest) -> HttpResponse:
    form = forms.ProjectForm(request.POST or None, hub=request.hub, project=None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            project = commands.open_project(request.member, request.hub, details=form.cleaned_data)
            messages.success(request, _("Entered. Now say who pays for it."))
            return redirect("funding:set_financiers", project.id)
    return shown(request, "funding/edit_project.html", {"form": form, "project": None})


@page(Audience.COORDINATOR)
def edit_project(request: MemberRequest, project_id: UUID) -> HttpResponse:
    project = queries.find_project(project_id)
    form = forms.ProjectForm(request.POST or None, hub=request.hub, project=project)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.edit_project(request.member, project, details=form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("funding:projects")
    return shown(request, "funding/edit_project.html", {"form": form, "project": project})


@page(Audience.COORDINATOR)
def set_financiers(request: MemberRequest, project_id: UUID) -> HttpResponse:
    """Who pays for a project, and what kind of money each one's is."""
    project = queries.find_project(project_id)
    rows = forms.financiers_form(request.POST or None, project)
    refused = ""
    if request.method == "POST" and rows.is_valid():
        try:
            commands.set_financiers(request.member, project, parts=rows.parts())
        except NotAllowed:
            raise
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("funding:projects")
    return shown(request, "funding/set_financiers.html", {"rows": rows, "project": project, "refused": refused})


def shown(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
