"""What the pages of a round share: who asks, by membership or by link, and for which round."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from navet.assessments import permissions, queries
from navet.assessments.models import Assessment, Guest, Invitation
from navet.directory.doors import Audience, VisitorRequest, page, turn_away
from navet.directory.models import Membership, Visitor
from navet.kit.refusals import NotFound
from navet.questionnaires.form import Questionnaire

OPENED = "assessments"


class RoundRequest(VisitorRequest):
    """A request about one round. `who` is the member, or the guest whose link opened it."""

    who: Membership | Visitor
    assessment: Assessment
    parts: list[str]


def remember_link(request: VisitorRequest, invitation: Invitation) -> None:
    """From now on this browser may answer the round, as far as the invitation goes."""
    opened = request.session.get(OPENED, {})
    request.session[OPENED] = opened | {str(invitation.assessment_id): str(invitation.id)}


def who_asks(request: VisitorRequest, id: UUID) -> Membership | Visitor:
    """The hub's staff as themselves; else the guest whose link opened this round; else whoever it is."""
    if request.member.may_read:
        return request.member
    return _guest(request, id) or request.member


def _guest(request: VisitorRequest, id: UUID) -> Guest | None:
    invitation_id = request.session.get(OPENED, {}).get(str(id))
    if invitation_id is None:
        return None
    try:
        return queries.guest_of(queries.find_invitation_by_id(UUID(invitation_id)))
    except NotFound:
        return None


def round_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about one round, for members who may read it and guests whose link opened it."""

    @page(Audience.PUBLIC)
    @wraps(view)
    def opened(request: RoundRequest, /, id: UUID, **details: Any) -> HttpResponse:
        request.who = who_asks(request, id)
        if not isinstance(request.who, Membership | Guest):
            return turn_away(request)
        request.assessment = queries.find_assessment(request.who, id)
        return view(request, **details)

    return opened


def open_parts(request: RoundRequest, form: Questionnaire) -> list[str]:
    """The dimensions this person may answer: all, or for some guests those of the invitation. Asked once a request."""
    if not hasattr(request, "parts"):
        request.parts = _open_parts(request, form)
    return request.parts


def _open_parts(request: RoundRequest, form: Questionnaire) -> list[str]:
    if not permissions.may_answer(request.who, request.assessment):
        return []
    invitation = request.who.invitation if isinstance(request.who, Guest) else None
    return [each.code for each in form.dimensions if invitation is None or invitation.covers(each.code)]
