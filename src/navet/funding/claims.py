"""Reckons what one financier owes for a project: what is claimed, what waits, and what the ceiling cuts.

Everything is reckoned from the first day to date, and a claim is the difference to what was claimed before. So no cent
is lost between periods, the order of costs and periods changes nothing, and a correction of an approved cost is simply
part of the next claim, which may then be below zero: money to give back.

    claimed to date + parked + cut = eligible costs to date × rate, rounded once
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from navet.funding.cost_options import NOTHING, cents


@dataclass(frozen=True)
class Terms:
    """What a financier has decided: its part of the eligible costs, 0 to 1, and the most it pays, in its currency.

    `if_others_pay`: it pays at the pace at which the others' money has come in.
    """

    rate: Decimal
    ceiling: Decimal
    if_others_pay: bool = False


@dataclass(frozen=True)
class State:
    """A project on a day, from its first: costs that are eligible, and those of them still held for want of a proof.

    `others_due` and `others_paid`: what the other financiers owe of these costs, and what of it is proved paid in.
    """

    eligible: Decimal
    held: Decimal = NOTHING
    others_due: Decimal = NOTHING
    others_paid: Decimal = NOTHING


@dataclass(frozen=True)
class Reckoning:
    """One claim: `claimed` now; `parked` and `cut` as they stand to date; `earned` is eligible costs × rate to date."""

    earned: Decimal
    claimed: Decimal
    parked: Decimal
    cut: Decimal


def reckon(terms: Terms, state: State, *, before: Decimal = NOTHING) -> Reckoning:
    """The claim on that day, when `before` has been claimed already (as approved, where the financier has decided)."""
    earned = cents(terms.rate * state.eligible)
    payable = min(earned, terms.ceiling)
    ready = min(cents(terms.rate * (state.eligible - state.held)), terms.ceiling)
    released = cents(ready * _pace(terms, state)) if ready > 0 else ready
    return Reckoning(earned, claimed=released - before, parked=payable - released, cut=earned - payable)


def reckon_all(terms: Terms, states: Iterable[State]) -> list[Reckoning]:
    """The claims of a row of periods, each told as it stands from the first day."""
    claims: list[Reckoning] = []
    before = NOTHING
    for state in states:
        claims.append(reckon(terms, state, before=before))
        before += claims[-1].claimed
    return claims


def _pace(terms: Terms, state: State) -> Decimal:
    """0 to 1. A decision that says "if the others pay" is read as: at their pace, never ahead of them."""
    if not terms.if_others_pay or state.others_due <= 0:
        return Decimal(1)
    return max(NOTHING, min(state.others_paid / state.others_due, Decimal(1)))
