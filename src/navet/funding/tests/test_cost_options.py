from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.funding.cost_options import Entry, Option, Rule, ceiling_of, cents, eligible, split

KINDS = frozenset({"STAFF", "TRAVEL", "INDIRECT"})
COSTS = [
    Entry("STAFF", Decimal("1000.00"), Decimal(10)),
    Entry("STAFF", Decimal("-100.00"), Decimal(-1)),
    Entry("TRAVEL", Decimal("333.33")),
    Entry("EQUIPMENT", Decimal("5000.00")),
]


def recognised(**rules):
    return eligible(COSTS, rules, KINDS)


def test_real_costs_are_what_was_entered_of_the_eligible_kinds():
    assert recognised() == {"STAFF": Decimal("900.00"), "TRAVEL": Decimal("333.33"), "INDIRECT": Decimal("0.00")}


def test_a_unit_cost_is_hours_times_the_price_of_one():
    assert recognised(STAFF=Rule(Option.UNIT, amount=Decimal("53.21")))["STAFF"] == Decimal("478.89")


def test_a_lump_sum_is_all_or_nothing():
    rule = Rule(Option.LUMP_SUM, amount=Decimal("250.00"))
    assert recognised(TRAVEL=rule)["TRAVEL"] == 250
    assert recognised(INDIRECT=rule)["INDIRECT"] == 0


def test_a_flat_rate_is_taken_of_what_is_recognised():
    rule = Rule(Option.FLAT_RATE, rate=Decimal("0.15"), bases=frozenset({"STAFF"}))
    assert recognised(INDIRECT=rule)["INDIRECT"] == Decimal("135.00")
    by_unit = recognised(INDIRECT=rule, STAFF=Rule(Option.UNIT, amount=Decimal("53.21")))
    assert by_unit["INDIRECT"] == Decimal("71.83")


def test_a_kind_that_is_not_eligible_is_no_base():
    rule = Rule(Option.FLAT_RATE, rate=Decimal("0.15"), bases=frozenset({"EQUIPMENT"}))
    assert recognised(INDIRECT=rule)["INDIRECT"] == 0


def test_no_flat_rate_of_a_flat_rate():
    one = Rule(Option.FLAT_RATE, rate=Decimal("0.2"), bases=frozenset({"TRAVEL"}))
    other = Rule(Option.FLAT_RATE, rate=Decimal("0.15"), bases=frozenset({"STAFF"}))
    with pytest.raises(ValueError, match="another flat rate"):
        recognised(STAFF=one, INDIRECT=other)


@given(st.randoms())
def test_the_order_of_costs_changes_nothing(random):
    rules = {"INDIRECT": Rule(Option.FLAT_RATE, rate=Decimal("0.07"), bases=frozenset({"STAFF", "TRAVEL"}))}
    assert eligible(random.sample(COSTS, len(COSTS)), rules, KINDS) == eligible(COSTS, rules, KINDS)


@pytest.mark.parametrize(
    ("kind", "bases", "article"),
    [
        ("INDIRECT", {"STAFF"}, "art. 54(b)"),
        ("INDIRECT", {"STAFF", "TRAVEL"}, "art. 54(a)"),
        ("STAFF", {"TRAVEL"}, "art. 55(1)"),
        ("OTHER", {"STAFF"}, "art. 56(1)"),
    ],
)
def test_a_flat_rate_has_its_ceiling_and_its_article(kind, bases, article):
    ceiling = ceiling_of(kind, frozenset(bases))
    assert ceiling is not None and ceiling.article == article


def test_no_ceiling_where_the_regulation_names_none():
    assert ceiling_of("TRAVEL", frozenset({"STAFF"})) is None


@pytest.mark.parametrize(("exact", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01")])
def test_half_a_cent_is_rounded_away_from_zero(exact, rounded):
    assert cents(Decimal(exact)) == Decimal(rounded)


@given(st.decimals(min_value=0, max_value=10_000_000, places=2), st.lists(st.integers(1, 1000), min_size=1, max_size=6))
def test_parts_of_a_split_come_to_the_whole(amount, weights):
    shares = [Decimal(weight) / 10_000 for weight in weights]
    shares[-1] += 1 - sum(shares)
    parts = split(amount, shares)
    assert sum(parts) == amount
    assert all(abs(part - amount * share) <= Decimal("0.01") for part, share in zip(parts, shares, strict=True))


@pytest.mark.parametrize("shares", [[], ["0.5"], ["0.5", "0.6"], ["1.5", "-0.5"], ["1", "0"]])
def test_other_shares_are_no_rule(shares):
    with pytest.raises(ValueError, match="come to 1"):
        split(Decimal(1), [Decimal(share) for share in shares])
