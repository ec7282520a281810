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


@pytest.fixture
def financier(world, project):
    """One who pays half of a project that is over, asked every six months, at most 1 000."""
    from navet.funding.commands import Decided, Part, edit_project, set_financiers, set_terms
    from navet.funding.models import Financier
    from navet.funding.queries import find_financier

    days = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
    edit_project(world.cia, project, details=days)
    parts = [
        Part("The fund", "EU_SHARED", Decimal("0.5")),
        Part("The region", "REGIONAL", Decimal("0.3")),
        Part("The town", "MUNICIPAL", Decimal("0.2")),
    ]
    set_financiers(world.cia, project, parts=parts)
    fund = find_financier(Financier.objects.get(name="The fund").id)
    decided = Decided(ceiling=Decimal(1000), months=6, questions="What was done?\nWhat is late?")
    return set_terms(world.cia, fund, decided=decided)
