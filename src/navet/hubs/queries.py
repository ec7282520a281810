from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from navet.hubs.models import Hub, Partner
from navet.kit.refusals import NotFound


def hub_by_slug(slug: str) -> Hub | None:
    return Hub.objects.filter(slug=slug).first()


def hub_by_domain(domain: str) -> Hub | None:
    """The hub that lives at that address; most installations have none, and one question tells."""
    return Hub.objects.filter(domain=domain).exclude(domain="").first()


def hub_ids(slugs: Collection[str]) -> dict[str, UUID]:
    """The ids of these hubs; those that are not there are left out."""
    return dict(Hub.objects.filter(slug__in=slugs).values_list("slug", "id")) if slugs else {}


def find_hub(id: UUID) -> Hub:
    """The hub with that id. Raises `NotFound`."""
    hub = Hub.objects.filter(id=id).first()
    if hub is None:
        raise NotFound
    return hub


def every_hub() -> QuerySet[Hub]:
    return Hub.objects.order_by("name")


def partners() -> QuerySet[Partner]:
    """The hub's consortium: the coordinator, the partners, then the associated ones, each by name."""
    order = [Partner.Role.COORDINATOR, Partner.Role.PARTNER, Partner.Role.ASSOCIATED]
    places = [When(role=role, then=Value(place)) for place, role in enumerate(order)]
    return Partner.objects.order_by(Case(*places, default=Value(len(order))), "name")


def find_partner(id: UUID) -> Partner:
    partner = Partner.objects.filter(id=id).first()
    if partner is None:
        raise NotFound
    return partner


def address_of(hub: Hub, path: str) -> str:
    """The whole address of a page of this hub, for a letter: its own domain, or its place on the platform."""
    return f"{hub.web_address}{path}"
