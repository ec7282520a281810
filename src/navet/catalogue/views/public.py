"""The catalogue as anybody sees it. No account needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from navet.catalogue import permissions, queries
from navet.catalogue.doors import kept
from navet.directory.doors import Audience, VisitorRequest, page

LONGEST_QUESTION = 200


def reader_language() -> str:
    return (get_language() or "en").split("-")[0]


def address_of(name: str) -> str:
    """A page of a higher storey, by its name; empty while that storey has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@require_safe
@page(Audience.PUBLIC)
def services(request: VisitorRequest) -> HttpResponse:
    """What the hub offers: search by words, narrow by facets, fifty a page."""
    # The front page's question may land here, under the name it has there.
    text = (request.GET.get("q") or request.GET.get("problem", "")).replace("\x00", "").strip()[:LONGEST_QUESTION]
    choices = queries.read_choices(dict(request.GET.lists()))
    describe = address_of("casework:start_application")

    def browse() -> str:
        browsed = queries.browse(text, choices, reader_language(), request.GET.get("after"))
        context = {"browsed": browsed, "text": text, "removals": removals(request, browsed), "describe": describe}
        return render_to_string("catalogue/services.html#browse", context, request)

    browsed = kept(request, browse, reader_language())
    if is_partial(request):
        return HttpResponse(browsed)
    context = {
        "browsed": browsed,
        "describe": describe,
        "may_write": permissions.may_create_service(request.member, None),
    }
    return render(request, "catalogue/services.html", context)


def is_partial(request: HttpRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request and not request.htmx.boosted  # type: ignore[attr-defined]


def removals(request: HttpRequest, browsed: queries.Browsed) -> list[tuple[str, str]]:
    """Each choice made, with the address of this list without it."""
    return [
        (option.label, "?" + without(request, facet.name, option.code))
        for facet in browsed.facets
        for option in facet.chosen
    ]


def without(request: HttpRequest, name: str, code: str) -> str:
    left = request.GET.copy()
    left.setlist(name, [each for each in left.getlist(name) if each != code])
    left.pop("after", None)
    return left.urlencode()


@require_safe
@page(Audience.PUBLIC)
def service(request: VisitorRequest, slug: str) -> HttpResponse:
    """Everything about one service: what one gets, what it takes, what it costs and who pays."""
    found = queries.find_service_by_slug(slug)
    ask = address_of("casework:start_application")

    def explain() -> str:
        context = {
            "service": found,
            "words": queries.words_of(found),
            "cost": queries.cost_of(found),
            "needed": list(queries.needed_before(found)),
            "ask": f"{ask}?service={found.id}" if ask else "",
            "describe": ask,
        }
        return render_to_string("catalogue/service.html#explained", context, request)

    explained = kept(request, explain, reader_language(), str(found.contact), str(found.provider))
    context = {
        "service": found,
        "explained": explained,
        "may_edit": permissions.may_edit_service(request.member, found),
    }
    return render(request, "catalogue/service.html", context)
