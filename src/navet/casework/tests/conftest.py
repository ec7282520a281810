from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from navet.casework import commands
from navet.casework.commands import Given
from navet.casework.models import Agreement, AgreementItem, Application, Case, CasePartner, Plan
from navet.catalogue.models import Prerequisite, Price, Service
from navet.funding.models import Financier, Project
from navet.hubs.models import inside
from navet.kit.records import new_id
from navet.stateaid.commands import declare_aid


def make_case(customer, adviser, **details) -> Case:
    """A case as it stands when an application has been accepted."""
    number = f"2026-{Case.objects.count() + 1:03}"
    application = Application.objects.create(
        number=number,
        status=Application.Status.ACCEPTED,
        language="sv",
        secret_hash=new_id().hex,
        need="We throw away bread every evening.",
        customer=customer,
        applicant_name="Ana",
        applicant_email="ana@example.org",
    )
    given = {"title": "Less bread thrown away", "adviser": adviser, **details}
    return Case.objects.create(number=number, application=application, customer=customer, **given)


@pytest.fixture
def case(world) -> Case:
    return make_case(world.customer, world.ben)


@pytest.fixture
def partners_case(world, case) -> Case:
    """The same case, with the partner in it."""
    CasePartner.objects.create(case=case, partner=world.partner)
    return case


@pytest.fixture
def neighbours_case(world) -> Case:
    with inside(world.other.id):
        return make_case(world.neighbours_customer, world.neighbour)


@pytest.fixture
def more_cases(world) -> Callable[[int], None]:
    def make(count: int) -> None:
        for _ in range(count):
            make_case(world.customer, world.ben, next_step="Meet", next_step_on="2026-01-02")

    return make


def make_service(code: str, *, price="1000.00", unit="PIECE", provider=None, project, needs=(), **details) -> Service:
    """A service in the catalogue, with its price from the first of January 2026."""
    given = {"title": {"en": code.title(), "sv": code.title()}, "pillar": "test-before-invest", "format": "on-site"}
    service = Service.objects.create(
        code=code, slug=code, is_open=True, published_at=timezone.now(), provider=provider, **given | details
    )
    if price is not None:
        Price.objects.create(
            service=service, project=project, amount=price, currency="EUR", unit=unit, since=date(2026, 1, 1)
        )
    for before in needs:
        Prerequisite.objects.create(service=service, needs=before)
    return service


@pytest.fixture
def project(world) -> Project:
    """Half the money is the region's, half the Commission's: half of what is given is aid."""
    project = Project.objects.create(
        code="P", name={"en": "The hub"}, since=date(2024, 1, 1), until=date(2029, 12, 31), budget=1_000_000
    )
    Financier.objects.create(project=project, name="The region", kind="REGIONAL", share="0.5")
    Financier.objects.create(project=project, name="The Commission", kind="EU_CENTRAL", share="0.5")
    return project


@pytest.fixture
def services(world, project) -> SimpleNamespace:
    """Three services: a measurement; a robot test by the partner that requires it; expert hours at 100 an hour."""
    measure = make_service("measure", project=project, price="2000.00")
    robot = make_service(
        "robot",
        project=project,
        provider=world.partner,
        needs=[measure],
        price="1500.00",
        unit="DAY",
        technologies=["robotics"],
        strengthens=["sme:D5"],
    )
    hours = make_service("expert", project=project, price="100.00", unit="HOUR")
    return SimpleNamespace(measure=measure, robot=robot, hours=hours)


@pytest.fixture(autouse=True)
def in_november():
    """Prices, ceilings and rates are dated: every test here happens on the same day."""
    with time_machine.travel("2026-11-23T09:00:00Z", tick=True):
        yield


@pytest.fixture
def plan(world, partners_case, services) -> Plan:
    """A plan of the measurement, two robot days by the partner, ten expert hours; not sent yet."""
    plan = commands.propose_plan(world.ben, partners_case)
    for service, quantity in ((services.measure, 1), (services.robot, 2), (services.hours, 10)):
        commands.add_plan_item(world.ben, plan, service=service, quantity=Decimal(quantity))
    return plan


@pytest.fixture
def accepted(world, plan) -> Plan:
    commands.send_plan(world.ben, plan)
    return commands.accept_plan(world.ana, plan)


@pytest.fixture
def agreement(world, accepted) -> Agreement:
    """Written: 2 000 + 3 000 + 1 000, half of it aid."""
    return commands.draft_agreement(world.ben, accepted)


@pytest.fixture
def signed(world, agreement) -> Agreement:
    commands.send_agreement(world.ben, agreement)
    declare_aid(world.ana, world.bakery, rows=[])
    return commands.sign_agreement(world.ana, agreement)


@pytest.fixture
def confirmed(world, signed) -> Agreement:
    return commands.confirm_agreement(world.ben, signed)


@pytest.fixture
def item_of(services):
    """`item_of(agreement, "robot")`"""

    def find(agreement, code: str):
        return AgreementItem.objects.get(agreement=agreement, service__code=code)

    return find


@pytest.fixture
def given() -> Callable[..., Given]:
    """`given(hours=2)`: four hours today, unless told otherwise."""

    def tell(**details) -> Given:
        today = timezone.localdate()
        return Given(**{"first_on": today, "last_on": today, "hours": Decimal(4), "description": "We tried", **details})

    return tell
