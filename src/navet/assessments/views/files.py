from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from navet.assessments import commands, queries
from navet.assessments.forms import ResultFileForm
from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.refusals import Refused


@page(Audience.COORDINATOR)
def read_results(request: MemberRequest) -> HttpResponse:
    """Upload an official result file; it is read and reported on, and nothing comes in yet."""
    form = ResultFileForm()
    if request.method == "POST":
        form = ResultFileForm(request.POST, request.FILES)
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                file = commands.read_results(request.member, request.hub, name=upload.name, raw=upload.read())
            except Refused as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect("assessments:import_results", file.id)
    world = {"form": form, "files": queries.result_files()[:20]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/read_results.html", world, status=status)


@page(Audience.COORDINATOR)
def import_results(request: MemberRequest, id: UUID) -> HttpResponse:
    """What each row of a result file would become; then, on the button, it becomes that."""
    file = queries.find_result_file(id)
    ready = [row for row in file.rows if row["state"] == commands.READY]
    if request.method == "POST":
        commands.import_results(request.member, file)
        words = ngettext("%(n)s round came in.", "%(n)s rounds came in.", len(ready))
        messages.success(request, words % {"n": len(ready)})
        return redirect("assessments:import_results", file.id)
    return render(request, "assessments/import_results.html", {"file": file, "ready": len(ready)})
