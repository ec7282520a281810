from datetime import date
from decimal import Decimal

import pytest

from navet.funding.claims import Terms
from navet.funding.forecasts import Forecast, Withdrawal, costs_at_this_pace, forecast, withdrawal

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("today", "costs"),
    [
        (date(2025, 12, 31), "0.00"),
        (date(2026, 1, 1), "36500.00"),
        (date(2026, 3, 14), "500.00"),
        (UNTIL, "100.00"),
        (date(2028, 2, 29), "100.00"),
    ],
)
def test_what_the_project_will_have_cost_at_this_pace(today, costs):
    assert costs_at_this_pace(Decimal(100), SINCE, UNTIL, today) == Decimal(costs)


@pytest.mark.parametrize(
    ("costs", "expected", "lapses"), [("1500", "750.00", "250.00"), ("2000", "1000", "0"), ("9000", "1000", "0")]
)
def test_left_expected_and_what_lapses(costs, expected, lapses):
    found = forecast(Terms(Decimal("0.5"), Decimal(1000)), claimed=Decimal(300), costs=Decimal(costs))
    assert found == Forecast(left=Decimal(700), expected=Decimal(expected), lapses=Decimal(lapses))


def test_what_a_withdrawal_costs():
    all_terms = {
        "fund": Terms(Decimal("0.5"), Decimal(1000)),
        "region": Terms(Decimal("0.25"), Decimal(400), if_others_pay=True),
        "city": Terms(Decimal("0.25"), Decimal(500), if_others_pay=True),
    }
    assert withdrawal(all_terms, "fund", costs=Decimal(2000)) == Withdrawal(gap=Decimal(1000), at_risk=Decimal(900))
    assert withdrawal(all_terms, "city", costs=Decimal(2000)) == Withdrawal(gap=Decimal(500), at_risk=Decimal(400))
