"""What matching's pages ask."""

from collections.abc import Collection
from uuid import UUID

from babel import Locale
from django.utils import timezone

from navet.directory.models import Membership, Visitor
from navet.hubs.models import Hub
from navet.kit.refusals import NotFound
from navet.matching.models import OfferText, Showing
from navet.matching.queries.matches import Asking


def showing_or_none(id: UUID | str) -> Showing | None:
    """What was shown in this hub, while it is kept."""
    return Showing.objects.filter(id=id).first()


def same_showing(who: Membership | Visitor, asking: Asking) -> Showing | None:
    """What the same person was shown today for the same words, asked the same way of the same offers."""
    if not isinstance(who, Membership):
        return None
    alike = {"need": asking.need, "edition": asking.edition, "provider": asking.provider, "asked": asking.asked}
    mine = Showing.objects.filter(member=who, created_at__date=timezone.localdate(), **alike)
    return mine.filter(reader_language=asking.reader_language).order_by("-id").first()


def page_of_offer(offer_id: UUID, here: Hub) -> str:
    """The address of an offer's own page, in whichever hub it stands; of ours, within the site. Raises `NotFound`."""
    text = OfferText.objects.filter(offer_id=offer_id).select_related("hub").order_by("-id").first()
    if text is None:
        raise NotFound
    return "" if text.hub_id == here.id else f"{text.hub.web_address}/services/{text.slug}/"


def web_addresses(hub_ids: Collection[UUID]) -> dict[UUID, str]:
    """Where these hubs live on the web."""
    return {hub.id: hub.web_address for hub in Hub.objects.filter(id__in=hub_ids)} if hub_ids else {}


def slug_of_offer(offer_id: UUID) -> str:
    """The last part of the address of an offer's page."""
    return str(OfferText.objects.filter(offer_id=offer_id).order_by("-id").values_list("slug", flat=True)[0])


def country_name(code: str, language: str) -> str:
    """A country in the reader's language."""
    return str(Locale.parse(language).territories.get(code, code))


def language_name(code: str, language: str) -> str:
    """A language in the reader's language."""
    return str(Locale.parse(language).languages.get(code, code))
