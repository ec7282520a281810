"""Keeping the rules and the rates."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, gettext_noop

from navet.directory.models import Membership
from navet.hubs.models import Hub, chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import PLATFORM, Platform, command
from navet.kit.refusals import Refused
from navet.stateaid import facts, permissions
from navet.stateaid.models import ExchangeRate, Regime
from navet.stateaid.rate_file import DayRate, WrongRates, read_rates

SOURCE = "European Central Bank, euro reference rates"
CURRENCIES = ("SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "ISK", "CHF")
# No window of three years that a hub can still ask about begins earlier.
FIRST_DAY = date(2021, 1, 1)
WRONG_FILE = {
    "FORMAT": gettext_noop("This is no CSV file. Take eurofxref-hist.csv out of the Bank's archive, and bring that."),
    "HEADINGS": gettext_noop("The first line must read Date, USD, JPY and so on, not: %(found)s"),
    "LINES": gettext_noop("There are too many lines: at most 20 000."),
    "DAY": gettext_noop("Line %(line)s: there is no such day as %(found)s"),
    "RATE": gettext_noop("Line %(line)s: there is no such rate as %(found)s"),
    "TWICE": gettext_noop("Line %(line)s: %(found)s stands twice"),
}
REGIMES = Path(__file__).parent.parent / "data" / "regimes.json"


@command(may=permissions.may_enter_rate)
def enter_rate(who: Membership, currency: str, *, day: date, rate: Decimal, source: str) -> ExchangeRate:
    """Enter how many units of a currency one euro cost on a day."""
    entered = ExchangeRate(currency=currency, day=day, rate=rate, source=source)
    entered.full_clean()
    entered.save()
    announce(facts.RateEntered(hub_id=chosen_hub(), about=entered.id, currency=currency, day=day), by=who)
    return entered


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rates came in, how many were here already, and those that stand here with another rate."""

    entered: int
    known: int
    differing: tuple[DayRate, ...]


@command(may=permissions.may_enter_rate)
def import_rates(who: Membership, hub: Hub, *, raw: bytes) -> Imported:
    """Enter the official rates of a file of the European Central Bank, all of its lines or none.

    A rate that stands here stays: aid was granted by it. Brought again, the file changes nothing.
    """
    try:
        rates = read_rates(raw, currencies=CURRENCIES, since=FIRST_DAY)
    except WrongRates as wrong:
        words = {"line": wrong.line, "found": wrong.found}
        raise Refused(fields={"file": [gettext(WRONG_FILE[wrong.code]) % words]}) from wrong
    here = dict(_known(rates))
    new = [each for each in rates if (each.currency, each.day) not in here]
    ExchangeRate.objects.bulk_create(
        [ExchangeRate(currency=each.currency, day=each.day, rate=each.rate, source=SOURCE) for each in new],
        ignore_conflicts=True,
        batch_size=1_000,
    )
    if new:
        days = sorted(each.day for each in new)
        announce(
            facts.RatesImported(hub_id=hub.id, about=hub.id, entered=len(new), first=days[0], last=days[-1]), by=who
        )
    differing = [each for each in rates if here.get((each.currency, each.day), each.rate) != each.rate]
    return Imported(len(new), len(rates) - len(new), tuple(differing))


def _known(rates: list[DayRate]) -> Iterator[tuple[tuple[str, date], Decimal]]:
    if rates:
        between = (min(each.day for each in rates), max(each.day for each in rates))
        for currency, day, rate in ExchangeRate.objects.filter(day__range=between).values_list(
            "currency", "day", "rate"
        ):
            yield (currency, day), rate


@command(may=permissions.may_keep_regimes)
def load_regimes(who: Platform, regimes: list[dict[str, Any]]) -> None:
    """Bring the rules in the database in step with the release's data; a version once in use is only ever ended."""
    for each in regimes:
        key = {"code": each["code"], "version": each["version"]}
        Regime.objects.update_or_create(**key, defaults={name: each[name] for name in each.keys() - key.keys()})


def regimes_into_database(**_: Any) -> None:
    """Load the release's rules; listens to Django's post_migrate."""
    load_regimes(PLATFORM, json.loads(REGIMES.read_text()))
