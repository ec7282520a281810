"""Staff's inbox and one application in it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.casework import commands
from navet.casework.doors import answer
from navet.casework.forms import applications as applicants_forms
from navet.casework.forms import inbox as forms
from navet.casework.queries import (
    EXPORT_HEADINGS,
    export_cells,
    find_inbox_application,
    inbox_page,
    inbox_rows,
    summary_of,
    whole_application,
)
from navet.casework.views.askers import posted
from navet.directory.doors import Audience, MemberRequest, download, page

STEP = "casework/inbox_step.html"


@page(Audience.READER)
def inbox(request: MemberRequest) -> HttpResponse:
    """Everything that was sent, the oldest first; what waits, unless told otherwise."""
    form = forms.InboxFilter(request.GET)
    asked = form.asked
    kind = request.GET.get("as", "")
    if kind in {"csv", "xlsx"}:
        rows = inbox_rows(request.hub, asked, member=request.member)
        return download(kind, "applications", [str(name) for name in EXPORT_HEADINGS], map(export_cells, rows))
    found = inbox_page(request.hub, asked, member=request.member, after=request.GET.get("after", ""))
    return render(request, "casework/inbox.html", {"page": found, "form": form, "is_narrowed": bool(asked)})


@page(Audience.READER)
def show_inbox_application(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """One application as staff see it: everything told, who has it, and what can be done."""
    application = find_inbox_application(request.member, application_id)
    if request.member.is_staff:
        commands.read_messages(request.member, application)
    context = {
        "application": application,
        "told": whole_application(application),
        "summary": summary_of(application, {}),
        "assign": forms.AssignApplicationForm(initial={"adviser": application.adviser_id}),
        "message": applicants_forms.MessageForm(),
    }
    return render(request, "casework/show_inbox_application.html", context)


@page(Audience.STAFF)
def assign_application(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """Say who has it."""
    return _act(
        request,
        application_id,
        forms.AssignApplicationForm(posted(request)),
        commands.assign_application,
        title=_("Who takes it?"),
        submit=_("Assign"),
    )


@require_POST
@page(Audience.STAFF)
def take_application(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """Take it oneself, in one click."""
    application = find_inbox_application(request.member, application_id)
    commands.assign_application(request.member, application, adviser=request.member)
    return redirect("casework:show_inbox_application", application_id=application_id)


@page(Audience.STAFF)
def ask_back(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """Ask the applicant something."""
    return _act(
        request,
        application_id,
        forms.AskBackForm(posted(request)),
        commands.ask_back,
        title=_("Ask the applicant"),
        lead=_("The question goes out by letter, with a link to answer it. The application waits meanwhile."),
        submit=_("Send the question"),
    )


@page(Audience.STAFF)
def decline_application(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """Say no, and where to turn instead."""
    return _act(
        request,
        application_id,
        forms.DeclineApplicationForm(posted(request)),
        commands.decline_application,
        title=_("Decline the application"),
        lead=_("A no is an answer too, when it comes soon, says why and points somewhere."),
        submit=_("Decline"),
        kind="danger",
    )


@page(Audience.STAFF)
def accept_application(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """Take it on: a case is opened."""
    application = find_inbox_application(request.member, application_id)
    first = {"adviser": application.adviser_id or request.member.id, "title": application.need[:80]}
    return _act(
        request,
        application_id,
        forms.AcceptApplicationForm(posted(request), application=application, initial=first),
        commands.accept_application,
        title=_("Accept and open a case"),
        lead=_("The applicant is told who will help, and can speak for the organisation here from now on."),
        submit=_("Open the case"),
    )


@page(Audience.STAFF)
def write_to_the_applicant(request: MemberRequest, application_id: UUID) -> HttpResponse:
    """A message that needs no answer."""
    return _act(
        request,
        application_id,
        applicants_forms.MessageForm(posted(request)),
        commands.write_message,
        title=_("Write to the applicant"),
        submit=_("Send"),
    )


def _act(
    request: MemberRequest,
    application_id: UUID,
    form: Any,
    command: Callable[..., object],
    **words: str,
) -> HttpResponse:
    """One step with an application: a form, a command, and back to its page."""
    application = find_inbox_application(request.member, application_id)

    def act(**told: Any) -> None:
        command(request.member, application, **told)
        messages.success(request, _("Done, and told."))

    back = reverse("casework:show_inbox_application", args=[application_id])
    return answer(request, form, act, back=back, template=STEP, application=application, **words)
