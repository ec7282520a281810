"""The platform's own first page: the way to its hubs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience
from navet.front.views import front
from navet.hubs.middleware import wished_language
from navet.hubs.queries import every_hub
from navet.kit.translated import LANGUAGES


@require_safe
def gate(request: HttpRequest) -> HttpResponse:
    """A hub's front page inside a hub; outside, straight to the only hub, or a choice among them."""
    if hasattr(request, "hub"):
        return front(request)  # type: ignore[arg-type]
    hubs = list(every_hub().only("slug", "domain", "name", "purpose", "languages"))
    if len(hubs) == 1:
        return redirect(f"/h/{hubs[0].slug}/")
    with translation.override(wished_language(request, LANGUAGES)):
        return render(request, "config/gate.html", {"hubs": hubs})


gate.audience = Audience.PUBLIC  # type: ignore[attr-defined]
