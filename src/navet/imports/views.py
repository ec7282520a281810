"""Customers brought in as a table: read, reported on, taken in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from navet.directory.doors import KINDS, Audience, MemberRequest, download, page
from navet.imports import commands, forms, queries
from navet.kit.forms import telling

READ, REPORT = "imports:read_customers", "imports:import_customers"


def posted(request: MemberRequest) -> tuple[Any, ...]:
    """What a form is bound to: also to nothing at all, when the page was sent empty."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


@page(Audience.COORDINATOR)
def read_customers(request: MemberRequest) -> HttpResponse:
    """Bring a table: it is read and reported on, and nothing comes in yet."""
    form = forms.CustomerFileForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        with telling(form):
            file = commands.read_customers(request.member, request.hub, name=upload.name, raw=upload.read())
            return redirect(REPORT, file.id)
    shown = {"form": form, "files": queries.customer_files()[:10], "columns": queries.template_table()[0]}
    return render(request, "imports/read_customers.html", shown, status=422 if request.method == "POST" else 200)


@page(Audience.COORDINATOR)
def import_customers(request: MemberRequest, id: UUID) -> HttpResponse:
    """What comes of each line; on the button all of them come in, or none."""
    file = queries.find_customer_file(request.member, id)
    form = forms.ConfirmForm(*posted(request))
    if request.method == "POST":
        form.is_valid()
        with telling(form):
            file = commands.import_customers(request.member, file)
            if file.imported_at:
                messages.success(request, _("All of them are here now."))
                return redirect(REPORT, id)
            form.add_error(None, _("Something changed here since you looked. Look once more, and bring them in then."))
    if request.GET.get("as") in KINDS:
        return download(request.GET["as"], "customers", *queries.report_table(file))
    states = [row["state"] for row in file.rows]
    shown = {
        "file": file,
        "form": form,
        "lines": queries.report_lines(file),
        "counts": {state: states.count(state) for state in ("new", "known", "faulty")},
    }
    return render(request, "imports/import_customers.html", shown, status=409 if form.errors else 200)


@page(Audience.COORDINATOR)
def customer_template(request: MemberRequest, kind: str) -> HttpResponse:
    """An empty table with the right columns and one made-up line."""
    if kind not in KINDS:
        raise Http404
    return download(kind, "customers", *queries.template_table())
