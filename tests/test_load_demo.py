"""The demo region loads through the platform's own commands, and a second run finds nothing left to do."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from navet.assessments.models import Assessment
from navet.casework.models import Case, Delivery, IndicatorRow, Satisfaction, WorkLog
from navet.catalogue.models import Service
from navet.config.demo.loader import HUBS, load_demo, open_region, story
from navet.config.demo.welcome import write_welcome
from navet.directory.models import Customer, Membership, Organisation, Role
from navet.funding.models import Claim, Project
from navet.funding.queries import find_claim, is_as_sent
from navet.hubs.models import Hub, Partner, inside
from navet.stateaid.queries import room_of

NEAR_THE_CEILING = Decimal(299_100)


@pytest.fixture
def loaded(db) -> dict[str, Hub]:
    load_demo()
    return {slug: Hub.objects.get(slug=slug) for slug in HUBS}


def test_the_region_loads_once_and_is_whole(loaded):
    assert load_demo() == 0
    assert Organisation.objects.count() == 60
    with inside(loaded["syd"].id):
        assert Partner.objects.count() == 29
        assert Customer.objects.count() == 45
        assert Membership.objects.exclude(role=Role.CONTACT).count() == 12
        region = open_region("syd")
        region.remember()
        group = room_of(region.customer("gjuteriholding").organisation)
        power = room_of(region.customer("ekhagaenergi").organisation)
        assert Service.objects.filter(is_open=True).count() == 32
        stages = Counter(Case.objects.values_list("stage", flat=True))
        assert stages == {"UNDERSTANDING": 3, "PLANNING": 1, "AGREEING": 4, "DELIVERING": 8, "CLOSED": 9}
        given = sum(len(case["deliveries"]) for case in region.content["cases"])
        assert Delivery.objects.count() == IndicatorRow.objects.count() == WorkLog.objects.count() == given
        assert Satisfaction.objects.count() == 9
        assert Assessment.objects.filter(submitted_at__isnull=False).count() == 27
    assert (len(group.members), group.used, group.left) == (4, NEAR_THE_CEILING, Decimal(900))
    assert len(power.members) == 1
    with inside(loaded["syd"].id):
        claim = Claim.objects.get()
        assert (claim.eligible, claim.claimed) == (Decimal("1714467.50"), Decimal("857233.75"))
        assert is_as_sent(find_claim(claim.id))
    with inside(loaded["trondelag"].id):
        assert Customer.objects.count() == 15
        assert sorted(Project.objects.values_list("budget", flat=True)) == [280_000, 18_600_000]


def test_every_step_has_a_key_of_its_own(db):
    for slug in HUBS:
        keys = [step.key for step in story(open_region(slug))]
        assert len(keys) == len(set(keys))


def test_a_stranger_is_told_whom_to_sign_in_as(tmp_path):
    write_welcome(tmp_path / "state")
    people = json.loads((tmp_path / "state" / "demo.json").read_text())
    assert len(people) == 12
    assert {tuple(person) for person in people} == {("name", "email", "what")}
    assert people[0] == {
        "name": "Maj-Britt Sandahl",
        "email": "maj-britt.sandahl@sydnavet.example",
        "what": "coordinator at Sydnavet",
    }
