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


def page_of_offer(offer_id: UUID) -> tuple[UUID, str]:
    """In which hub an offer stands, and the last part of its page's address. Raises `NotFound`."""
    text = OfferText.objects.filter(offer_id=offer_id).order_by("-id").first()
    if text is None:
        raise NotFound
    return text.hub_id, text.slug


def web_addresses(hub_ids: Collection[UUID]) -> dict[UUID, str]:
    """Where these hubs live on the web."""
    return {hub.id: hub.web_address for hub in Hub.objects.filter(id__in=hub_ids)} if hub_ids else {}


def country_name(code: str, language: str) -> str:
    """A country in the reader's language."""
    return str(Locale.parse(language).territories.get(code, code))


def tongue(code: str, reader: str) -> str:
    """A language by name, where it is not the reader's own."""
    return language_name(code, reader) if code != reader else ""


def language_name(code: str, language: str) -> str:
    """A language in the reader's language."""
    return str(Locale.parse(language).languages.get(code, code))
