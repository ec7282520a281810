from datetime import date
from decimal import Decimal

import pytest

from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid import commands, queries
from navet.stateaid.models import Regime
from navet.stateaid.register import register_by

DAY = date(2026, 11, 20)


def test_the_releases_rules_are_there_and_come_only_once(db):
    before = set(Regime.objects.values_list("code", flat=True))
    commands.regimes_into_database()
    assert set(Regime.objects.values_list("code", flat=True)) == before
    assert {"DE_MINIMIS_2023", "GBER_28", "GBER_31", "NO_AID_PUBLIC_BODY", "NO_AID_UNION_MONEY"} < before
    assert {set(regime.name) == set(regime.article) == {"en", "sv", "nb"} for regime in Regime.objects.all()} == {True}


def test_only_the_platform_loads_rules(world):
    with pytest.raises(NotAllowed):
        commands.load_regimes(world.dag, [])
    commands.load_regimes(PLATFORM, [])


def test_a_rule_is_found_on_its_days(db):
    assert queries.regime_on("GBER_28", date(2026, 12, 31)).ceiling == 220000
    assert queries.regime_on("GBER_28", date(2027, 1, 1)) is None
    assert queries.regime_on("DE_MINIMIS_2023", date(2023, 12, 31)) is None
    codes = [regime.code for regime in queries.regimes_on(date(2027, 1, 1))]
    assert codes == ["DE_MINIMIS_2023", "NO_AID_MARKET_PRICE", "NO_AID_PUBLIC_BODY", "NO_AID_UNION_MONEY"]
    assert queries.declarable_regimes()[0].code == "DE_MINIMIS_2023"


def test_there_is_no_room_without_a_ceiling(world):
    for code, on in (("GBER_31", DAY), ("DE_MINIMIS_2023", date(2031, 1, 1))):
        with pytest.raises(NotFound):
            queries.room_of(world.bakery, on, regime=code)


def test_a_rate_is_entered_once_a_day(world):
    commands.enter_rate(world.cia, "SEK", day=DAY, rate=Decimal("11.2"), source="ECB")
    with pytest.raises(Refused, match=r"entered already"):
        commands.enter_rate(world.cia, "SEK", day=DAY, rate=Decimal("11.3"), source="ECB")
    with pytest.raises(Refused):
        commands.enter_rate(world.cia, "NOK", day=DAY, rate=Decimal(0), source="ECB")
    with pytest.raises(NotAllowed):
        commands.enter_rate(world.ben, "NOK", day=DAY, rate=Decimal(11), source="ECB")


def test_a_rate_holds_for_ten_days(world):
    commands.enter_rate(world.cia, "SEK", day=DAY, rate=Decimal("11.2"), source="ECB")
    assert queries.rate_for("SEK", date(2026, 11, 30)) == queries.Rate(Decimal("11.2"), DAY, "ECB")
    assert queries.rate_for("SEK", date(2026, 12, 1)) is None
    assert queries.rate_for("SEK", date(2026, 11, 19)) is None
    assert queries.rate_for("EUR", DAY) == queries.Rate(Decimal(1), DAY, "")


@pytest.mark.parametrize(
    ("granted_on", "country", "last"),
    [
        (date(2026, 11, 2), "SE", date(2026, 11, 30)),
        (date(2026, 12, 1), "SE", date(2026, 12, 30)),  # Christmas Day; its eve is no public holiday
        (date(2027, 5, 1), "NO", date(2027, 6, 1)),  # Ascension, Whit Monday and 17 May, which share a day
    ],
)
def test_the_register_waits_twenty_working_days(granted_on, country, last):
    assert register_by(granted_on, country) == last


def test_a_coordinator_enters_rates_on_the_page(world, as_member):
    browser = as_member(world.cia)
    address = "/h/north/exchange-rates/"
    assert "None yet" in browser.get(address).content.decode()
    typed = {"currency": "SEK", "day": "2026-11-20", "rate": "11.2", "source": "ECB"}
    assert "11.2000" in browser.post(address, typed, follow=True).content.decode()
    assert browser.post(address, typed).status_code == 409
    for wrong in (typed | {"rate": "0"}, typed | {"currency": "EUR"}):
        assert browser.post(address, wrong).status_code == 422
    assert as_member(world.ben).get(address).status_code == 403
