"""Letters about new offers: asked for by one's own tick, ended by one tap, and never about the same offer twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.directory.models import Membership, Visitor
from navet.encoding.chosen import texts_go_to
from navet.encoding.texts import cleaned
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import Platform, command
from navet.kit.mail import send_mail
from navet.kit.refusals import Refused
from navet.matching.queries import Match, current_edition
from navet.subscriptions import facts, permissions
from navet.subscriptions.models import SUBSCRIBED_DAYS, OfferLetter, Subscription
from navet.subscriptions.queries import fitting_news, hash_of, links_in_letters

WORDING = "new-for-you-1"  # of the sentences beside the tick; another text is another number, another host another text
MOST_IN_A_LETTER = 5
MOST_UNANSWERED = 3  # letters to an address that did not ask for them
UNANSWERED_DAYS = 7


@command(may=permissions.may_subscribe)
def begin_subscription(
    who: Membership | Visitor, hub: Hub, *, need: str, language: str, topics: list[str], email: str, agree: bool
) -> Subscription:
    """Keep somebody's yes to letters about a need; the same yes again is kept once.

    The address of somebody signed in is proven, and `email` is left aside; to any other a letter asks first.
    """
    if not agree:
        raise Refused(fields={"agree": [_("We write only if you tick this.")]})
    text = cleaned(need)
    if not text:
        raise Refused(fields={"need": [_("Say what you need.")]})
    person = who.person if isinstance(who, Membership) else None
    address = person.email if person else email
    wording = f"{WORDING} {texts_go_to()}".strip()[:60]
    told = {"address_hash": hash_of(address), "need_hash": hash_of(text)}
    if not person and _asked_in_vain(told["address_hash"]):
        raise Refused(fields={"email": [_("We have written to this address already. Open the link in that letter.")]})
    kept, fresh = Subscription.objects.get_or_create(
        **told,
        ended_at=None,
        defaults={
            "email": address,
            "language": language,
            "need": text,
            "topics": topics,
            "wording": wording,
            "edition": current_edition(),
            "looked_on": timezone.localdate(),
        },
    )
    if fresh:
        announce(facts.SubscriptionBegun(hub_id=hub.id, about=kept.id, wording=wording), by=who)
    return _confirmed(who, kept) if person else kept


@command(may=permissions.may_settle)
def confirm_subscription(who: Visitor, subscription: Subscription) -> None:
    """The yes came from whoever reads that address; said again it changes nothing."""
    if subscription.ended_at:
        raise Refused(_("These letters have ended. Ask anew if you want them again."))
    _confirmed(who, subscription)


@command(may=permissions.may_settle)
def end_subscription(
    who: Membership | Visitor | Platform, subscription: Subscription, *, why: str = "WITHDRAWN"
) -> None:
    """No more letters, from now on; the need, its topics and the address are deleted. Said again it changes nothing."""
    kept = Subscription.objects.select_for_update().get(id=subscription.id)
    if kept.ended_at:
        return
    kept.need, kept.topics, kept.email, kept.ended_at = "", [], "", timezone.now()
    kept.save()
    kept.letters.all().delete()
    announce(facts.SubscriptionEnded(hub_id=kept.hub_id, about=kept.id, why=why), by=who)


@command(may=permissions.is_the_platform)
def forget_need(who: Platform, hub: Hub, *, need: str) -> None:
    """A need was erased where it was told; it is not kept for letters either."""
    for subscription in Subscription.objects.filter(ended_at=None, need_hash=hash_of(need)):
        end_subscription(who, subscription, why="ERASED")


@command(may=permissions.is_the_platform)
def end_old_subscriptions(who: Platform, hub: Hub) -> None:
    """End what is a year old; what nobody confirmed within a week was no yes, and is deleted whole."""
    standing, now = Subscription.objects.filter(ended_at=None), timezone.now()
    standing.filter(confirmed_at=None, created_at__lt=now - timedelta(days=UNANSWERED_DAYS)).delete()
    for subscription in standing.filter(created_at__lt=now - timedelta(days=SUBSCRIBED_DAYS)):
        end_subscription(who, subscription, why="RAN_OUT")


@command(may=permissions.is_the_platform)
def look_for_new_offers(who: Platform, subscription: Subscription) -> OfferLetter | None:
    """Write down what today's letter tells, when something new fits; sending it is the fact's business.

    Another worker that looks at the same time finds it taken, and one that looks later finds it done. Offers that one
    letter has no room for wait for the next.
    """
    waiting = Subscription.objects.select_for_update(skip_locked=True).filter(
        id=subscription.id, ended_at=None, confirmed_at__isnull=False, looked_on__lt=timezone.localdate()
    )
    kept = waiting.first()
    news = fitting_news(kept) if kept else None
    if kept is None or news is None:
        return None
    kept.looked_on = timezone.localdate()
    if len(news.matches) <= MOST_IN_A_LETTER:
        kept.edition = news.edition
    kept.save(update_fields=["looked_on", "edition"])
    return _letter(who, kept, news.matches[:MOST_IN_A_LETTER]) if news.matches else None


@command(may=permissions.is_the_platform)
def ask_to_confirm(who: Platform, subscription: Subscription) -> bool:
    """Send the letter that asks whether she meant it. Answers whether it went out now."""
    kept = Subscription.objects.select_for_update().get(id=subscription.id)
    if kept.asked_at or kept.confirmed_at or kept.ended_at:
        return False
    _send(kept, "confirm", {})
    kept.asked_at = timezone.now()
    kept.save(update_fields=["asked_at"])
    return True


@command(may=permissions.is_the_platform)
def send_offer_letter(who: Platform, letter: OfferLetter) -> bool:
    """Send a letter unless it was sent, or she has said no meanwhile. Answers whether it went out now."""
    kept = OfferLetter.objects.select_for_update().filter(id=letter.id, sent_at=None).first()
    if kept is None or kept.subscription.ended_at:
        return False
    _send(kept.subscription, "new_offers", {"letter": kept})
    kept.sent_at = timezone.now()
    kept.save(update_fields=["sent_at"])
    return True


def _confirmed(who: Membership | Visitor, subscription: Subscription) -> Subscription:
    kept = Subscription.objects.select_for_update().get(id=subscription.id)
    if isinstance(who, Membership):
        kept.member = who
    if kept.confirmed_at is None:
        kept.confirmed_at = timezone.now()
        announce(facts.SubscriptionConfirmed(hub_id=kept.hub_id, about=kept.id), by=who)
    kept.save(update_fields=["member", "confirmed_at"])
    return kept


def _asked_in_vain(address_hash: str) -> bool:
    unanswered = Subscription.objects.filter(address_hash=address_hash, ended_at=None, confirmed_at=None)
    return unanswered.count() >= MOST_UNANSWERED


def _letter(who: Platform, subscription: Subscription, matches: Sequence[Match]) -> OfferLetter:
    offers = [
        {
            "offer": str(match.offer_id),
            "hub": str(match.hub_id),
            "hub_name": match.hub_name,
            "country": match.country,
            "slug": match.slug,
            "title": str(match.title),
            "sentence": match.sentence,
            "language": match.sentence_language,
            "word": match.word,
        }
        for match in matches
    ]
    letter = OfferLetter.objects.create(subscription=subscription, on=subscription.looked_on, offers=offers)
    found = facts.NewOffersFound(
        hub_id=subscription.hub_id,
        about=subscription.id,
        letter_id=letter.id,
        offers=[each["offer"] for each in offers],
    )
    announce(found, by=who)
    return letter


def _send(subscription: Subscription, letter: str, context: dict[str, Any]) -> None:
    """One click in the mail program ends it, too (RFC 8058)."""
    links = links_in_letters(subscription)
    one_click = {"List-Unsubscribe": f"<{links.end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context |= {"subscription": subscription, "hub": subscription.hub, "links": links}
    send_mail(
        f"subscriptions/letters/{letter}.txt",
        to=subscription.email,
        language=subscription.language,
        context=context,
        **one_click,
    )
