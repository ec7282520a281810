"""Funders' own columns: written by a coordinator, tried on a made-up row, used on every claim."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience, MemberRequest, page
from navet.funding import commands, forms, queries
from navet.funding.layouts import FIELDS
from navet.funding.views.projects import shown
from navet.kit.forms import telling


@require_safe
@page(Audience.COORDINATOR)
def layouts(request: MemberRequest) -> HttpResponse:
    """Every layout of the hub."""
    return render(request, "funding/layouts.html", {"layouts": queries.layouts()})


@page(Audience.COORDINATOR)
def add_layout(request: MemberRequest) -> HttpResponse:
    form = forms.LayoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            layout = commands.add_layout(request.member, request.hub, **form.cleaned_data)
            messages.success(request, _("Saved. This is what it gives."))
            return redirect("funding:edit_layout", layout.id)
    return shown(request, "funding/edit_layout.html", {"form": form, "fields": FIELDS})


@page(Audience.COORDINATOR)
def edit_layout(request: MemberRequest, layout_id: UUID) -> HttpResponse:
    layout = queries.find_layout(layout_id)
    initial = {"name": layout.name, "text": layout.text}
    heads, rows = queries.example_in(layout)
    form = forms.LayoutForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.edit_layout(request.member, layout, **form.cleaned_data)
            messages.success(request, _("Saved. This is what it gives."))
            return redirect("funding:edit_layout", layout.id)
    context = {"form": form, "fields": FIELDS, "layout": layout, "heads": heads, "rows": rows}
    return shown(request, "funding/edit_layout.html", context)
