from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.catalogue.models import Prerequisite, Service
from navet.catalogue.queries.prices import current_prices
from navet.directory.models import Membership, Role
from navet.directory.queries import staff_here
from navet.kit.refusals import NotFound
from navet.kit.translated import told

PAGE = 50

# What PostgreSQL works out for searching is never needed as an answer.
SEARCHED = ("search_nb", "search_sv", "search_en", "search_text")


def contacts() -> QuerySet[Membership]:
    """Whom one may ask about a service: everybody who works here, but for auditors."""
    return staff_here().exclude(role=Role.AUDITOR)


def open_on(day: date) -> Q:
    """Which services one may ask for on a day: those shown whose last day to apply, if they have one, is not over."""
    return Q(is_open=True) & ~Q(apply_by__lt=day)


def published_services() -> QuerySet[Service]:
    """The services that are not taken down, by their address, whether or not one may still ask for them."""
    return Service.objects.filter(is_open=True).defer(*SEARCHED).order_by("slug")


def open_services() -> QuerySet[Service]:
    """The services one may ask for today, by their address."""
    return Service.objects.filter(open_on(timezone.localdate())).defer(*SEARCHED).order_by("slug")


def find_open_service(id: UUID) -> Service:
    """A service one may ask for. Raises `NotFound` when it is closed, unknown or a neighbour's."""
    service = open_services().select_related("provider").filter(id=id).first()
    if service is None:
        raise NotFound
    return service


def find_published_service(id: UUID) -> Service:
    """A service one may ask for, or might until its last day to apply. Raises `NotFound` as `find_open_service`."""
    service = published_services().filter(id=id).first()
    if service is None:
        raise NotFound
    return service


def find_service_by_slug(slug: str) -> Service:
    """The service at that address of the public catalogue."""
    service = open_services().select_related("provider", "contact").filter(slug=slug).first()
    if service is None:
        raise NotFound
    return service


def find_service(id: UUID) -> Service:
    """Any service of the hub, open or not: for staff, and for what was promised before it closed."""
    service = Service.objects.defer(*SEARCHED).select_related("provider").filter(id=id).first()
    if service is None:
        raise NotFound
    return service


def services_of(member: Membership) -> QuerySet[Service]:
    """The services this person may see in the workshop: staff and auditors all, a partner's staff their own."""
    services = Service.objects.defer(*SEARCHED).select_related("provider").order_by("code", "id")
    return services if member.may_read else services.filter(provider_id=member.partner_id, provider__isnull=False)


def find_own_service(member: Membership, id: UUID) -> Service:
    """A service this person may know of in the workshop."""
    service = services_of(member).filter(id=id).first()
    if service is None:
        raise NotFound
    return service


def needed_before(service: Service) -> QuerySet[Service]:
    """The services that come before this one."""
    return Service.objects.defer(*SEARCHED).filter(leads_to__service=service).order_by("slug")


def services_for_gap(
    code: str, *, sectors: list[str] | None = None, technologies: list[str] | None = None
) -> QuerySet[Service]:
    """Open services that strengthen a part of a maturity questionnaire: "sme:D2.1", "pso:D5".

    A service that strengthens the whole dimension helps its parts too, and the other way round. With
    `sectors` or `technologies` (codes), only services for one of them, or for nobody in particular.
    """
    dimension = code.split(".", maxsplit=1)[0]
    helps = Q(strengthens__contains=[code]) | Q(strengthens__contains=[dimension])
    if code == dimension:
        whole = [f"{dimension}.{part}" for part in range(1, 10)]
        helps |= Q(strengthens__overlap=whole)
    services = open_services().filter(helps)
    if sectors:
        services = services.filter(Q(sectors__overlap=[*sectors, "all-sectors"]) | Q(sectors=[]))
    if technologies:
        services = services.filter(Q(technologies__overlap=technologies) | Q(technologies=[]))
    return services


def service_titles(but: Service | None) -> list[tuple[str, str]]:
    """Every other service by id and title, for choosing what comes first."""
    rows = Service.objects.order_by("code").values_list("id", "code", "title")
    return [(str(id), f"{code} {told(title)}") for id, code, title in rows if but is None or id != but.id]


@dataclass(frozen=True)
class Offers:
    """One page of the workshop's list, by code."""

    rows: list[dict[str, Any]]
    after: str | None
    total: int


def page_of_offers(member: Membership, after: str) -> Offers:
    """Fifty services from that code on, with today's prices."""
    services = services_of(member)
    columns = ("id", "code", "title", "is_open", "published_at", "provider__name")
    today = timezone.localdate()
    later = services.filter(code__gt=after.replace("\x00", ""))
    found = list(later.values(*columns, takes_requests=open_on(today))[: PAGE + 1])
    rows = found[:PAGE]
    prices = {
        price.service_id: price for price in current_prices(today).filter(service_id__in=[row["id"] for row in rows])
    }
    return Offers(
        rows=[row | {"price": prices.get(row["id"])} for row in rows],
        after=rows[-1]["code"] if len(found) > PAGE else None,
        total=services.count(),
    )


def requirements(service_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """What comes before each of these services; those that require nothing are left out."""
    found: dict[UUID, set[UUID]] = {}
    for service, needs in Prerequisite.objects.filter(service__in=list(service_ids)).values_list("service", "needs"):
        found.setdefault(service, set()).add(needs)
    return found
