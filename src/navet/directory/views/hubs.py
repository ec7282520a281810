"""The hub's own particulars and its consortium, edited in pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url

from navet.directory import commands, forms, queries
from navet.directory.doors import Audience, MemberRequest, page
from navet.hubs.queries import find_partner, partners
from navet.kit.forms import telling


def answer(
    request: MemberRequest,
    form: django_forms.BaseForm,
    act: Callable[[], object],
    *,
    title: str,
    back: str | tuple[str, UUID],
    template: str = "directory/edit.html",
    **more: Any,
) -> HttpResponse:
    """Show one form on a page of its own; posted and fitting, act and go back. A refusal stands in its place."""
    address = resolve_url(back) if isinstance(back, str) else resolve_url(*back)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            act()
            return redirect(address)
    shown: dict[str, Any] = {"form": form, "title": title, "back": address, **more}
    return render(request, template, shown, status=422 if request.method == "POST" else 200)


@page(Audience.COORDINATOR)
def hub(request: MemberRequest) -> HttpResponse:
    shown = {
        "particulars": request.hub,
        "partners": partners(),
        "members": queries.staff_here(),
        "invitations": queries.open_invitations(),
    }
    return render(request, "directory/hub.html", shown)


@page(Audience.ADMINISTRATOR)
def edit_hub(request: MemberRequest) -> HttpResponse:
    form = forms.HubForm(request.POST or None, initial=forms.HubForm.of(request.hub))
    return answer(
        request,
        form,
        lambda: commands.edit_hub(request.member, request.hub, details=form.details()),
        title=str(forms.HUB),
        back="directory:hub",
    )


@page(Audience.COORDINATOR)
def add_partner(request: MemberRequest) -> HttpResponse:
    form = forms.PartnerForm(request.POST or None, initial={"country": request.hub.country})
    return answer(
        request,
        form,
        lambda: commands.add_partner(request.member, request.hub, details=form.cleaned_data),
        title=str(forms.ADD_PARTNER),
        back="directory:hub",
    )


@page(Audience.COORDINATOR)
def edit_partner(request: MemberRequest, id: UUID) -> HttpResponse:
    partner = find_partner(id)
    form = forms.PartnerForm(request.POST or None, initial=forms.PartnerForm.of(partner))
    return answer(
        request,
        form,
        lambda: commands.edit_partner(request.member, partner, details=form.cleaned_data),
        title=partner.name,
        back="directory:hub",
    )
