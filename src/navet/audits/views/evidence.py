"""What stands behind a piece of work, for those who work here: seen before an auditor sees it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from navet.audits import commands, forms, queries
from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.forms import telling


@page(Audience.READER)
def evidence(request: MemberRequest, about: UUID) -> HttpResponse:
    """Everything behind one piece of work; staff add what proves it."""
    found = queries.evidence_of(request.member, about)
    form = forms.ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            commands.attach_proof(request.member, found, **form.given())
            messages.success(request, _("The file is here."))
            return redirect("audits:evidence", about)
    shown = {"evidence": found, "form": form}
    return render(request, "audits/evidence.html", shown, status=422 if request.method == "POST" else 200)


@require_safe
@page(Audience.READER)
def proof(request: MemberRequest, about: UUID, id: UUID) -> HttpResponse:
    return as_kept(queries.find_proof(id, about=about))  # type: ignore[return-value]


@require_POST
@page(Audience.STAFF)
def remove_proof(request: MemberRequest, about: UUID, id: UUID) -> HttpResponse:
    found = queries.find_proof(id, about=about)
    commands.remove_proof(request.member, found, evidence=queries.evidence_of(request.member, about))
    messages.success(request, _("The file is gone."))
    return redirect("audits:evidence", about)


def as_kept(proof: Any) -> HttpResponseBase:
    """A file to keep: never shown inside a page, whatever it says it is."""
    return FileResponse(
        queries.open_proof(proof), as_attachment=True, filename=proof.name, content_type=proof.content_type
    )
