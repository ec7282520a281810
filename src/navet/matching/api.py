from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.errors import HttpError

from navet.catalogue.permissions import may_edit_service
from navet.catalogue.queries import find_own_service
from navet.directory.doors import MemberRequest
from navet.directory.schemas import NOS, Problem
from navet.hubs.queries import hub_ids
from navet.kit.refusals import NotAllowed
from navet.matching import commands, queries
from navet.matching.doors import asks_too_often, reader_language
from navet.matching.queries.hints import hints_of
from navet.matching.schemas import HintOut, MatchesOut, NeedIn, ReactionIn, ReactionOut, ShowingOut

router = Router(tags=["matching"])
TOO_OFTEN = {**NOS, 429: Problem}


@router.post("matches", response={200: MatchesOut, **TOO_OFTEN}, operation_id="find_matches", auth=None)
def find_matches(request: HttpRequest, asked: NeedIn) -> Any:
    """The offers of all hubs that fit a need in any language, with reasons. Nothing of the need is kept."""
    return MatchesOut.of(_found(request, asked))


@router.post("showings", response={201: ShowingOut, **TOO_OFTEN}, operation_id="remember_matches")
def remember_matches(request: MemberRequest, asked: NeedIn) -> Any:
    """The same for a member, kept: what was shown can be reckoned again, and what became of it be told."""
    found = _found(request, asked)
    showing = commands.remember_matches(request.member, request.hub, matches=found)
    return Status(201, ShowingOut.of(found, id=showing.id))


@router.post("showings/{uuid:id}/reactions", response={201: ReactionOut, **NOS}, operation_id="tell_what_became")
def tell_what_became(request: MemberRequest, id: UUID, told: ReactionIn) -> Any:
    """Say what was done with an offer that was shown; of one that was declined, why."""
    return Status(201, commands.tell_what_became(request.member, queries.find_showing(id), **told.dict()))


@router.get("offers/{uuid:id}/hints", response={200: list[HintOut], **NOS}, operation_id="repair_hints")
def repair_hints(request: MemberRequest, id: UUID) -> Any:
    """What would help an offer be found, for whoever may edit it."""
    offer = find_own_service(request.member, id)
    if not may_edit_service(request.member, offer):
        raise NotAllowed
    return hints_of(offer)


def _found(request: HttpRequest, asked: NeedIn) -> queries.Matches:
    if asks_too_often(request):
        raise HttpError(429, _("You have asked very often. Wait a minute and ask again."))
    return queries.find_matches(
        asked.need,
        reader_language=asked.language or reader_language(),
        hub=getattr(request, "hub", None),
        only=_only(asked),
        confirmed=asked.confirmed,
        nearest_first=asked.nearest_first,
        most=asked.most,
    )


def _only(asked: NeedIn) -> queries.Only:
    """A hub that nobody knows offers nothing."""
    known = hub_ids(asked.hubs)
    return queries.Only(
        asked.kinds, [str(known.get(slug, slug)) for slug in asked.hubs], asked.countries, asked.spoken, asked.audience
    )
