"""Whether offers are seen as much as they fit, for those who work here."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience, MemberRequest, page
from navet.matching.queries.fairness import ENOUGH_TO_LEARN, find_fairness, other_reckonings
from navet.reporting.queries.fairness import groups_of


@require_safe
@page(Audience.READER)
def fairness(request: MemberRequest, id: UUID | None = None) -> HttpResponse:
    """Attention held against fit, as it was reckoned last night, or some night before."""
    found = find_fairness(id)
    context: dict[str, Any] = {"found": found, "enough": ENOUGH_TO_LEARN, "is_newest": id is None}
    if found:
        context |= {"groups": groups_of(found, get_language() or "en"), "others": other_reckonings(found)}
    return render(request, "reporting/fairness.html", context)
