"""A rule ends at midnight: a warning before, a refusal with the way forward after, and a successor is data."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.utils.translation import override

from navet.kit.commands import PLATFORM
from navet.kit.refusals import Refused
from navet.stateaid.commands import load_regimes
from navet.stateaid.models import Regime
from navet.stateaid.queries import ended_regime, regimes_ending
from navet.stateaid.templatetags.aid import rules_ending
from navet.stateaid.tests.conftest import grant

LAST, AFTER = date(2026, 12, 31), date(2027, 1, 1)
ADVICE = "GBER_28"


def succeed(code=ADVICE):
    """The release's data with one more version of a rule in it."""
    old = Regime.objects.get(code=code)
    told = {field.name: getattr(old, field.name) for field in Regime._meta.fields}
    kept = {name: told[name] for name in told.keys() - {"id", "created_at"}}
    load_regimes(PLATFORM, [kept | {"version": "2027-01-01", "valid_from": AFTER, "valid_until": None}])


def test_on_its_last_day_it_holds_and_on_the_next_it_is_refused_with_the_way_forward(ledger):
    assert grant(ledger.ben, ledger.bakery, "1.00", on=LAST, regime=ADVICE).regime.version == "2023-06-23"
    with override("en"), pytest.raises(Refused) as refused:
        grant(ledger.ben, ledger.bakery, "1.00", on=AFTER, regime=ADVICE)
    assert str(refused.value) == (
        "Innovation advice to SMEs ended on 31 December 2026: no aid can be promised under it any more. "
        "Choose a rule that holds, if its terms are met: De minimis aid."
    )


def test_a_successor_is_granted_under_and_each_entry_names_its_version(ledger):
    succeed()
    before = grant(ledger.ben, ledger.bakery, "1.00", on=LAST, regime=ADVICE)
    after = grant(ledger.ben, ledger.bakery, "1.00", on=AFTER, regime=ADVICE)
    assert (before.regime.version, after.regime.version) == ("2023-06-23", "2027-01-01")
    assert ended_regime(ADVICE, AFTER) is None


@pytest.mark.parametrize(
    ("today", "ending"),
    [(date(2026, 10, 1), []), (date(2026, 10, 2), [ADVICE]), (LAST, [ADVICE]), (AFTER, [])],
)
def test_the_warning_comes_ninety_days_before(ledger, today, ending):
    assert [rule.code for rule in regimes_ending([ADVICE, "DE_MINIMIS_2023"], today)] == ending


def test_no_warning_when_a_successor_is_known(ledger):
    succeed()
    assert regimes_ending([ADVICE], LAST) == []


def test_the_warning_says_what_ends_and_when(ledger):
    with override("en"), time_machine.travel("2026-12-01T12:00:00Z"):
        (words,) = rules_ending([{"item": SimpleNamespace(regime=code)} for code in (ADVICE, "DE_MINIMIS_2023")])
    assert words.startswith("Innovation advice to SMEs ends on 31 December 2026.")
