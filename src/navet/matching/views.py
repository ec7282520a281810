"""Ask with your own words, see who can help and why; go on to an application, or to a person."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from navet.directory.doors import Audience, MemberRequest, VisitorRequest, key_or_none, page
from navet.matching import commands
from navet.matching.doors import (
    AT_MOST,
    Card,
    asks_too_often,
    away_of,
    look,
    pages_of,
    reader_language,
    seal,
    tell,
    unseal,
    where_needs_go,
)
from navet.matching.forms import AskForm, DeclineForm
from navet.matching.queries import Only, find_showing
from navet.matching.queries.narrowing import narrowing
from navet.matching.queries.pages import page_of_offer

if TYPE_CHECKING:
    from navet.matching.queries import Matches

SUGGESTED = 3
ENOUGH = 20  # characters: of less, nothing can be said before it is asked for


@page(Audience.PUBLIC)
def find_matches(request: VisitorRequest) -> HttpResponse:
    """Who can help with this? Five offers of all hubs with their reasons, or a person when none fits."""
    form = AskForm(request.POST if request.method == "POST" else None, narrowing(reader_language()))
    draft = key_or_none(request.POST.get("draft"))
    context: dict[str, Any] = {"form": form, "draft": draft, "key": request.POST.get("key", "")}
    context |= {
        "apply": apply_address(draft),
        "letters": letters_address(),
        "goes_to": where_needs_go(request.hub),
        "heading": _("Who can help me with this?"),
    }
    context["lead"] = _("Say what chafes, in your own words and in any language. You need not know what help you want.")
    if form.is_valid():
        if asks_too_often(request):
            return render(request, "429.html", status=429)
        context |= _answer(request, form)
    template = "matching/find_matches.html#found" if "HX-Request" in request.headers else "matching/find_matches.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
@page(Audience.PUBLIC)
def suggest_matches(request: VisitorRequest) -> HttpResponse:
    """What may fit the need that is being written: a fragment of the application's form, empty while too little is said."""
    form = AskForm(request.POST)
    if not form.is_valid() or len(form.text) < ENOUGH or asks_too_often(request):
        return HttpResponse()
    matches, cards = _look(request, form, most=SUGGESTED)
    match = unseal(request.POST.get("match", ""))
    chosen = seal(match) if match and match.offer not in {card.attached.offer for card in cards} else ""
    context = {
        "matches": matches,
        "cards": cards,
        "match": match,
        "chosen": chosen,
        "goes_to": where_needs_go(request.hub),
    }
    return render(request, "matching/suggest_matches.html", context)


@require_safe
@page(Audience.PUBLIC)
def open_match(request: VisitorRequest, showing_id: UUID, offer_id: UUID) -> HttpResponse:
    """On to the offer's own page, in whichever hub it stands; that it was opened is kept."""
    showing = find_showing(showing_id)
    [address] = pages_of([page_of_offer(offer_id)], request.hub)
    if request.method == "GET":
        commands.tell_what_became(request.member, showing, offer_id=offer_id, what="OPENED")
    return redirect(address)


@require_POST
@page(Audience.STAFF)
def decline_match(request: MemberRequest) -> HttpResponse:
    """An offer does not fit, and why: told from where an adviser saw it."""
    form = DeclineForm(request.POST)
    if form.is_valid():
        tell(request.member, form.cleaned_data["match"], "DECLINED", form.cleaned_data["reason"])
        messages.success(request, _("Noted. When several say the same, whoever owns the offer is told."))
    here = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(here, allowed_hosts=None) and here.startswith("/")
    return redirect(here if ours else reverse("matching:find_matches"))


def apply_address(draft: UUID | None) -> str:
    """Where an application is begun or goes on: a page of a higher storey, by its name."""
    try:
        if draft:
            return reverse("casework:answer_application", args=[draft, "need"])
        return reverse("casework:start_application")
    except NoReverseMatch:
        return ""


def letters_address() -> str:
    """Where one asks for a letter when something new fits: a page of a higher storey, too."""
    try:
        return reverse("subscriptions:begin_subscription")
    except NoReverseMatch:
        return ""


def _look(request: VisitorRequest, form: AskForm, most: int = AT_MOST) -> "tuple[Matches, list[Card]]":
    how: dict[str, Any] = {"nearest_first": form.nearest_first, "confirmed": form.confirmed, "only": form.only}
    return look(request.member, request.hub, form.text, language=reader_language(), most=most, **how)


def _answer(request: VisitorRequest, form: AskForm) -> dict[str, Any]:
    matches, cards = _look(request, form)
    is_narrowed = form.only != Only()
    heading, lead = _said(matches.verdict, len(cards), is_narrowed=is_narrowed)
    told = {"matches": matches, "cards": cards, "heading": heading, "lead": lead, "need": form.cleaned_data["need"]}
    told |= {"confirmed": form.confirmed, "nearest": form.nearest_first, "is_narrowed": is_narrowed}
    return told | {"away": away_of(matches.hidden, request.hub, reader_language())}


def _said(verdict: str, number: int, *, is_narrowed: bool) -> tuple[str, str]:
    """The answer in a line, no better than it is, and a line under it."""
    if verdict == "none" and is_narrowed:
        return _("We found no good match among what you chose"), _("Choose more widely below, or ask a person at once.")
    if verdict == "none":
        lead = _("We would rather say so than guess. It does not mean that nobody can help you.")
        return _("We found no good match"), lead
    if verdict == "weak":
        return _("Nothing fits well, but this comes near"), _("Read the reasons, or ask a person at once.")
    heading = ngettext("One offer may help you", "%(number)s offers may help you", number) % {"number": number}
    return heading, _("Out of everything that all hubs offer, in every language. You see why for each.")
