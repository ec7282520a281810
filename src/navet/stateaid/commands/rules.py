"""Keeping the rules and the rates."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from navet.directory.models import Membership
from navet.hubs.models import chosen_hub
from navet.journal.commands import announce
from navet.kit.commands import PLATFORM, Platform, command
from navet.stateaid import facts, permissions
from navet.stateaid.models import ExchangeRate, Regime

REGIMES = Path(__file__).parent.parent / "data" / "regimes.json"


@command(may=permissions.may_enter_rate)
def enter_rate(who: Membership, currency: str, *, day: date, rate: Decimal, source: str) -> ExchangeRate:
    """Enter how many units of a currency one euro cost on a day."""
    entered = ExchangeRate(currency=currency, day=day, rate=rate, source=source)
    entered.full_clean()
    entered.save()
    announce(facts.RateEntered(hub_id=chosen_hub(), about=entered.id, currency=currency, day=day), by=who)
    return entered


@command(may=permissions.may_keep_regimes)
def load_regimes(who: Platform, regimes: list[dict[str, Any]]) -> None:
    """Bring the rules in the database in step with the release's data; a version once in use is only ever ended."""
    for each in regimes:
        key = {"code": each["code"], "version": each["version"]}
        Regime.objects.update_or_create(**key, defaults={name: each[name] for name in each.keys() - key.keys()})


def regimes_into_database(**_: Any) -> None:
    """Load the release's rules; listens to Django's post_migrate."""
    load_regimes(PLATFORM, json.loads(REGIMES.read_text()))
