"""Published price lists reproduced: an Estonian, a Greek and a Walloon hub (their public catalogues)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.stateaid.valuing import aid_in, in_euro, rounded


@pytest.mark.parametrize(
    ("price", "share", "step", "aid"),
    [
        ("1500", "0.40", "0.01", "600.00"),  # Estonia: maturity assessment
        ("3500", "0.40", "0.01", "1400.00"),  # analysis of AI or robotics
        ("2000", "0.40", "0.01", "800.00"),  # advice on funding
        ("2000", "0.5466", "0.01", "1093.20"),  # digiGOV: maturity assessment
        ("3500", "0.5466", "0.01", "1913.10"),
        ("20000", "0.5466", "0.01", "10932.00"),
        ("15000", "0.5466", "0.01", "8199.00"),
        ("970", "0.30", "10", "290.00"),  # Wallonia: hands-on workshop
        ("990", "0.30", "10", "300.00"),  # deep diagnosis, a day
        ("1040", "0.30", "10", "310.00"),  # coaching, a day
        ("50", "0.30", "10", "20.00"),  # keynote: half way goes up
    ],
)
def test_published_price_lists(price, share, step, aid):
    found = aid_in(Decimal(price), share=Decimal(share), step=Decimal(step))
    assert str(found) == aid


def test_only_what_is_not_paid_for_is_aid():
    assert aid_in(Decimal(1000), invoiced=Decimal(250), share=Decimal("0.5")) == Decimal("375.00")
    assert aid_in(Decimal(1000), invoiced=Decimal(1000), share=Decimal(1)) == 0
    assert aid_in(Decimal(1000), share=Decimal(0)) == 0  # centrally managed money of the Union only


def test_half_a_cent_goes_up():
    assert str(aid_in(Decimal("0.01"), share=Decimal("0.5"))) == "0.01"
    assert str(rounded(Decimal("2.344"))) == "2.34"


@pytest.mark.parametrize(
    "wrong",
    [
        {"invoiced": Decimal("1000.01")},
        {"invoiced": Decimal("-0.01")},
        {"share": Decimal("1.01")},
        {"share": Decimal("-0.01")},
        {"step": Decimal("0.001")},
        {"step": Decimal(0)},
    ],
)
def test_senseless_amounts_are_refused(wrong):
    with pytest.raises(ValueError, match=r"lies between|at the finest"):
        aid_in(Decimal(1000), **{"share": Decimal("0.5"), **wrong})


def test_other_currencies_are_counted_in_euro_at_the_rate_of_the_day():
    assert in_euro(Decimal("11450.00"), Decimal("11.4500")) == Decimal("1000.00")
    assert in_euro(Decimal("1.00"), Decimal("11.8")) == Decimal("0.08")
    with pytest.raises(ValueError, match="above zero"):
        in_euro(Decimal(1), Decimal(0))


money = st.decimals(0, 1_000_000, places=2)
share = st.decimals(0, 1, places=4)


@given(price=money, invoiced=money, share=share)
def test_aid_lies_between_nothing_and_what_was_spared(price, invoiced, share):
    price, invoiced = max(price, invoiced), min(price, invoiced)
    aid = aid_in(price, invoiced=invoiced, share=share)
    assert 0 <= aid <= price - invoiced
    assert abs(aid - (price - invoiced) * share) <= Decimal("0.005")
