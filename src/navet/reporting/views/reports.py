"""Frozen reports: asked for, watched while they are made, taken as files and held against today."""

from datetime import timedelta
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.forms import telling
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed
from navet.reporting import commands, forms, queries

FILES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf"}
# After this long a report is not being made any more, whatever its stage says.
TOO_LONG = timedelta(minutes=5)


@page(Audience.READER)
def reports(request: MemberRequest) -> HttpResponse:
    """Every report, and the form that asks for one."""
    today = timezone.localdate()
    usual = {
        "key": new_id(),
        "since": queries.first_day(),
        "until": today,
        "language": request.hub.first_language,
    }
    form = forms.ReportForm(request.POST or None, initial=usual)
    if request.method == "POST" and not request.member.is_coordinator:
        raise NotAllowed
    if request.method == "POST" and form.is_valid():
        with telling(form):
            report = commands.ask_report(request.member, request.hub, **form.cleaned_data)
            return redirect("reporting:report", report.id)
    shown = {"form": form, "reports": queries.reports()}
    return render(request, "reporting/reports.html", shown, status=422 if request.method == "POST" else 200)


@never_cache
@require_safe
@page(Audience.READER)
def report(request: MemberRequest, id: UUID) -> HttpResponse:
    """How far it has come; once ready what it holds and, asked for, what would be counted today."""
    found = queries.find_report(id)
    shown = {
        "report": found,
        "stages": len(found.Stage) - 1,
        "gave_up": not found.is_ready and timezone.now() - found.created_at > TOO_LONG,
    }
    if found.is_ready:
        shown |= {"as_made": queries.is_as_made(found), "numbers": queries.numbers_of(found)}
        shown |= {"compared": queries.compared(found) if "compare" in request.GET else None}
    return render(request, "reporting/report.html", shown)


@require_safe
@page(Audience.READER)
def report_file(request: MemberRequest, id: UUID, kind: str) -> HttpResponse:
    found = queries.find_report(id)
    if kind not in FILES:
        raise Http404
    kept = queries.open_report(found, kind)
    name = f"{found.name}.{kind}"
    return FileResponse(kept, as_attachment=True, filename=name, content_type=FILES[kind])  # type: ignore[return-value]


@require_POST
@page(Audience.COORDINATOR)
def resume_report(request: MemberRequest, id: UUID) -> HttpResponse:
    commands.resume_report(request.member, queries.find_report(id))
    return redirect("reporting:report", id)
