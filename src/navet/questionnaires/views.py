from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from navet.directory.doors import Audience, MemberRequest, page
from navet.kit.refusals import Refused
from navet.questionnaires import commands, queries
from navet.questionnaires.forms import UploadForm


@page(Audience.COORDINATOR)
def questionnaires(request: MemberRequest) -> HttpResponse:
    """The questionnaires of this hub: those that come with Navet, and its own; here an own one is uploaded."""
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        try:
            version = commands.upload_questionnaire(request.member, request.hub, raw=form.cleaned_data["file"])
        except Refused as refusal:
            form.add_error("file", refusal.fields.get("file", [str(refusal)]))
        else:
            messages.success(request, _("The questionnaire %(name)s is in use.") % {"name": version})
            return redirect("questionnaires:questionnaires")
    world = {"form": form, "offered": queries.offered(), "versions": queries.versions()}
    return render(request, "questionnaires/questionnaires.html", world, status=422 if form.errors else 200)
