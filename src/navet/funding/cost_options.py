"""Works out which costs a financier recognises: real costs and the simplified ones of Reg. (EU) 2021/1060, art. 53-57.

The articles and their ceilings are recalled, not looked up: hold them against the text in force, and against the
decision, before a rule is set. Everything is worked out from sums, so the order of the costs changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


class Option(StrEnum):
    """How a kind of cost is recognised (art. 53(1)(a)-(d))."""

    REAL = "REAL"
    UNIT = "UNIT"
    LUMP_SUM = "LUMP_SUM"
    FLAT_RATE = "FLAT_RATE"


@dataclass(frozen=True)
class Rule:
    """How one kind of cost is recognised.

    `amount`: of one hour (UNIT) or of the whole (LUMP_SUM), in the project's currency. `rate`: 0 to 1, of the sum of
    the kinds in `bases` (FLAT_RATE).
    """

    option: Option
    amount: Decimal = NOTHING
    rate: Decimal = NOTHING
    bases: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One cost or correction: its kind, its amount in the project's currency, its hours."""

    kind: str
    amount: Decimal
    hours: Decimal = NOTHING


@dataclass(frozen=True)
class Ceiling:
    """The highest flat rate a regulation allows without a calculation of its own: of what, and where it stands."""

    rate: Decimal
    article: str


CEILINGS = {
    ("INDIRECT", frozenset({"STAFF"})): Ceiling(Decimal("0.15"), "art. 54(b)"),
    ("OTHER", frozenset({"STAFF"})): Ceiling(Decimal("0.40"), "art. 56(1)"),
}
OF_DIRECT_COSTS = {
    "INDIRECT": Ceiling(Decimal("0.07"), "art. 54(a)"),
    "STAFF": Ceiling(Decimal("0.20"), "art. 55(1)"),
}


def cents(amount: Decimal) -> Decimal:
    """The one rounding rule of funding: to the nearest hundredth, half up; a sum is rounded, never its parts."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def ceiling_of(kind: str, bases: frozenset[str]) -> Ceiling | None:
    """The highest flat rate for a kind upon those bases, where the regulation names one."""
    return CEILINGS.get((kind, bases)) or OF_DIRECT_COSTS.get(kind)


def eligible(costs: Iterable[Entry], rules: Mapping[str, Rule], kinds: frozenset[str]) -> dict[str, Decimal]:
    """What is recognised of each of the `kinds`, in the project's currency; a kind without a rule is real costs.

    Raises ValueError when a flat rate is taken of another flat rate.
    """
    direct = [kind for kind in kinds if _rule(rules, kind).option is not Option.FLAT_RATE]
    entries = _by_kind(costs)
    recognised = {kind: _direct(_rule(rules, kind), entries.get(kind, [])) for kind in direct}
    for kind in kinds - recognised.keys():
        rule = _rule(rules, kind)
        if any(_rule(rules, base).option is Option.FLAT_RATE for base in rule.bases):
            raise ValueError("A flat rate is taken of costs, never of another flat rate.")
        recognised[kind] = cents(rule.rate * sum((recognised.get(base, NOTHING) for base in rule.bases), NOTHING))
    return recognised


def _rule(rules: Mapping[str, Rule], kind: str) -> Rule:
    return rules.get(kind, Rule(Option.REAL))


def _by_kind(costs: Iterable[Entry]) -> dict[str, list[Entry]]:
    kinds: dict[str, list[Entry]] = {}
    for cost in costs:
        kinds.setdefault(cost.kind, []).append(cost)
    return kinds


def _direct(rule: Rule, costs: list[Entry]) -> Decimal:
    if rule.option is Option.UNIT:
        return cents(rule.amount * sum((each.hours for each in costs), NOTHING))
    amount = sum((each.amount for each in costs), NOTHING)
    if rule.option is Option.LUMP_SUM:
        # All or nothing (art. 53(1)(c)): the result is there, or it is not.
        return rule.amount if amount > 0 else NOTHING
    return cents(amount)


def split(amount: Decimal, shares: Iterable[Decimal]) -> list[Decimal]:
    """One amount by shares that come to 1: parts in cents whose sum is the amount itself.

    Each part is the difference between two rounded running sums. Raises ValueError for other shares.
    """
    wanted = list(shares)
    if any(share <= 0 for share in wanted) or sum(wanted) != 1:
        raise ValueError("Shares are above zero and come to 1.")
    parts, run, placed = [], Decimal(0), NOTHING
    for share in wanted:
        run += share
        parts.append(cents(amount * run) - placed)
        placed += parts[-1]
    return parts
