"""Say yes to letters about new offers, confirm it from one's own mail, and end it by one tap."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from navet.directory.doors import VISITOR, Audience, VisitorRequest, page
from navet.kit.forms import telling
from navet.matching.doors import asks_too_often, reader_language
from navet.subscriptions import commands
from navet.subscriptions.forms import SubscribeForm, terms
from navet.subscriptions.queries import link_of, subscription_behind

if TYPE_CHECKING:
    from navet.subscriptions.models import Subscription


@page(Audience.PUBLIC)
def begin_subscription(request: VisitorRequest) -> HttpResponse:
    """Yes, write to me. From anybody else than somebody signed in it counts when it is confirmed."""
    told = request.POST if "asked" in request.POST else None
    known = {name: request.POST.get(name, "") for name in ("need", "topics")}
    form = SubscribeForm(told, who=request.member, hub=request.hub, initial=known)
    if form.is_valid():
        if asks_too_often(request):
            return render(request, "429.html", status=429)
        with telling(form):
            kept = commands.begin_subscription(request.member, request.hub, **form.told, language=reader_language())
            if kept.member_id and kept.member_id == request.member.actor_id:
                return redirect("subscriptions:show_subscription", link=link_of(kept))
            return redirect("subscriptions:sent_subscription")
    return render(request, "subscriptions/begin_subscription.html", {"form": form}, status=422 if form.errors else 200)


@page(Audience.PUBLIC)
def sent_subscription(request: VisitorRequest) -> HttpResponse:
    """Look in your mail."""
    return render(request, "subscriptions/sent_subscription.html")


@never_cache
@page(Audience.PUBLIC)
def show_subscription(request: VisitorRequest, link: str) -> HttpResponse:
    """What the letters are about, for whoever holds the link; posting says yes, for programs follow links in letters, too."""
    subscription = subscription_behind(link)
    if request.method == "POST":
        commands.confirm_subscription(VISITOR, subscription)
        messages.success(request, _("Thank you. We write when something new fits."))
        return redirect("subscriptions:show_subscription", link=link)
    return _shown(request, subscription, link)


# Mail programs post here without having seen a page (RFC 8058), and follow no redirect; the link is the proof.
@csrf_exempt
@never_cache
@page(Audience.PUBLIC)
def end_subscription(request: VisitorRequest, link: str) -> HttpResponse:
    """No more letters. Only looking at it ends nothing."""
    if request.method == "POST":
        commands.end_subscription(VISITOR, subscription_behind(link))
    return _shown(request, subscription_behind(link), link)


def _shown(request: VisitorRequest, subscription: "Subscription", link: str) -> HttpResponse:
    heading, lead = _standing(subscription)
    context = {"subscription": subscription, "link": link, "heading": heading, "lead": lead}
    return render(request, "subscriptions/show_subscription.html", context | {"terms": terms(request.hub)})


def _standing(subscription: "Subscription") -> tuple[str, str]:
    if subscription.ended_at:
        return _("No more letters"), _("What you wrote and your address are deleted.")
    if subscription.confirmed_at is None:
        lead = _("Somebody, probably you, asked for letters to your address when a new offer fits this.")
        return _("Shall we write to you?"), lead
    return _("You hear from us when something new fits"), _("You said yes, and can say no at any time.")
