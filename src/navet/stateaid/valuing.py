"""Works out the aid in a service: what it is worth, less what is paid for it, in public money of the state.

`aid = (price - invoiced) * share`, where the price is the published one of the day and the share is the part
of national, regional or local public money in the budget that delivers it. Money the Commission manages
centrally is no State aid (Regulation (EU) 2023/2831, recital 14); structural funds are: their share is 1.

Help in kind counts at its gross grant equivalent (article 3(5)): here the money the firm was spared, before
any tax, on the day of the grant. Nothing is discounted, since help is not paid in instalments (article 3(6)).
"""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def aid_in(price: Decimal, *, share: Decimal, invoiced: Decimal = NOTHING, step: Decimal = CENT) -> Decimal:
    """The aid in one service, in the currency of its price, rounded once, at the end.

    `share`: 0 to 1. `step`: what the aid is rounded to; some hubs publish theirs in whole tens of euro.
    Raises ValueError for amounts that make no sense.
    """
    if not NOTHING <= invoiced <= price:
        raise ValueError("What is invoiced lies between nothing and the price.")
    if not 0 <= share <= 1:
        raise ValueError("A share lies between 0 and 1.")
    if step < CENT:
        raise ValueError("Aid is rounded to cents at the finest.")
    return rounded((price - invoiced) * share, step)


def rounded(amount: Decimal, step: Decimal = CENT) -> Decimal:
    """The one rounding rule of the ledger: to the nearest step, half way up; always two decimals."""
    return ((amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step).quantize(CENT)


def in_euro(amount: Decimal, units_per_euro: Decimal) -> Decimal:
    """An amount in euro, by the rate of its day: how many units of its currency one euro cost."""
    if units_per_euro <= 0:
        raise ValueError("A rate is above zero.")
    return rounded(amount / units_per_euro)
