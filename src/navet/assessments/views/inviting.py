from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from navet.assessments import commands, permissions, queries
from navet.assessments.doors import RoundRequest, remember_link, round_page
from navet.assessments.forms import InvitationForm
from navet.directory.doors import Audience, VisitorRequest, page
from navet.hubs.queries import address_of
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.questionnaires.form import told
from navet.questionnaires.queries import form_of


@page(Audience.PUBLIC)
def link(request: VisitorRequest, link: str) -> HttpResponse:
    """Come in by an invitation's link: no account, only this round."""
    try:
        invitation = queries.find_invitation(link)
    except NotFound:
        return render(request, "assessments/link.html", status=HTTPStatus.NOT_FOUND)
    remember_link(request, invitation)
    return redirect("assessments:assessment", invitation.assessment_id)


@round_page
def invite_colleague(request: RoundRequest) -> HttpResponse:
    """Who has been asked to answer, and asking one more."""
    assessment = request.assessment
    if not permissions.may_invite(request.who, assessment):
        raise Http404
    questionnaire = form_of(assessment.questionnaire_id)
    form = InvitationForm(questionnaire, initial={"language": get_language()})
    if request.method == "POST":
        form = InvitationForm(questionnaire, request.POST)
        if form.is_valid():
            try:
                invitation = commands.invite_colleague(request.who, assessment, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("A letter with a link is on its way to %(name)s.") % {"name": invitation.name}
                )
                return redirect("assessments:invite_colleague", assessment.id)
    world = {"assessment": assessment, "form": form, "invitations": _invitations(request)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/invite_colleague.html", world, status=status)


def _invitations(request: RoundRequest) -> list[dict[str, object]]:
    """Each standing invitation with its parts by name, and for staff the link itself, to pass on by hand."""
    form = form_of(request.assessment.questionnaire_id)
    language = get_language() or "en"
    return [
        {
            "invitation": each,
            "parts": [told(form.dimension(code).title, language) for code in each.dimensions],
            "address": address_of(request.hub, f"/assessments/link/{queries.link_of(each)}/"),
        }
        for each in queries.invitations_to(request.assessment)
    ]


@require_POST
@round_page
def withdraw_invitation(request: RoundRequest, invitation: UUID) -> HttpResponse:
    """Close a link."""
    standing = next((each for each in queries.invitations_to(request.assessment) if each.id == invitation), None)
    if standing is None:
        raise Http404
    commands.withdraw_invitation(request.who, standing)
    messages.success(request, _("The link no longer opens."))
    return redirect("assessments:invite_colleague", request.assessment.id)


@require_POST
@round_page
def remind(request: RoundRequest) -> HttpResponse:
    """Bring the round to mind now."""
    if not permissions.may_remind(request.who, request.assessment):
        raise NotAllowed
    try:
        invitations = commands.remind(request.who, request.assessment)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if invitations:
            names = ", ".join(each.name for each in invitations)
            messages.success(request, _("A reminder is on its way to %(names)s.") % {"names": names})
        else:
            messages.warning(request, _("Nobody speaks for this organisation yet. Invite somebody by name instead."))
    return redirect("assessments:assessment", request.assessment.id)
