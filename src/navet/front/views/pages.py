from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from navet.directory.doors import Audience, VisitorRequest, page
from navet.front.queries import window
from navet.hubs.queries import partners

# The four kinds of help every European digital innovation hub gives (Regulation (EU) 2021/694, article 16).
PILLARS = (
    {
        "code": "test-before-invest",
        "icon": "flask",
        "title": _("Try before you buy"),
        "text": _(
            "Test a technology on your own parts, data or customers, in a real laboratory, before you pay for it."
        ),
    },
    {
        "code": "skills",
        "icon": "book",
        "title": _("Learn what you need"),
        "text": _("Short courses and workshops for those who run the firm and those who run the machines."),
    },
    {
        "code": "finance",
        "icon": "coins",
        "title": _("Find money for it"),
        "text": _("Help to find the right grant, loan or investor, and to write the application."),
    },
    {
        "code": "ecosystem",
        "icon": "network",
        "title": _("Meet the right people"),
        "text": _("Researchers, suppliers, other firms with the same problem, and hubs in all of Europe."),
    },
)


@require_safe
@page(Audience.PUBLIC)
def front(request: VisitorRequest) -> HttpResponse:
    """Who can help me with this? The first page of the hub."""
    consortium = list(partners().values_list("name", "website"))
    on_show = window(get_language() or "en", timezone.localdate())
    pillars = [{**pillar, "number": on_show.numbers[str(pillar["code"])]} for pillar in PILLARS]
    shown = {"pillars": pillars, "featured": on_show.featured, "partners": consortium}
    return render(request, "front/front.html", shown)


@require_safe
@page(Audience.PUBLIC)
def about(request: VisitorRequest) -> HttpResponse:
    """Who runs the hub, and how to reach it."""
    return render(request, "front/about.html", {"partners": partners()})


@require_safe
@page(Audience.PUBLIC)
def accessibility(request: VisitorRequest) -> HttpResponse:
    """The accessibility statement (Directive (EU) 2016/2102, article 7)."""
    return render(request, "front/accessibility.html")


@require_safe
@page(Audience.PUBLIC)
def privacy(request: VisitorRequest) -> HttpResponse:
    """What is kept about people, why and how long (GDPR, article 13)."""
    return render(request, "front/privacy.html")
