"""The case, for the people who work in it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.casework import commands, forms, queries
from navet.casework.doors import answer
from navet.directory.doors import KINDS, Audience, MemberRequest, download, key_or_none, page


@page(Audience.INSIDER)
def cases(request: MemberRequest) -> HttpResponse:
    """The list: narrowed by what is asked, fifty a page, or as a table file."""
    form = forms.FilterCases(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.list_of_cases(request.member, asked)
    if request.GET.get("as") in KINDS:
        return download(
            request.GET["as"], "cases", [str(name) for name in queries.CASE_COLUMNS], queries.table_of_cases(found)
        )
    shown = queries.page_of_cases(found, before=key_or_none(request.GET.get("before")))
    context = {"form": form, "page": shown, "today": timezone.localdate(), "is_narrowed": any(asked.values())}
    return render(request, "casework/cases.html", context)


@page(Audience.INSIDER)
def case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    """Everything about one case on one page; a partner sees its own part."""
    found = queries.find_case(request.member, case_id)
    return render(request, "casework/case.html", queries.whole_case(request.member, found))


@page(Audience.STAFF)
def assign_case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.AssignCase(request.POST or None, initial={"adviser": case.adviser_id})
    return _step(request, case, form, commands.assign_case, title=_("Who has the case?"))


@page(Audience.STAFF)
def set_next_step(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.SetNextStep(
        request.POST or None, initial={"next_step": case.next_step, "next_step_on": case.next_step_on}
    )
    return _step(request, case, form, commands.set_next_step, title=_("What happens next?"))


@page(Audience.PARTNER)
def add_task(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    return _step(request, case, forms.AddTask(request.POST or None), commands.add_task, title=_("Add a task"))


@require_POST
@page(Audience.PARTNER)
def finish_task(request: MemberRequest, task_id: UUID) -> HttpResponse:
    task = commands.finish_task(request.member, queries.find_task(request.member, task_id))
    return redirect(reverse("casework:case", args=[task.case_id]) + "#tasks")


@page(Audience.PARTNER)
def write_note(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    return _step(request, case, forms.WriteNote(request.POST or None), commands.write_note, title=_("Write a note"))


@page(Audience.PARTNER)
def log_time(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.LogTime(request.POST or None, initial={"on": timezone.localdate()})
    return _step(request, case, form, commands.log_time, title=_("Log time"))


@page(Audience.STAFF)
def add_partner_to_case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = queries.find_case(request.member, case_id)
    form = forms.AddPartner(request.POST or None)
    return _step(request, case, form, commands.add_partner_to_case, title=_("Bring in a partner"))


@require_POST
@page(Audience.STAFF)
def reopen_case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    case = commands.reopen_case(request.member, queries.find_case(request.member, case_id))
    return redirect("casework:case", case.id)


def _step(request: MemberRequest, case: Any, form: Any, act: Any, *, title: str) -> HttpResponse:
    back = reverse("casework:case", args=[case.id])
    return answer(
        request, form, lambda **details: act(request.member, case, **details), back=back, title=title, case=case
    )
