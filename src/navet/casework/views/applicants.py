"""The applicant's own page: where it stands, who has it, what happens next, and everything that was said."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from navet.casework import commands
from navet.casework.doors import done
from navet.casework.forms import applications as forms
from navet.casework.queries import (
    applications_of,
    find_document,
    find_inbox_application,
    first_open_question,
    open_file,
    page_of_application,
)
from navet.casework.views.askers import own_application, posted
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page
from navet.kit.refusals import NotFound

if TYPE_CHECKING:
    from navet.casework.models import Application, Document, Guest
    from navet.directory.models import Membership


@never_cache
@page(Audience.PUBLIC)
def show_application(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """Where it stands. A draft goes on where it was left."""
    who, application = own_application(request, application_id)
    if application.is_draft:
        step = first_open_question(application)
        if step == "check":
            return redirect("casework:submit_application", application_id=application_id)
        return redirect("casework:answer_application", application_id=application_id, question=step)
    commands.read_messages(who, application)
    context = {"told": page_of_application(application), "application": application, "form": forms.MessageForm()}
    return render(request, "casework/show_application.html", context)


@page(Audience.SIGNED_IN)
def my_applications(request: MemberRequest) -> HttpResponse:
    """All that somebody sent, and what was sent for the organisations she speaks for."""
    return render(request, "casework/my_applications.html", {"applications": list(applications_of(request.member))})


@page(Audience.PUBLIC)
def write_message(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """A message to the hub; also the answer to a question asked back."""
    who, application = own_application(request, application_id)
    form = forms.MessageForm(posted(request))
    if form.is_valid() and done(form, lambda **told: commands.write_message(who, application, **told)):
        messages.success(request, _("Your message is with the hub."))
        return _to(application)
    context = {"form": form, "application": application, "title": _("Write to the hub"), "submit": _("Send")}
    return _step(request, context)


@never_cache
@page(Audience.PUBLIC)
def attach_document(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """Files: a step of the conversation while it is a draft, a form of the applicant's page later."""
    who, application = own_application(request, application_id)
    form = forms.DocumentForm(posted(request), request.FILES)
    if request.method == "POST" and form.is_valid() and done(form, lambda file: _attach(who, application, file)):
        messages.success(request, _("The file is here."))
        return (
            redirect("casework:attach_document", application_id=application_id)
            if application.is_draft
            else _to(application)
        )
    context = {
        "form": form,
        "application": application,
        "documents": application.documents.filter(for_customer=True),
        "step": "files",
        "place": 5,
        "steps": 7,
        "before": "about",
    }
    return render(request, "casework/attach_document.html", context, status=422 if form.is_bound else 200)


@page(Audience.PUBLIC)
def open_document(request: VisitorRequest, application_id: UUID, document_id: UUID) -> HttpResponse:
    """A file, to keep: never shown inside a page, whatever it says it is."""
    return attachment(_document(request, application_id, document_id))  # type: ignore[return-value]


@page(Audience.PUBLIC)
def remove_document(request: VisitorRequest, application_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a file away again, before the application is sent."""
    who, application = own_application(request, application_id)
    document = find_document(application, document_id, only_for_customer=True)
    if request.method == "POST":
        commands.remove_document(who, document)
        messages.success(request, _("The file is gone."))
    return redirect("casework:attach_document", application_id=application_id)


@page(Audience.PUBLIC)
def withdraw_application(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """Stop asking: told what it means, confirmed, done."""
    who, application = own_application(request, application_id)
    form = forms.WithdrawApplicationForm(posted(request))
    if form.is_valid() and done(form, lambda reason: commands.withdraw_application(who, application, reason=reason)):
        messages.success(request, _("Withdrawn. You are welcome back at any time."))
        return _to(application)
    context = {
        "form": form,
        "application": application,
        "title": _("Withdraw the application?"),
        "lead": _("The hub stops working on it. What you wrote stays here until you have it erased."),
        "submit": _("Withdraw it"),
        "kind": "danger",
    }
    return _step(request, context)


@page(Audience.PUBLIC)
def erase_application(request: VisitorRequest, application_id: UUID) -> HttpResponse:
    """Erase a person's words: told what goes and what must stay, confirmed, done."""
    who, application = own_application(request, application_id)
    form = forms.EraseApplicationForm(posted(request))
    if form.is_valid() and done(form, lambda **_sure: commands.erase_application(who, application)):
        messages.success(request, _("Erased."))
        return redirect("casework:start_application") if application.is_draft else _to(application)
    context = {
        "form": form,
        "application": application,
        "title": _("Erase what you wrote?"),
        "lead": _(
            "Your name, your addresses, your text, the messages and the files are erased. What the law on public money "
            "demands stays: the number, the dates, the organisation, what was decided and what help was given."
        ),
        "submit": _("Erase it"),
        "kind": "danger",
    }
    return _step(request, context)


def attachment(document: "Document") -> FileResponse:
    """Sent to be saved, under its own name; a browser that looks inside finds nothing it may run."""
    response = FileResponse(open_file(document), as_attachment=True, filename=document.name)
    response["Content-Type"] = document.content_type
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _document(request: VisitorRequest, application_id: UUID, document_id: UUID) -> "Document":
    """For the applicant's side what is meant for it; for staff every document of what was sent."""
    try:
        _who, application = own_application(request, application_id)
    except NotFound:
        application = find_inbox_application(request.member, application_id)
        return find_document(application, document_id, only_for_customer=False)
    return find_document(application, document_id, only_for_customer=True)


def _attach(who: "Membership | Guest", application: "Application", file: Any) -> None:
    commands.attach_document(who, application, name=file.name or "", file=file, size=file.size or 0)


def _to(application: "Application") -> HttpResponse:
    return redirect("casework:show_application", application_id=application.id)


def _step(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "casework/application_step.html", context, status=status)
