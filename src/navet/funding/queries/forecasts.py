"""Where a project's money is going, financier by financier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from navet.funding.claims import Terms
from navet.funding.forecasts import Forecast, Withdrawal, costs_at_this_pace, forecast, withdrawal
from navet.funding.models import Claim, Contribution, Financier, Project
from navet.funding.queries.claims import Due, calendar_of, claimable, recognised, terms_of
from navet.funding.queries.costs import NOTHING


@dataclass(frozen=True)
class Outlook:
    """One financier: what it has decided, what it has paid or been asked for, and where that leads."""

    financier: Financier
    terms: Terms
    claimed: Decimal
    paid_in: Decimal
    costs: Decimal
    forecast: Forecast
    withdrawal: Withdrawal
    dues: list[Due]

    @property
    def percent(self) -> Decimal:
        return (self.terms.rate * 100).normalize()


def outlooks(project: Project, today: date | None = None) -> list[Outlook]:
    """Every financier's outlook, the largest part first: as many questions for one financier as for ten."""
    today = today or timezone.localdate()
    financiers = list(Financier.objects.filter(project=project).prefetch_related("rules").order_by("-share", "name"))
    for financier in financiers:
        financier.project = project
    costs = claimable(project, today)
    terms = {str(each.id): terms_of(each) for each in financiers}
    claimed = _sums((each.financier_id, each.stands) for each in Claim.objects.filter(financier__in=financiers))
    paid = _sums(Contribution.objects.filter(financier__in=financiers).values_list("financier_id", "amount"))
    dues = calendar_of(financiers)
    found = []
    for each in financiers:
        so_far = sum(recognised(each, costs).values(), NOTHING)
        by_then = costs_at_this_pace(so_far, project.since, project.until, today)
        stands = claimed.get(each.id, NOTHING) if each.months else paid.get(each.id, NOTHING)
        found.append(
            Outlook(
                financier=each,
                terms=terms[str(each.id)],
                claimed=claimed.get(each.id, NOTHING),
                paid_in=paid.get(each.id, NOTHING),
                costs=by_then,
                forecast=forecast(terms[str(each.id)], claimed=stands, costs=by_then),
                withdrawal=withdrawal(terms, str(each.id), costs=by_then),
                dues=dues.get(each.id, []),
            )
        )
    return found


def _sums(rows: Iterable[tuple[UUID, Decimal]]) -> dict[UUID, Decimal]:
    sums: dict[UUID, Decimal] = {}
    for id, amount in rows:
        sums[id] = sums.get(id, NOTHING) + amount
    return sums
