"""The rules and the rates, as they are on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from navet.hubs.chosen import chosen_hub, chosen_hub_or_none
from navet.kit.refusals import NotFound
from navet.stateaid.models import ExchangeRate, Regime
from navet.stateaid.valuing import in_euro

# A rate holds over a week-end and a holiday, not longer.
OLDEST_RATE = timedelta(days=10)
NEWEST = 50
SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of a currency for one euro, the day they held and who said so."""

    units: Decimal
    day: date
    source: str

    def in_euro(self, amount: Decimal) -> Decimal:
        return in_euro(amount, self.units)


def regime_on(code: str, on: date) -> Regime | None:
    """The version of a rule that holds on a day."""
    return _holding(on).filter(code=code).order_by("-valid_from").first()


def regimes_on(on: date) -> QuerySet[Regime]:
    """Every rule under which help can be given on a day; those that are aid first."""
    return _holding(on).filter(can_be_granted=True).order_by("-is_aid", "code")


def ended_regime(code: str, on: date) -> Regime | None:
    """The last version of a rule that ended before a day; none if one holds or none ever did."""
    versions = _known().filter(code=code, can_be_granted=True, valid_from__lte=on)
    newest = versions.order_by("-valid_from").first()
    return newest if newest and newest.valid_until and newest.valid_until < on else None


def regimes_ending(codes: Iterable[str], on: date) -> list[Regime]:
    """Those of these rules that end within the next ninety days, with no version of theirs to follow."""
    holding = _holding(on).filter(code__in=set(codes), valid_until__lte=on + SOON)
    follow = set(Regime.objects.filter(code__in=set(codes), valid_from__gt=on).values_list("code", flat=True))
    return [rule for rule in holding.order_by("valid_until", "code") if rule.code not in follow]


def declarable_regimes() -> QuerySet[Regime]:
    """The rules whose aid a customer must tell of, today's first."""
    return Regime.objects.filter(needs_declaration=True).order_by("-can_be_granted", "-valid_from", "code")


def rate_for(currency: str, on: date) -> Rate | None:
    """The newest rate of a currency up to that day, if it is not too old; one for the euro itself."""
    if currency == "EUR":
        return Rate(Decimal(1), on, "")
    rates = ExchangeRate.objects.filter(currency=currency, day__lte=on, day__gte=on - OLDEST_RATE)
    newest = rates.order_by("-day").first()
    return Rate(newest.rate, newest.day, newest.source) if newest else None


def newest_rates() -> QuerySet[ExchangeRate]:
    """The rates entered last."""
    return ExchangeRate.objects.order_by("-day", "currency")[:NEWEST]


def own_schemes() -> QuerySet[Regime]:
    """The chosen hub's own schemes, the newest first."""
    return Regime.objects.filter(hub=chosen_hub()).order_by("-valid_from", "-id")


def find_scheme(id: UUID) -> Regime:
    scheme = own_schemes().filter(id=id).first()
    if scheme is None:
        raise NotFound
    return scheme


def _known() -> QuerySet[Regime]:
    """The rules of the release, and the schemes of the hub we are in."""
    return Regime.objects.filter(Q(hub__isnull=True) | Q(hub=chosen_hub_or_none()))


def _holding(on: date) -> QuerySet[Regime]:
    return _known().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
