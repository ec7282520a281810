"""The indicators: what each counts, of which rows, and by what it can be broken down.

Every number is worked out from the very rows that its page lists, by the expression given here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Aggregate, Avg, Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROWS, OUTCOMES, SATISFACTION = "rows", "outcomes", "satisfaction"


@dataclass(frozen=True)
class Indicator:
    """One thing that is counted.

    `measure` makes the expression over the rows of `source`; `counts` narrows them to those that count;
    `unit` is "", MONEY or a word; `decimals` how many are shown; `grows` says that it adds up day by day, as a mean
    does not.
    """

    code: str
    label: Promise | str
    source: str
    measure: Callable[..., Aggregate]
    counts: Q = Q()
    unit: str = ""
    decimals: int = 0
    grows: bool = True


MONEY = "money"

INDICATORS: dict[str, Indicator] = {
    each.code: each
    for each in (
        Indicator("customers", _("Customers helped"), ROWS, partial(Count, "customer", distinct=True)),
        Indicator(
            "firms", _("Small and medium firms helped"), ROWS, partial(Count, "customer", distinct=True), Q(kind="SME")
        ),
        Indicator(
            "public-bodies", _("Public bodies helped"), ROWS, partial(Count, "customer", distinct=True), Q(kind="PSO")
        ),
        Indicator("services", _("Services given"), ROWS, partial(Count, "id")),
        Indicator("hours", _("Hours of help"), ROWS, partial(Sum, "hours"), decimals=1),
        Indicator("attendees", _("People who took part"), ROWS, partial(Sum, "attendees")),
        Indicator("value", _("Value of the help"), ROWS, partial(Sum, "value"), unit=MONEY),
        Indicator("invoiced", _("Paid by customers"), ROWS, partial(Sum, "invoiced"), unit=MONEY),
        Indicator("aid", _("State aid given"), ROWS, partial(Sum, "aid"), unit=MONEY),
        Indicator("outcomes", _("Outcomes"), OUTCOMES, partial(Count, "id")),
        Indicator("prototypes", _("Prototypes"), OUTCOMES, partial(Sum, "count"), Q(kind="PROTOTYPE")),
        Indicator(
            "launched", _("Launched products and services"), OUTCOMES, partial(Sum, "count"), Q(kind="SERVICE_LAUNCHED")
        ),
        Indicator(
            "university",
            _("Work begun with a university"),
            OUTCOMES,
            partial(Sum, "count"),
            Q(kind="UNIVERSITY_COOPERATION"),
        ),
        Indicator("jobs", _("New jobs"), OUTCOMES, partial(Sum, "count"), Q(kind="JOB")),
        Indicator(
            "investment", _("Investment triggered"), OUTCOMES, partial(Sum, "amount"), Q(kind="INVESTMENT"), unit=MONEY
        ),
        Indicator(
            "satisfaction", _("Satisfaction, of 5"), SATISFACTION, partial(Avg, "score"), decimals=2, grows=False
        ),
    )
}

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
