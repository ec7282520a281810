import pytest

from navet.directory.commands import give_consent, withdraw_consent
from navet.directory.models import Consent
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed


def test_a_consent_stands_once_until_it_is_withdrawn_and_stays_on_record(world):
    consent = give_consent(world.ana, world.ana, purpose="contact", wording="2026-1")
    assert give_consent(world.ana, world.ana, purpose="contact", wording="2026-1") == consent
    withdraw_consent(world.ana, world.ana, purpose="contact")
    withdraw_consent(world.ana, world.ana, purpose="contact")
    again = give_consent(world.ana, world.ana, purpose="contact", wording="2026-2")
    assert again != consent
    assert Consent.objects.count() == 2
    assert [e.fact for e in time_line(world.ana.id)] == ["ConsentGiven", "ConsentWithdrawn", "ConsentGiven"]


def test_nobody_consents_for_another(world):
    with pytest.raises(NotAllowed):
        give_consent(world.dag, world.ana, purpose="contact", wording="2026-1")
