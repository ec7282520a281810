from datetime import date
from decimal import Decimal

import pytest

from navet.funding.commands import correct_cost, enter_cost, open_project
from navet.funding.queries import costs_about, costs_of, find_cost, paid_by, standing
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused

WORK = new_id()


def project_of(member, hub):
    return open_project(
        member,
        hub,
        details={
            "code": "P",
            "name": {"en": "P"},
            "since": date(2026, 1, 1),
            "until": date(2028, 12, 31),
            "budget": Decimal(100),
            "currency": "EUR",
        },
    )


@pytest.fixture
def project(world):
    return project_of(world.cia, world.hub)


def cost_of(member, project, **other):
    details = {
        "about": WORK,
        "on": date(2026, 11, 1),
        "hours": Decimal("3.50"),
        "amount": Decimal("350.00"),
        "currency": "EUR",
        "what": "Robot test",
    }
    return enter_cost(member, project, **details | other)


def test_enter_cost_keeps_and_tells(world, project):
    cost = cost_of(world.eva, project)
    assert list(costs_about(WORK)) == list(costs_of(project)) == [cost]
    assert find_cost(cost.id).by == world.eva
    assert str(cost) == "350.00 EUR Robot test"
    entry = time_line(cost.id).get()
    assert (entry.fact, entry.details["amount"], entry.details["work"]) == ("CostEntered", "350.00", str(WORK))


def test_a_day_outside_the_project_is_refused(world, project):
    with pytest.raises(Refused, match="pays from") as refused:
        cost_of(world.ben, project, on=date(2029, 1, 1))
    assert list(refused.value.fields) == ["on"]


def test_a_cost_is_not_below_zero(world, project):
    with pytest.raises(Refused, match="below zero"):
        cost_of(world.ben, project, amount=Decimal(-1))
    with pytest.raises(Refused, match="below zero"):
        cost_of(world.ben, project, hours=Decimal(-1))


def test_correct_cost_enters_the_difference_and_leaves_the_trace(world, project):
    cost = cost_of(world.eva, project)
    correction = correct_cost(world.eva, cost, amount=Decimal(300), hours=Decimal(3), reason="An hour too many")
    again = correct_cost(world.ben, correction, amount=Decimal(400), hours=Decimal(4), reason="No, one too few")
    assert [(c.amount, c.hours, c.corrects_id) for c in costs_about(WORK)] == [
        (Decimal("350.00"), Decimal("3.50"), None),
        (Decimal("-50.00"), Decimal("-0.50"), cost.id),
        (Decimal("100.00"), Decimal("1.00"), cost.id),
    ]
    assert standing(cost) == (Decimal("400.00"), Decimal("4.00"))
    assert paid_by(project) == Decimal("400.00")
    assert [e.fact for e in time_line([correction.id, again.id])] == ["CostCorrected", "CostCorrected"]


def test_a_cost_without_hours(world, project):
    cost = cost_of(world.ben, project, hours=None)
    assert standing(cost) == (Decimal("350.00"), None)
    correct_cost(world.ben, cost, amount=Decimal(0), reason="Not ours")
    assert standing(cost) == (Decimal("0.00"), None)
    correct_cost(world.ben, cost, amount=Decimal(10), hours=Decimal(1), reason="Ours")
    assert standing(cost) == (Decimal("10.00"), Decimal("1.00"))
    with pytest.raises(Refused, match="below zero"):
        correct_cost(world.ben, cost, amount=Decimal(-1), reason="Less than nothing")


def test_a_cost_is_never_changed(world, project):
    cost = cost_of(world.ben, project)
    with pytest.raises(TypeError, match="never changed"):
        cost.save()


def test_who_may(world, project):
    for member in (world.ana, world.fia):
        with pytest.raises(NotAllowed):
            cost_of(member, project)
    by_staff = cost_of(world.ben, project)
    for member in (world.ana, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            correct_cost(member, by_staff, amount=Decimal(0), reason="Mine")


def test_a_neighbours_cost_is_not_found(world):
    with inside(world.other.id):
        theirs = cost_of(world.neighbour, project_of(world.neighbour, world.other))
    assert paid_by(project_of(world.cia, world.hub)) == 0
    with pytest.raises(NotFound):
        find_cost(theirs.id)
