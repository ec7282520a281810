from django.http import HttpResponse

from navet.directory.doors import Audience, MemberRequest, VisitorRequest, page


@page(Audience.READER)
def assessments(request: MemberRequest) -> HttpResponse:
    return HttpResponse("")


@page(Audience.PUBLIC)
def link(request: VisitorRequest, link: str) -> HttpResponse:
    return HttpResponse("")
