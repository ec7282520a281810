"""The hub's promises: its administrator chooses them on a page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from navet.casework import commands, queries
from navet.casework.doors import answer
from navet.casework.forms.promises import PromisesForm
from navet.directory.doors import Audience, MemberRequest, page


@page(Audience.ADMINISTRATOR)
def promises(request: MemberRequest) -> HttpResponse:
    form = PromisesForm(request.POST or None, initial=PromisesForm.of(queries.promises_of(request.hub)))

    def choose(**_answers: object) -> None:
        commands.set_promises(request.member, request.hub, **form.details())
        messages.success(request, _("From now on, this is what is promised."))

    words = {
        "title": _("What we promise"),
        "lead": _("How soon you answer, when you measure again, and whom you help."),
    }
    return answer(request, form, choose, back=resolve_url("directory:hub"), **words)
