"""Works out an enterprise's size class: Recommendation 2003/361/EC, annex (annex I of Reg. 651/2014 alike).

Not the test of a single undertaking (`undertakings.py`): here partners count by their share, a public owner
can take the status away, and the figures of two years in a row decide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from navet.directory.holdings import PARTNER, Enterprise, Holding, Ownership, Part

MILLION = Decimal(1_000_000)
NOTHING = Decimal(0)


class Size(StrEnum):
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    SMALL_MID_CAP = "small-mid-cap"
    LARGE = "large"

    @property
    def is_sme(self) -> bool:
        return self in (Size.MICRO, Size.SMALL, Size.MEDIUM)


@dataclass(frozen=True, slots=True)
class Figures:
    """One enterprise's accounts for one year: staff in annual work units, money in euro (articles 4, 5)."""

    staff: Decimal
    turnover: Decimal | None = None
    balance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """Below this many staff, and at most this turnover or at most this balance sheet."""

    size: Size
    staff: int
    turnover: Decimal
    balance: Decimal

    def holds(self, figures: Figures) -> bool:
        return figures.staff < self.staff and self._money_holds(figures)

    def _money_holds(self, figures: Figures) -> bool:
        """Either measure is enough (article 2); with neither known, the staff decide."""
        known = [
            (figures.turnover, self.turnover),
            (figures.balance, self.balance),
        ]
        met = [amount <= limit for amount, limit in known if amount is not None]
        return not met or any(met)


# Article 2; the last one is Reg. 651/2014, article 2 (103e): at most 499 employees.
LIMITS = (
    Limit(Size.MICRO, 10, 2 * MILLION, 2 * MILLION),
    Limit(Size.SMALL, 50, 10 * MILLION, 10 * MILLION),
    Limit(Size.MEDIUM, 250, 50 * MILLION, 43 * MILLION),
    Limit(Size.SMALL_MID_CAP, 500, 100 * MILLION, 86 * MILLION),
)
ORDER = tuple(Size)


@dataclass(frozen=True, slots=True)
class SizeAnswer:
    """The class, and everything it was worked out from.

    `figures`: the newest year's sums. `parts`: whose figures were added, each with its share. `public_share`:
    the part of the enterprise under public control, 0 to 1. `unknown`: whose figures for the newest year are
    missing, so that the class is only as good as what is known.
    """

    size: Size
    figures: Figures
    parts: tuple[Part, ...] = ()
    public_share: Decimal = NOTHING
    unknown: tuple[str, ...] = field(default=())


def size_class(
    enterprise: str,
    *,
    enterprises: Iterable[Enterprise],
    holdings: Iterable[Holding],
    accounts: Mapping[int, Mapping[str, Figures]],
) -> SizeAnswer:
    """The enterprise's size class from its accounts by year, newest included.

    Whose figures are added is taken from today's owners for every year: a change of owner works at once, only
    a change of the figures waits for its second year (article 4(2); Commission's user guide to the SME
    definition, 2020). An enterprise with no accounts yet gives its own estimate as its only year (4(3)).
    """
    ownership = Ownership(enterprises, holdings)
    parts = ownership.parts_of(enterprise)
    years = [added(accounts[year], parts) for year in sorted(accounts)] or [Figures(NOTHING)]
    newest = accounts[max(accounts)] if accounts else {}
    public_share = ownership.public_share_of(enterprise)
    size = settled(years)
    if size.is_sme and public_share >= PARTNER:
        size = Size.SMALL_MID_CAP  # article 3(4): no SME, however small
    return SizeAnswer(
        size=size,
        figures=years[-1],
        parts=parts,
        public_share=public_share,
        unknown=tuple(part.enterprise for part in parts if part.enterprise not in newest),
    )


def added(figures: Mapping[str, Figures], parts: Iterable[Part]) -> Figures:
    """One year's figures of the enterprise, its linked ones whole and its partners by share (article 6)."""
    shares = [(figures[part.enterprise], part.share) for part in parts if part.enterprise in figures]
    return Figures(
        staff=sum((each.staff * share for each, share in shares), NOTHING),
        turnover=_total([(each.turnover, share) for each, share in shares]),
        balance=_total([(each.balance, share) for each, share in shares]),
    )


def settled(years: Sequence[Figures]) -> Size:
    """The class after these years, oldest first: a limit must be crossed two years running (article 4(2))."""
    first, *later = (class_of(figures) for figures in years)
    status = before = first
    for now in later:
        status = _moved(status, before, now)
        before = now
    return status


def class_of(figures: Figures) -> Size:
    """The class one year's figures point to."""
    return next((limit.size for limit in LIMITS if limit.holds(figures)), Size.LARGE)


def _moved(status: Size, before: Size, now: Size) -> Size:
    """Where two years on the same side take the status: no further than the nearer of them."""
    at, one, two = ORDER.index(status), ORDER.index(before), ORDER.index(now)
    if min(one, two) > at:
        return ORDER[min(one, two)]
    if max(one, two) < at:
        return ORDER[max(one, two)]
    return status


def _total(amounts: Sequence[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """A sum with an unknown part is unknown, so that a guess never makes a firm smaller."""
    known = [amount * share for amount, share in amounts if amount is not None]
    return sum(known, NOTHING) if known and len(known) == len(amounts) else None
