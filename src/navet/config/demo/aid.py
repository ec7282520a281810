"""What the state-aid ledger must know before any promise: exchange rates, and what customers declare."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from navet.config.demo.region import Region, Step
from navet.directory.models import Membership
from navet.stateaid.commands import OtherAid, declare_aid, enter_rate, file_aid
from navet.stateaid.queries import register_queue

FIRST_RATE = 480
WEEK = 7
FIRST_FILING, LAST_FILING = 325, 20
AROUND = {"SEK": Decimal("11.18"), "NOK": Decimal("11.72")}
SWING = (0, 3, 5, 4, 1, -2, -5, -6, -3, -1)
CENTS = Decimal("0.01")
# Three years and the day the rule changed: what was granted before 2024 was granted under the old one.
LAST_OF_OLD_RULE = 2023
DECLARED_EARLY = {"gjuteriet": 300, "trydeyta": 90, "trydemek": 88}


def rates(currency: str) -> Iterator[Step]:
    """A weekly rate that wanders a little; its source says that it is made up."""
    for number, days in enumerate(range(FIRST_RATE, -1, -WEEK)):
        rate = AROUND[currency] + SWING[number % len(SWING)] * CENTS
        yield Step(f"rate:{currency}:{days}", days, partial(_rate, currency=currency, rate=rate))


def group_declarations() -> Iterator[Step]:
    """The foundry's group has told of its aid before one of its firms asks for a day in the test cell."""
    for customer, days in DECLARED_EARLY.items():
        yield Step(f"declared:{customer}", days, partial(declare, customer=customer))


def declare(region: Region, customer: str) -> Membership:
    """The customer's signatory tells of all other aid, as the demo knows it; often there is none."""
    told = [aid for aid in region.content["customers"]["declared_aid"] if aid["customer"] == customer]
    signer = region.contact(customer)
    declare_aid(signer, region.customer(customer).organisation, rows=[_other(region, aid) for aid in told])
    return signer


def _other(region: Region, told: dict[str, Any]) -> OtherAid:
    granted_on = region.day(told["granted_days_ago"])
    return OtherAid(
        granted_on=granted_on,
        amount=Decimal(told["amount"]),
        authority=told["grantor"],
        currency=told["currency"],
        regime="DE_MINIMIS_2013" if granted_on.year <= LAST_OF_OLD_RULE else "DE_MINIMIS_2023",
        member_state=told["member_state"],
    )


def filings() -> Iterator[Step]:
    """Every fourth week the coordinator tells the register of what was granted since; the newest grants wait."""
    for days in range(FIRST_FILING, LAST_FILING, -4 * WEEK):
        yield Step(f"filed:{days}", days, _file)


def _file(region: Region) -> None:
    waiting = register_queue(region.hub).rows
    if waiting:
        entries = [each.entry.id for each in waiting]
        receipt = f"REG-{region.today:%Y%m%d}"
        file_aid(region.coordinator, region.hub, entries=entries, filed_on=region.today, receipt=receipt)


def _rate(region: Region, currency: str, rate: Decimal) -> None:
    day = region.today
    enter_rate(region.coordinator, currency, day=day, rate=rate, source="Invented for the demo")
