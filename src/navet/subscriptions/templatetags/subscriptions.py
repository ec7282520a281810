"""What pages of other modules and letters show of subscriptions."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template

from navet.subscriptions.doors import Written, written
from navet.subscriptions.forms import SubscribeForm
from navet.subscriptions.queries import link_of, subscription_to

register = template.Library()


@register.inclusion_tag("subscriptions/new_for_you.html", takes_context=True)
def new_for_you(context: Mapping[str, Any], need: str, topics: Collection[str] = (), email: str = "") -> dict[str, Any]:
    """`{% new_for_you need confirmed %}`: say yes to letters about what was told; `email`: the address, where it is known."""
    request = context["request"]
    if not need:
        return {}
    standing = subscription_to(request.member, need)
    if standing:
        return {"subscription": standing, "link": link_of(standing)}
    form = SubscribeForm(who=request.member, hub=request.hub, initial={"email": email}, auto_id="letters_%s")
    return {"form": form, "need": need, "topics": " ".join(topics)}


@register.filter
def offers_told(letter: Any) -> list[Written]:
    """`{% for told in letter|offers_told %}`: what a letter tells, for its reader."""
    return written(letter.offers, letter.subscription.language)
