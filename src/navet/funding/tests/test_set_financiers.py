from datetime import date
from decimal import Decimal

import pytest

from navet.funding.commands import Part, open_project, set_financiers
from navet.funding.models import Financier
from navet.funding.queries import financiers_of, glance_at, projects_at_a_glance, public_share
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused

Kind = Financier.Kind


@pytest.fixture
def project(world):
    return open_project(
        world.cia,
        world.hub,
        details={
            "code": "P",
            "name": {"en": "P"},
            "since": date(2026, 1, 1),
            "until": date(2028, 12, 31),
            "budget": Decimal(100),
            "currency": "EUR",
        },
    )


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (Kind.EU_CENTRAL, False),
        (Kind.EU_SHARED, True),
        (Kind.NATIONAL, True),
        (Kind.REGIONAL, True),
        (Kind.MUNICIPAL, True),
        (Kind.PRIVATE, False),
        (Kind.OWN, False),
    ],
)
def test_which_money_is_state_resources(world, project, kind, counts):
    set_financiers(world.cia, project, parts=[Part("One", kind, Decimal(1))])
    assert financiers_of(project).get().counts_as_state_aid is counts
    assert public_share(project) == (1 if counts else 0)


def test_set_financiers_sets_all_anew_and_tells(world, project):
    set_financiers(world.cia, project, parts=[Part("Old", Kind.PRIVATE, Decimal(1))])
    set_financiers(
        world.cia,
        project,
        parts=[
            Part("The Commission", Kind.EU_CENTRAL, Decimal("0.5")),
            Part("The region", Kind.REGIONAL, Decimal("0.25")),
            Part("The state", Kind.NATIONAL, Decimal("0.05")),
        ],
    )
    assert [f.name for f in financiers_of(project)] == ["The Commission", "The region", "The state"]
    assert public_share(project) == Decimal("0.30")
    assert time_line(project.id).last().details["public_share"] == "0.300000"


def test_at_a_glance(world, project):
    assert glance_at(project).missing_percent == 100
    set_financiers(world.cia, project, parts=[Part("The state", Kind.NATIONAL, Decimal("0.4"))])
    (glance,) = projects_at_a_glance()
    assert (glance.public_percent, glance.missing_percent, glance.charged) == (40, 60, 0)
    assert (str(glance.project), str(glance.financiers[0])) == ("P", "The state")


def test_nobody_pays_more_than_the_whole(world, project):
    set_financiers(world.cia, project, parts=[Part("Old", Kind.PRIVATE, Decimal(1))])
    with pytest.raises(Refused, match="100 %"):
        set_financiers(
            world.cia,
            project,
            parts=[Part("A", Kind.PRIVATE, Decimal("0.6")), Part("B", Kind.PRIVATE, Decimal("0.5"))],
        )
    with pytest.raises(Refused, match="more than nothing"):
        set_financiers(world.cia, project, parts=[Part("A", Kind.PRIVATE, Decimal(0))])
    with pytest.raises(Refused, match="already"):
        set_financiers(world.cia, project, parts=[Part("A", Kind.PRIVATE, Decimal("0.1"))] * 2)
    assert [f.name for f in financiers_of(project)] == ["Old"]


def test_only_coordinators(world, project):
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            set_financiers(member, project, parts=[])
