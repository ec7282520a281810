"""Says where a project's money is going: left, likely to lapse, and what happens if a financier withdraws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from navet.funding.claims import Terms
from navet.funding.cost_options import NOTHING, cents


@dataclass(frozen=True)
class Forecast:
    """One financier, in its currency: `left` of its ceiling, `expected` by the last day, `lapses` when nobody acts."""

    left: Decimal
    expected: Decimal
    lapses: Decimal


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal costs: `gap` that nobody pays, and `at_risk`, others' money given only if all pay."""

    gap: Decimal
    at_risk: Decimal


def costs_at_this_pace(spent: Decimal, since: date, until: date, today: date) -> Decimal:
    """What a project will have cost on its last day if each coming day costs what the days so far did, on average."""
    whole = (until - since).days + 1
    gone = min(max((today - since).days + 1, 0), whole)
    return cents(spent * whole / gone) if gone else NOTHING


def forecast(terms: Terms, *, claimed: Decimal, costs: Decimal) -> Forecast:
    """Where one financier's money is going, when the project's eligible costs come to `costs` on its last day."""
    expected = min(max(cents(terms.rate * costs), NOTHING), terms.ceiling)
    return Forecast(left=terms.ceiling - claimed, expected=expected, lapses=terms.ceiling - expected)


def withdrawal(all_terms: Mapping[str, Terms], who: str, *, costs: Decimal) -> Withdrawal:
    """What it costs when `who` pays nothing of the project's `costs`."""
    expected = {key: forecast(terms, claimed=NOTHING, costs=costs).expected for key, terms in all_terms.items()}
    conditional = [key for key, terms in all_terms.items() if terms.if_others_pay and key != who]
    return Withdrawal(gap=expected[who], at_risk=sum((expected[key] for key in conditional), NOTHING))
