from collections.abc import Callable

import pytest

from navet.casework.models import Application, Case, CasePartner
from navet.hubs.models import inside
from navet.kit.records import new_id


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
