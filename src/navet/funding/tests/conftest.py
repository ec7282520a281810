from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.funding.commands import open_project
from navet.funding.queries import month_of


def project_details(**other) -> dict:
    return {
        "code": "P",
        "name": {"en": "P"},
        "since": date(2020, 1, 1),
        "until": date(2030, 12, 31),
        "budget": Decimal(1_000_000),
        "currency": "EUR",
        "hour_price": Decimal("80.00"),
    } | other


@pytest.fixture
def project(world):
    return open_project(world.cia, world.hub, details=project_details())


@pytest.fixture
def other_project(world):
    return open_project(world.cia, world.hub, details=project_details(code="Q", hour_price=Decimal("100.00")))


@pytest.fixture
def day() -> date:
    """A working day of last month: a whole month that is over."""
    day = month_of(timezone.localdate()) - timedelta(days=10)
    return day - timedelta(days=max(day.weekday() - 4, 0))
