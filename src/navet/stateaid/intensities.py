"""Works out the most aid the general block exemption allows: Regulation (EU) No 651/2014, articles 18, 25, 28 and 31.

Aid is a part of the eligible costs, its *intensity* (article 2(26)), gross and before tax. The part depends on the
undertaking's size: articles 25(6) and 31(4) add ten percentage points for a medium and twenty for a small one, up to
a highest intensity. Articles 18 and 28 are for small and medium-sized undertakings alone. What the aid does not
cover, the undertaking pays itself.

The three-year cap of article 28(4) is a ceiling like that of de minimis aid: `ceilings.py`.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
SMALL = frozenset({"micro", "small"})
SMES = SMALL | {"medium"}


@dataclass(frozen=True, slots=True)
class Intensity:
    """A rule's aid intensity, 0 to 1: for all, what is added for a medium or a small undertaking, and the highest."""

    base: Decimal
    for_medium: Decimal = Decimal(0)
    for_small: Decimal = Decimal(0)
    highest: Decimal = Decimal(1)
    only_smes: bool = False

    def is_open_to(self, size: str) -> bool:
        """Whether an undertaking of that size class (`micro` … `large`, or nothing: not known) may have such aid."""
        return not self.only_smes or size in SMES

    def at(self, size: str) -> Decimal:
        """The intensity for a size class; nothing is added where the size is not known."""
        added = {"medium": self.for_medium} | dict.fromkeys(SMALL, self.for_small)
        return min(self.base + added.get(size, Decimal(0)), self.highest)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most aid for these eligible costs, in their currency, and what the undertaking pays at least."""

    costs: Decimal
    intensity: Decimal

    @property
    def aid(self) -> Decimal:
        """Never above the intensity: rounded down to the cent."""
        return (self.costs * self.intensity).quantize(CENT, ROUND_DOWN)

    @property
    def own_payment(self) -> Decimal:
        return self.costs - self.aid


def allowance(rule: Intensity, *, costs: Decimal, size: str) -> Allowance | None:
    """The most aid under a rule for these eligible costs; none if the rule is not open to that size.

    Raises ValueError for costs below zero.
    """
    if costs < 0:
        raise ValueError("Costs are not below zero.")
    return Allowance(costs, rule.at(size)) if rule.is_open_to(size) else None
