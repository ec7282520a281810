"""Who is in the hub: invitations, roles, last days."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from navet.directory import commands, forms
from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page
from navet.directory.queries import find_invitation, find_member, invitation_by_token
from navet.directory.views.hubs import answer
from navet.kit.refusals import Refused


@page(Audience.ADMINISTRATOR)
def invite_member(request: MemberRequest) -> HttpResponse:
    form = forms.InviteForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: commands.invite_member(request.member, request.hub, **form.cleaned_data),
        title=str(forms.INVITE),
        back="directory:hub",
    )


@require_POST
@page(Audience.ADMINISTRATOR)
def withdraw_invitation(request: MemberRequest, id: UUID) -> HttpResponse:
    commands.withdraw_invitation(request.member, find_invitation(id))
    return redirect("directory:hub")


@page(Audience.ADMINISTRATOR)
def change_membership(request: MemberRequest, id: UUID) -> HttpResponse:
    member = find_member(id)
    start = {"role": member.role, "partner": member.partner_id, "until": member.until}
    form = forms.MembershipForm(request.POST or None, initial=start)
    return answer(
        request,
        form,
        lambda: commands.change_membership(request.member, member, **form.cleaned_data),
        title=member.name,
        back="directory:hub",
    )


@page(Audience.PUBLIC)
def accept_invitation(request: VisitorRequest, token: str) -> HttpResponse:
    """The page behind the link in the letter: what is offered, and one button."""
    invitation = invitation_by_token(token)
    refusal = ""
    if request.method == "POST":
        try:
            commands.accept_invitation(request.member, invitation)
        except Refused as no:
            refusal = str(no)
        else:
            return redirect(f"{reverse('account_login')}?next={reverse('directory:account')}")
    shown = {"invitation": invitation, "refusal": refusal}
    return render(request, "directory/accept_invitation.html", shown, status=409 if refusal else 200)
