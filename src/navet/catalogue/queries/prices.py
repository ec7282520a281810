from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from navet.catalogue.models import Price, Service
from navet.funding.models import Financier
from navet.funding.queries import financiers_of, public_shares
from navet.stateaid.valuing import aid_in, rounded

ONE = Decimal(1)


@dataclass(frozen=True)
class PriceThen:
    """What a service was worth on a day, and how much of the money behind it is State resources."""

    price: Price
    share: Decimal

    def worth(self, quantity: Decimal = ONE) -> Decimal:
        """What so many units are worth, in the price's currency."""
        return rounded(self.price.amount * quantity)

    def invoiced(self, quantity: Decimal = ONE) -> Decimal:
        """What the customer pays for so many units, by the price list."""
        return rounded(self.price.invoiced * quantity)

    def aid(self, quantity: Decimal = ONE, *, invoiced: Decimal | None = None) -> Decimal:
        """The aid in so many units; `invoiced` in all, by the price list unless told otherwise.

        Raises ValueError for more invoiced than it is worth.
        """
        paid = self.invoiced(quantity) if invoiced is None else invoiced
        return aid_in(self.worth(quantity), share=self.share, invoiced=paid, step=self.price.aid_step)


def prices_of(service: Service) -> QuerySet[Price]:
    """A service's whole price list, the latest first."""
    return Price.objects.filter(service=service).select_related("project", "service").order_by("-since")


def current_prices(on: date) -> QuerySet[Price]:
    """Every price that holds on that day."""
    return Price.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def price_of(service: Service, on: date | None = None) -> PriceThen | None:
    """The price that holds on a day (default: today) with the share of State resources; None when there is none."""
    return prices_on([service.id], on).get(service.id)


def prices_on(service_ids: Iterable[UUID], on: date | None = None) -> dict[UUID, PriceThen]:
    """The same for several services, in two questions."""
    rows = current_prices(on or timezone.localdate()).filter(service_id__in=list(service_ids))
    prices = list(rows.select_related("project", "service"))
    shares = public_shares({price.project_id for price in prices})
    return {price.service_id: PriceThen(price, shares[price.project_id]) for price in prices}


@dataclass(frozen=True)
class Cost:
    """What one unit costs and who pays it, for the page that explains it."""

    price: Price
    aid: Decimal
    paid_by_hub: Decimal
    financiers: list[Financier]


def cost_of(service: Service) -> Cost | None:
    """Today's price, explained; None when the service has none."""
    then = price_of(service)
    if then is None:
        return None
    financiers = list(financiers_of(then.price.project))
    return Cost(then.price, then.aid(), then.price.amount - then.price.invoiced, financiers)
