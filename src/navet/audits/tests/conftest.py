from datetime import timedelta

import pytest
from django.utils import timezone

from navet.audits.commands import open_room
from navet.audits.queries import link_to_room
from navet.audits.tests.claimed import claimed_help


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """Files that are added go where the test ends."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def claim(world):
    return claimed_help(world)


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def room(world, claim, until):
    return open_room(world.cia, claim.financier, auditor="Revisionsbyrån", until=until)


@pytest.fixture
def link(room):
    return f"/h/north/audit/{link_to_room(room)}/"
