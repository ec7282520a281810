"""Time sheets: a person's own month, and everybody's for whoever approves."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from navet.directory.doors import Audience, MemberRequest, page
from navet.funding import commands, forms, queries
from navet.kit.forms import telling
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, Refused

EARLIEST = date(2000, 1, 1)


@page(Audience.PARTNER)
def my_time(request: MemberRequest) -> HttpResponse:
    """One's own month: what deliveries have put there, and a short form for other work."""
    form = forms.HoursForm(request.POST or None, initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            worked = form.worked()
            commands.log_hours(request.member, request.hub, key=form.cleaned_data["key"], worked=worked)
            messages.success(request, _("Logged."))
            return redirect(f"{reverse('funding:my_time')}?month={worked.on}")
    context = month_context(request) | {"form": form}
    time = queries.month_of_time(request.member, context["month"])
    context |= {"time": time, "apart": queries.hours_apart(request.member, context["month"])}
    return render(request, "funding/my_time.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@page(Audience.PARTNER)
def remove_hours(request: MemberRequest, entry_id: UUID) -> HttpResponse:
    entry = queries.find_hours(entry_id, of=request.member)
    try:
        commands.remove_hours(request.member, entry)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed."))
    return redirect(f"{reverse('funding:my_time')}?month={entry.on}")


@require_safe
@page(Audience.READER)
def sheets(request: MemberRequest) -> HttpResponse:
    """Everybody's time sheets of a month, those to approve first."""
    context = month_context(request)
    return render(request, "funding/sheets.html", context | {"sheets": queries.sheets_of(context["month"])})


@require_safe
@page(Audience.INSIDER)
def sheet(request: MemberRequest, sheet_id: UUID) -> HttpResponse:
    """One month of one person's time, piece by piece."""
    found = queries.find_sheet(sheet_id, for_member=request.member)
    context = {
        "time": queries.month_of_time(found.member, found.month),
        "apart": queries.hours_apart(found.member, found.month),
        "may_approve": queries.may_approve(request.member, found),
    }
    return render(request, "funding/sheet.html", context)


@require_POST
@page(Audience.COORDINATOR)
def approve_sheet(request: MemberRequest, sheet_id: UUID) -> HttpResponse:
    found = queries.find_sheet(sheet_id, for_member=request.member)
    try:
        commands.approve_sheet(request.member, found)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("funding:sheet", found.id)
    messages.success(request, _("Approved and locked."))
    return redirect(f"{reverse('funding:sheets')}?month={found.month}")


def month_context(request: MemberRequest) -> dict[str, Any]:
    month = asked_month(request.GET.get("month", "")) or queries.this_month()
    after = queries.next_month(month)
    return {
        "month": month,
        "before": queries.last_month(month),
        "after": after if after <= queries.this_month() else None,
    }


def asked_month(text: str) -> date | None:
    """The month of a day such as `2026-11-01`; a made-up one, or one to come, is none."""
    try:
        month = queries.month_of(date.fromisoformat(text))
    except ValueError:
        return None
    return month if EARLIEST <= month <= queries.this_month() else None
