from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from navet.desk.queries import desk_of
from navet.directory.doors import Audience, MemberRequest, page


@page(Audience.PARTNER)
def desk(request: MemberRequest) -> HttpResponse:
    """What waits for me today."""
    return render(request, "desk/desk.html", {"desk": desk_of(request.member), "today": timezone.localdate()})
