"""The indicators: what each counts, of which rows, and by what it can be broken down.

Every number is worked out from the very rows that its page lists, by the measure given here; a report freezes the
measures with its numbers, so that both can be read years later.
"""

from dataclasses import dataclass

from django.db.models import Aggregate, Avg, Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from navet.reporting.counting import How, Measure

ROWS, OUTCOMES, SATISFACTION = "rows", "outcomes", "satisfaction"
MONEY = "money"


@dataclass(frozen=True)
class Indicator:
    """One thing that is counted: `measure` over the rows of `source`; `unit` is "" or MONEY; `decimals` are shown."""

    code: str
    label: Promise | str
    source: str
    measure: Measure
    unit: str = ""
    decimals: int = 0

    @property
    def counts(self) -> Q:
        """Which rows of the source count."""
        return Q(**self.measure.only)

    @property
    def grows(self) -> bool:
        """Whether it adds up day by day, as a mean does not."""
        return self.measure.how != How.MEAN

    def expression(self, *, filter: Q | None = None) -> Aggregate:
        """The measure as the database works it out."""
        how, column = self.measure.how, self.measure.column
        if how in {How.ROWS, How.DISTINCT}:
            return Count(column, distinct=how == How.DISTINCT, filter=filter)
        return Sum(column, filter=filter) if how == How.SUM else Avg(column, filter=filter)


CUSTOMERS = Measure(How.DISTINCT, "customer_id")


def _sum(column: str, **only: str) -> Measure:
    return Measure(How.SUM, column, only)


INDICATORS: dict[str, Indicator] = {
    each.code: each
    for each in (
        Indicator("customers", _("Customers helped"), ROWS, CUSTOMERS),
        Indicator(
            "firms", _("Small and medium firms helped"), ROWS, Measure(How.DISTINCT, "customer_id", {"kind": "SME"})
        ),
        Indicator(
            "public-bodies", _("Public bodies helped"), ROWS, Measure(How.DISTINCT, "customer_id", {"kind": "PSO"})
        ),
        Indicator("services", _("Services given"), ROWS, Measure(How.ROWS)),
        Indicator("hours", _("Hours of help"), ROWS, _sum("hours"), decimals=1),
        Indicator("attendees", _("People who took part"), ROWS, _sum("attendees")),
        Indicator("value", _("Value of the help"), ROWS, _sum("value"), unit=MONEY),
        Indicator("invoiced", _("Paid by customers"), ROWS, _sum("invoiced"), unit=MONEY),
        Indicator("aid", _("State aid given"), ROWS, _sum("aid"), unit=MONEY),
        Indicator("outcomes", _("Outcomes"), OUTCOMES, Measure(How.ROWS)),
        Indicator("prototypes", _("Prototypes"), OUTCOMES, _sum("count", kind="PROTOTYPE")),
        Indicator("launched", _("Launched products and services"), OUTCOMES, _sum("count", kind="SERVICE_LAUNCHED")),
        Indicator(
            "university", _("Work begun with a university"), OUTCOMES, _sum("count", kind="UNIVERSITY_COOPERATION")
        ),
        Indicator("jobs", _("New jobs"), OUTCOMES, _sum("count", kind="JOB")),
        Indicator("investment", _("Investment triggered"), OUTCOMES, _sum("amount", kind="INVESTMENT"), unit=MONEY),
        Indicator("satisfaction", _("Satisfaction, of 5"), SATISFACTION, Measure(How.MEAN, "score"), decimals=2),
    )
}

# What an indicator of a hub's own may be narrowed by, besides what it narrows itself.
NARROWED_BY = ("pillar", "kind", "size", "sector", "region")

# What the rows of deliveries can be broken down by: the field, and the scheme of its labels if it has one.
BREAKDOWNS: dict[str, tuple[Promise | str, str, str]] = {
    "pillar": (_("Kind of help"), "pillar", "pillars"),
    "kind": (_("Kind of customer"), "kind", ""),
    "size": (_("Size"), "size", "sizes"),
    "sector": (_("Sector"), "sector", "maturity-sectors-sme"),
    "region": (_("Region"), "region", "nuts"),
    "partner": (_("Partner"), "partner__name", ""),
    "service": (_("Service"), "service__code", ""),
}
