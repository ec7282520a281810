"""What help was followed by, for those who work here; what the hub has achieved, for everybody."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page
from navet.reporting import commands, queries
from navet.reporting.queries.effects import SHOWN


@require_safe
@page(Audience.READER)
def help_and_effect(request: MemberRequest) -> HttpResponse:
    """Each kind of help beside what followed it in each dimension; groups below five are left out."""
    shown = {"found": queries.help_and_effect(), "is_shown": bool(request.hub.settings.get(SHOWN))}
    return render(request, "reporting/help_and_effect.html", shown)


@require_POST
@page(Audience.ADMINISTRATOR)
def show_effect(request: MemberRequest) -> HttpResponse:
    commands.show_effect(request.member, request.hub, shown=request.POST.get("shown") == "yes")
    return redirect("reporting:help_and_effect")


@require_safe
@page(Audience.PUBLIC)
def effect(request: VisitorRequest) -> HttpResponse:
    return render(request, "reporting/effect.html", {"effect": queries.public_effect(request.hub)})
