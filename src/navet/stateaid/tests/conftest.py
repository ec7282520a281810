"""What the ledger's tests share."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from navet.directory.models import Organisation, OrganisationLink
from navet.hubs.models import inside
from navet.stateaid import commands

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(time_machine_or_not):
    return TODAY


@pytest.fixture
def time_machine_or_not():
    import time_machine

    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


def make_firm(name, number, **details):
    return Organisation.objects.create(country="SE", legal_name=name, register_number=number, **details)


def tie(parent, child, **details):
    details = {"kind": "votes", "share": Decimal("0.60"), "since": date(2020, 1, 1)} | details
    return OrganisationLink.objects.create(parent=parent, child=child, **details)


def grant(who, organisation, amount, on=TODAY, **details):
    """Aid to a small firm, half of what the help costs."""
    if "terms" not in details:
        details["terms"] = commands.Terms(costs=2 * max(Decimal(amount), Decimal(0)), size="small")
    details = {"regime": "DE_MINIMIS_2023", "about": uuid4(), "authority": "Region Norr"} | details
    return commands.grant_aid(who, organisation, amount=Decimal(amount), on=on, **details)


@pytest.fixture
def ledger(world):
    """The small world, with its bakery's declaration signed."""
    commands.declare_aid(world.ana, world.bakery, rows=[])
    return world


def elsewhere(world, act):
    """Do something in the neighbour's hub."""
    with inside(world.other.id):
        return act(world.neighbour)
