"""The catalogue for machines: plain values, in one language, or as the linked-data export wants it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_noop, override

from navet.catalogue import cpsv
from navet.catalogue.facets import Choices
from navet.catalogue.models import Prerequisite, Service
from navet.catalogue.queries.browsing import PAGE, matching, place_after
from navet.catalogue.queries.prices import PriceThen, prices_on
from navet.catalogue.queries.services import open_services
from navet.catalogue.queries.taxonomies import label, words
from navet.hubs.models import Hub
from navet.kit.translated import LANGUAGES, told


def page_of_rows(text: str, choices: Choices, language: str, after: str) -> dict[str, Any]:
    """Fifty of the services that fit; `next` is where the next fifty begin."""
    items = matching(text, choices, language)
    begin = place_after(items, after)
    ids = [item.id for item in items[begin : begin + PAGE]]
    more = begin + PAGE < len(items)
    following = items[begin + PAGE - 1].slug if more else None
    return {"items": _rows(ids, language), "total": len(items), "next": following}


def feed_rows(language: str, *, text: str, choices: Choices, limit: int | None) -> list[dict[str, Any]]:
    """The services that fit, in the order the catalogue shows them. Addresses are the door's business."""
    return _rows([item.id for item in matching(text, choices, language)][:limit], language)


def _rows(ids: list[UUID], language: str) -> list[dict[str, Any]]:
    services = {service.id: service for service in open_services().select_related("provider").filter(id__in=ids)}
    prices = prices_on(ids)
    with override(language):
        return [service_row(services[id], prices.get(id), language) for id in ids if id in services]


def service_row(service: Service, then: PriceThen | None, language: str) -> dict[str, Any]:
    """One service as other systems read it."""
    title = told(service.title, language)
    return {
        "id": service.id,
        "code": service.code,
        "slug": service.slug,
        "kind": service.kind,
        "language": title.language,
        "title": title.text,
        "summary": told(service.summary, language).text,
        "description": told(service.description, language).text,
        "gives": [line for line in told(service.gives, language).text.splitlines() if line.strip()],
        "needs": told(service.needs, language).text,
        "duration": told(service.duration, language).text,
        "hours": service.hours,
        "capacity": service.capacity,
        "ai_level": service.ai_level,
        "provider": service.provider.name if service.provider else "",
        "contact_email": service.contact_email,
        "apply_by": service.apply_by,
        "pillar": _word("pillars", service.pillar),
        "format": _word("formats", service.format),
        "technologies": [_word("technologies", code) for code in service.technologies],
        "sectors": [_word("catalogue-sectors", code) for code in service.sectors],
        "audience": [_word("audience", code) for code in service.audience],
        "regions": [_word("nuts-3", code) for code in service.regions],
        "languages": [_word("languages", code) for code in service.languages],
        "price": _price(then),
    }


def _word(scheme: str, code: str) -> dict[str, str]:
    return {"code": code, "label": label(scheme, code)}


def _price(then: PriceThen | None) -> dict[str, Any] | None:
    if then is None:
        return None
    return {
        "amount": then.price.amount,
        "you_pay": then.price.invoiced,
        "state_aid": then.aid(),
        "currency": then.price.currency,
        "unit": then.price.unit,
        "version": then.price.version,
    }


def offers_for_export(pages: dict[UUID, str], asks: dict[UUID, str]) -> list[cpsv.Offer]:
    """Every open service for the linked-data export; `pages` and `asks` are their full addresses."""
    services = list(open_services())
    prices = prices_on(pages)
    before: dict[UUID, list[str]] = {}
    for service_id, needs_id in Prerequisite.objects.values_list("service_id", "needs_id"):
        if needs_id in pages:
            before.setdefault(service_id, []).append(pages[needs_id])
    return [
        _offer(service, pages[service.id], asks.get(service.id, ""), before.get(service.id, []), prices.get(service.id))
        for service in services
        if service.id in pages
    ]


def _offer(service: Service, page: str, ask: str, requires: Sequence[str], then: PriceThen | None) -> cpsv.Offer:
    return cpsv.Offer(
        page=page,
        ask=ask,
        requires=requires,
        code=service.code,
        title=service.title,
        description={lang: service.description.get(lang) or text for lang, text in service.summary.items()},
        gives=service.gives,
        needs=service.needs,
        pillar=_terms("pillars", [service.pillar])[0],
        technologies=_terms("technologies", service.technologies),
        sectors=_terms("catalogue-sectors", service.sectors),
        audience=_terms("audience", service.audience),
        regions=_terms("nuts-3", service.regions),
        languages=service.languages,
        hours=service.hours,
        amounts=_amounts(then) if then else (),
    )


def _amounts(then: PriceThen) -> list[cpsv.Amount]:
    unit = then.price.Unit(then.price.unit)
    figures = {
        "you-pay": (gettext_noop("What the customer pays"), then.price.invoiced),
        "nominal-price": (gettext_noop("Nominal price"), then.price.amount),
        "state-aid": (gettext_noop("State aid passed on"), then.aid()),
    }
    return [
        cpsv.Amount(key, _in_every_language(text, unit), value, then.price.currency)
        for key, (text, value) in figures.items()
    ]


def _in_every_language(text: str, unit: Any) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = f"{gettext(text)}, {unit.label}"
    return said


def publisher(hub: Hub, page: str) -> cpsv.Publisher:
    return cpsv.Publisher(
        page=page,
        name=hub.name,
        language=hub.first_language,
        country=hub.country,
        purpose=hub.purpose,
        regions=_terms("nuts-3", hub.regions),
    )


def _terms(scheme: str, codes: Iterable[str]) -> list[cpsv.Term]:
    known = words(scheme)
    return [cpsv.Term(code, dict(known[code].labels) if code in known else {}) for code in codes]
