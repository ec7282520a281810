from django.http import HttpResponse
from django.shortcuts import render

from navet.assessments import queries
from navet.directory.doors import Audience, VisitorRequest, page


@page(Audience.PUBLIC)
def link(request: VisitorRequest, link: str) -> HttpResponse:
    """Open the round an invitation is for."""
    invitation = queries.find_invitation(link)
    return render(request, "assessments/link.html", {"invitation": invitation})
