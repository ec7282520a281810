"""The demo region loads through the platform's own commands, and a second run finds nothing left to do."""

import pytest

from navet.config.demo.loader import HUBS, load_demo, open_region, story
from navet.directory.models import Customer, Membership, Organisation, Role
from navet.hubs.models import Hub, Partner, inside


@pytest.fixture
def loaded(db) -> dict[str, Hub]:
    load_demo(quiet=True)
    return {slug: Hub.objects.get(slug=slug) for slug in HUBS}


def test_the_region_loads_once_and_is_whole(loaded):
    assert load_demo(quiet=True) == 0
    assert Organisation.objects.count() == 60
    with inside(loaded["syd"].id):
        assert Partner.objects.count() == 29
        assert Customer.objects.count() == 45
        assert Membership.objects.exclude(role=Role.CONTACT).count() == 12
    with inside(loaded["trondelag"].id):
        assert Customer.objects.count() == 15


def test_every_step_has_a_key_of_its_own(db):
    for slug in HUBS:
        keys = [step.key for step in story(open_region(slug))]
        assert len(keys) == len(set(keys))
