"""Aid intensities: Regulation (EU) No 651/2014, articles 18, 25, 28 and 31, pure and in the ledger."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from navet.kit.refusals import Refused
from navet.stateaid import commands
from navet.stateaid.intensities import Intensity, allowance
from navet.stateaid.queries import facts_of_entry, regime_on, too_much
from navet.stateaid.tests.conftest import grant

D = Decimal
SIZES = ["micro", "small", "medium", "small-mid-cap", "large", ""]
TRAINING = Intensity(D("0.5"), D("0.1"), D("0.2"), D("0.7"))
ADVICE = Intensity(D(1), only_smes=True)
DAY = date(2026, 11, 22)

shares = st.decimals(0, 1, places=3)
rules = st.builds(Intensity, shares, shares, shares, shares, st.booleans())
costs = st.decimals(0, 10_000_000, places=2)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("GBER_18", ["0.5", "0.5", "0.5", None, None, None]),
        ("GBER_25_STUDY", ["0.7", "0.7", "0.6", "0.5", "0.5", "0.5"]),
        ("GBER_25_INDUSTRIAL", ["0.7", "0.7", "0.6", "0.5", "0.5", "0.5"]),
        ("GBER_25_EXPERIMENTAL", ["0.45", "0.45", "0.35", "0.25", "0.25", "0.25"]),
        ("GBER_28", ["1", "1", "1", None, None, None]),
        ("GBER_28_HALF", ["0.5", "0.5", "0.5", None, None, None]),
        ("GBER_31", ["0.7", "0.7", "0.6", "0.5", "0.5", "0.5"]),
    ],
)
def test_the_rules_as_they_are_kept(db, code, told):
    """Of 100 euro, by size class: micro, small, medium, small mid-cap, large, not known."""
    rule = regime_on(code, DAY).intensity_rule
    found = [allowance(rule, costs=D(100), size=size) for size in SIZES]
    assert [each and each.aid for each in found] == [each and D(each) * 100 for each in told]


def test_rules_for_those_who_build_are_entries_that_no_customer_gets_aid_under(ledger):
    for code in ("GBER_26", "GBER_26A", "GBER_27"):
        assert regime_on(code, DAY).intensity_rule is None
        with pytest.raises(Refused, match="No help can be given"):
            grant(ledger.ben, ledger.bakery, "1.00", regime=code)


@given(rules, costs, st.sampled_from(SIZES))
def test_aid_and_own_payment_are_the_costs_and_never_above_the_intensity(rule, amount, size):
    most = allowance(rule, costs=amount, size=size)
    if most is None:
        assert rule.only_smes
        assert size not in {"micro", "small", "medium"}
        return
    assert most.aid + most.own_payment == amount
    assert 0 <= most.aid <= amount * most.intensity < most.aid + D("0.01")
    assert most.intensity <= rule.highest


@given(costs, costs)
def test_a_smaller_undertaking_gets_no_less_and_more_costs_bring_no_less_aid(amount, more):
    aid = [allowance(TRAINING, costs=amount, size=size).aid for size in ("large", "medium", "small")]
    assert aid == sorted(aid)
    assert allowance(TRAINING, costs=amount + more, size="small").aid >= aid[-1]


def test_costs_below_zero_make_no_sense():
    with pytest.raises(ValueError, match="not below zero"):
        allowance(TRAINING, costs=D(-1), size="small")


def trained(ledger, amount, costs="1000.00", size="small", **details):
    terms = commands.Terms(costs=None if costs is None else D(costs), size=size)
    return grant(ledger.ben, ledger.bakery, amount, regime="GBER_31", terms=terms, **details)


def test_the_ledger_keeps_the_costs_and_the_highest_intensity(ledger):
    entry = trained(ledger, "700.00")
    told = facts_of_entry(entry)
    assert (told.costs, told.highest_intensity) == (D(1000), D("0.7"))
    plain = grant(ledger.ben, ledger.bakery, "1.00", terms=commands.Terms(costs=D(10), size="small"))
    assert (plain.costs, plain.highest_intensity) == (None, None)
    assert trained(ledger, "0.00", costs=None).highest_intensity is None


def test_aid_above_the_intensity_is_refused_whole_with_what_is_possible(ledger):
    with override("en"), pytest.raises(Refused) as no:
        trained(ledger, "600.01", size="medium")
    assert str(no.value) == (
        "“Training aid” allows aid of at most 60 % of the costs here: EUR 600.00. "
        "The other EUR 400.00 is paid by the customer, or with money that is no aid."
    )
    with pytest.raises(Refused, match="Say what the help costs"):
        trained(ledger, "1.00", costs=None)


def test_a_large_customer_is_told_that_the_rule_is_for_small_ones(db):
    advice = regime_on("GBER_28", DAY)
    asked = {"costs": D(100), "aid": D(100), "currency": "EUR"}
    assert "this customer is none" in too_much(advice, size="large", **asked)
    assert "enter the customer's size first" in too_much(advice, size="", **asked)
    assert too_much(advice, size="micro", **asked) == ""
    assert too_much(regime_on("DE_MINIMIS_2023", DAY), size="", **asked) == ""
    with override("sv"):
        assert "37,5 %" in too_much(_at(advice, D("0.375")), size="small", **asked)


def _at(rule, intensity):
    rule.intensity = intensity
    return rule


def test_a_correction_keeps_to_what_was_lawful_on_the_day(ledger):
    entry = trained(ledger, "500.00")
    with pytest.raises(Refused) as no:
        commands.correct_aid(ledger.ben, entry, amount=D("700.01"), reason="More hours")
    assert "at most" in no.value.fields["amount"][0]
    change = commands.correct_aid(ledger.ben, entry, amount=D("700.00"), reason="More hours")
    assert (change.amount, change.costs, change.highest_intensity) == (D(200), D(1000), D("0.7"))
    commands.correct_aid(ledger.ben, entry, amount=D("1.00"), reason="Fewer hours")
