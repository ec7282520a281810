import pytest

from navet.directory.commands import give_consent
from navet.directory.models import Consent
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed


def test_is_given_once(world):
    first = give_consent(world.ana, world.ana, purpose="application", wording="application-1")
    assert give_consent(world.ana, world.ana, purpose="application", wording="application-2") == first
    assert Consent.objects.count() == 1
    assert [(e.fact, e.details["wording"]) for e in time_line(world.ana.id)] == [("ConsentGiven", "application-1")]


def test_nobody_consents_for_another(world):
    with pytest.raises(NotAllowed):
        give_consent(world.ben, world.ana, purpose="application", wording="application-1")
