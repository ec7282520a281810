"""Who wants letters about new offers, and what is new that fits."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from navet.directory.models import Membership, Visitor
from navet.encoding.texts import cleaned
from navet.hubs.queries import address_of
from navet.kit.links import SignedLinks
from navet.kit.refusals import NotFound
from navet.matching.queries import News, find_news
from navet.subscriptions.models import OfferLetter, Subscription

LINKS = SignedLinks("subscriptions.subscription")


@dataclass(frozen=True)
class LetterLinks:
    """Whole addresses: of the page where she says what she wants, and of what a mail program's button asks."""

    page: str
    end: str


def hash_of(text: str) -> str:
    """A hash that nobody can reckon without this installation's key; blanks and capitals make no difference."""
    plain = " ".join(cleaned(text).lower().split())
    return salted_hmac("subscriptions.subscription", plain, algorithm="sha256").hexdigest()


def fitting_news(subscription: Subscription) -> News | None:
    """What is new to her and fits well, and was in no letter; none when it must be asked again later."""
    told = {UUID(each["offer"]) for letter in subscription.letters.all() for each in letter.offers}
    return find_news(
        subscription.need,
        since=subscription.edition,
        but=told,
        reader_language=subscription.language,
        hub=subscription.hub,
        confirmed=subscription.topics,
    )


def subscriptions_to_look_at() -> list[Subscription]:
    """Those that were not looked at today."""
    standing = Subscription.objects.filter(ended_at=None, confirmed_at__isnull=False)
    return list(standing.filter(looked_on__lt=timezone.localdate()).order_by("id"))


def find_subscription(id: UUID) -> Subscription:
    """In the chosen hub. Raises `NotFound`."""
    subscription = Subscription.objects.filter(id=id).select_related("hub").first()
    if subscription is None:
        raise NotFound
    return subscription


def subscription_behind(link: str) -> Subscription:
    """What the link in a letter is about. Raises `NotFound` when it is none of ours, or none of this hub's."""
    return find_subscription(LINKS.id_behind(link))


def link_of(subscription: Subscription) -> str:
    """The secret part of the addresses in letters."""
    return LINKS.to(subscription.id)


def links_in_letters(subscription: Subscription) -> LetterLinks:
    """The addresses in letters."""
    link = link_of(subscription)
    names = ("subscriptions:show_subscription", "subscriptions:end_subscription")
    return LetterLinks(*(address_of(subscription.hub, reverse(name, args=[link])) for name in names))


def find_letter(id: UUID) -> OfferLetter | None:
    """A letter to send; none when she has said no meanwhile."""
    return OfferLetter.objects.filter(id=id).select_related("subscription__hub").first()


def subscriptions_of(member: Membership) -> QuerySet[Subscription]:
    """Her own that stand, the newest first."""
    return Subscription.objects.filter(member=member, ended_at=None).order_by("-id")


def find_own_subscription(member: Membership, id: UUID) -> Subscription:
    """One of her own, also when it has ended. Raises `NotFound`."""
    subscription = find_subscription(id)
    if subscription.member_id != member.id:
        raise NotFound
    return subscription


def subscription_to(who: Membership | Visitor, need: str) -> Subscription | None:
    """Her own to this very need; who has not signed in is told nothing."""
    if not isinstance(who, Membership):
        return None
    return subscriptions_of(who).filter(need_hash=hash_of(need)).first()
