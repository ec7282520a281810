"""The catalogue for those who offer the services: the hub's coordinators, and partners' staff for their own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from navet.catalogue import commands, forms, permissions, queries
from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.forms import telling
from navet.kit.refusals import NotAllowed, Refused


@require_safe
@page(Audience.INSIDER)
def offers(request: MemberRequest) -> HttpResponse:
    """Every service this person may see, open or not, fifty a page."""
    shown = queries.page_of_offers(request.member, after=request.GET.get("after", ""))
    context = {"offers": shown, "may_write": permissions.may_create_service(request.member, None)}
    return render(request, "catalogue/offers.html", context)


@page(Audience.PARTNER)
def create_service(request: MemberRequest) -> HttpResponse:
    if not permissions.may_create_service(request.member, None):
        raise NotAllowed
    form = forms.ServiceForm(
        request.POST or None, hub=request.hub, service=None, by_coordinator=is_coordinator(request)
    )

    def act() -> HttpResponse:
        details, before = form.written()
        if not is_coordinator(request):
            details["provider"] = request.member.partner
        service = commands.create_service(request.member, request.hub, details=details, needs=before)
        messages.success(request, _("Written down. Nobody outside sees it until you publish it."))
        return redirect("catalogue:edit_service", service.id)

    return answered(request, form, act) or show(request, form, {"service": None})


@page(Audience.PARTNER)
def edit_service(request: MemberRequest, service_id: UUID) -> HttpResponse:
    """One service with its texts, its prices, and whether it is shown."""
    service = queries.find_own_service(request.member, service_id)
    if not permissions.may_edit_service(request.member, service):
        raise NotAllowed
    form = forms.ServiceForm(
        request.POST or None, hub=request.hub, service=service, by_coordinator=is_coordinator(request)
    )

    def act() -> HttpResponse:
        details, before = form.written()
        commands.edit_service(request.member, service, details=details, needs=before)
        messages.success(request, _("Saved."))
        return redirect("catalogue:edit_service", service.id)

    return answered(request, form, act) or show(request, form, about(request, service))


@require_POST
@page(Audience.PARTNER)
def publish_service(request: MemberRequest, service_id: UUID) -> HttpResponse:
    """Show the service to everybody."""
    service = queries.find_own_service(request.member, service_id)
    try:
        commands.publish_service(request.member, service)
        messages.success(request, _("Now everybody can see it and ask for it."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("catalogue:edit_service", service.id)


@require_POST
@page(Audience.PARTNER)
def close_service(request: MemberRequest, service_id: UUID) -> HttpResponse:
    """Take the service out of the public catalogue."""
    service = queries.find_own_service(request.member, service_id)
    commands.close_service(request.member, service)
    messages.success(request, _("It is no longer shown. What has been promised of it stands."))
    return redirect("catalogue:edit_service", service.id)


@page(Audience.COORDINATOR)
def set_price(request: MemberRequest, service_id: UUID) -> HttpResponse:
    """A new price from a day on."""
    service = queries.find_own_service(request.member, service_id)
    form = forms.SetPrice(request.POST or None)

    def act() -> HttpResponse:
        commands.set_price(request.member, service, **form.cleaned_data)
        messages.success(request, _("The new price stands from its first day."))
        return redirect("catalogue:edit_service", service.id)

    context = {"form": form, "service": service}
    return answered(request, form, act) or render(request, "catalogue/set_price.html", context, status=status(request))


def is_coordinator(request: MemberRequest) -> bool:
    return request.member.is_coordinator


def answered(request: MemberRequest, form: Any, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """A form that was sent and fits is acted on; a refusal stands in its place, and what was typed is kept."""
    if request.method != "POST" or not form.is_valid():
        return None
    with telling(form):
        return act()
    return None


def show(request: MemberRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, "catalogue/edit_service.html", {**context, "form": form}, status=status(request))


def status(request: MemberRequest) -> int:
    return 422 if request.method == "POST" else 200


def about(request: MemberRequest, service: Any) -> dict[str, Any]:
    return {
        "service": service,
        "prices": list(queries.prices_of(service)),
        "may_set_price": permissions.may_set_price(request.member, service),
    }
