"""Everything on offer is read from the hubs' catalogues; each change makes a new edition."""

import hashlib
from typing import Any
from uuid import UUID

from django.db.models import F

from navet.catalogue.models import Service
from navet.catalogue.queries import open_services
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import Platform, command
from navet.matching import facts, permissions
from navet.matching.models import EVERYTHING, OfferText, Stock

Rows = dict[tuple[UUID, str], dict[str, Any]]


@command(may=permissions.is_the_platform)
def read_offer(who: Platform, hub: Hub, *, offer_id: UUID) -> bool:
    """Have an offer read here as its catalogue shows it now, or no longer when it is closed. Answers whether that is news."""
    services = open_services().filter(id=offer_id)
    return bool(_read(who, hub, _rows_of(hub, services), OfferText.objects.filter(hub=hub, offer_id=offer_id)))


@command(may=permissions.is_the_platform)
def read_offers(who: Platform, hub: Hub) -> int:
    """Have all offers of a hub read anew, in case news was lost. Answers how many differed."""
    return _read(who, hub, _rows_of(hub, open_services()), OfferText.objects.filter(hub=hub))


def next_edition() -> int:
    """The number of the edition being made. Whoever else makes one waits until this one is there."""
    Stock.objects.get_or_create(name=EVERYTHING)
    stock = Stock.objects.select_for_update().get(name=EVERYTHING)
    Stock.objects.filter(id=stock.id).update(edition=F("edition") + 1)
    return stock.edition + 1


def _read(who: Platform, hub: Hub, wanted: Rows, known: Any) -> int:
    """Bring the texts in step; answers how many offers that changed."""
    kept = {(row.offer_id, row.language): row for row in known.filter(until=None)}
    gone = [row.id for key, row in kept.items() if key not in wanted or not _is(row, wanted[key])]
    fresh = {key: told for key, told in wanted.items() if key not in kept or not _is(kept[key], told)}
    if not gone and not fresh:
        return 0
    edition = next_edition()
    OfferText.objects.filter(id__in=gone).update(until=edition)
    OfferText.objects.bulk_create(OfferText(**told, since=edition) for told in fresh.values())
    offers = {row.offer_id for row in kept.values() if row.id in set(gone)} | {offer_id for offer_id, _ in fresh}
    for offer_id in sorted(offers):
        announce(facts.OfferRead(hub_id=hub.id, about=offer_id, edition=edition), by=who)
    return len(offers)


def _is(row: OfferText, told: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in told.items())


def _rows_of(hub: Hub, services: Any) -> Rows:
    return {
        (service.id, language): _told(hub, service, language)
        for service in services
        for language, title in service.title.items()
        if title and _text(service, language)
    }


def _told(hub: Hub, service: Service, language: str) -> dict[str, Any]:
    """An offer in one language."""
    title, text = service.title[language], _text(service, language)
    return {
        "hub_id": hub.id,
        "offer_id": service.id,
        "language": language,
        "kind": service.kind,
        "slug": service.slug,
        "title": title,
        "summary": service.summary.get(language, ""),
        "text": text,
        "topics": sorted(service.technologies),
        "spoken": sorted(service.languages),
        "regions": sorted(service.regions),
        "audience": sorted(service.audience),
        "apply_by": service.apply_by,
        "country": hub.country,
        "digest": hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:32],
    }


def _text(service: Service, language: str) -> str:
    """What the offer is, without what it asks of one."""
    parts = (service.summary, service.gives, service.description)
    return "\n".join(part[language] for part in parts if part.get(language))
