from decimal import Decimal

import pytest

from navet.journal.models import Entry
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid import commands, queries
from navet.stateaid.tests.conftest import grant


def test_a_revocation_frees_the_whole_room(ledger):
    entry = grant(ledger.ben, ledger.bakery, "1200.00")
    commands.correct_aid(ledger.ben, entry, amount=Decimal("1000.00"), reason="Less")
    change = commands.revoke_aid(ledger.ben, entry, reason="The help was never given")
    assert (change.kind, change.amount, change.corrects, change.total_after) == ("REVOCATION", -1000, entry, 0)
    assert queries.room_of(ledger.bakery).left == 300000
    assert Entry.objects.get(fact="AidRevoked").details["amount"] == "-1000.00"


def test_what_is_revoked_stays_revoked(ledger):
    entry = grant(ledger.ben, ledger.bakery, "1200.00")
    commands.revoke_aid(ledger.ben, entry, reason="Never given")
    with pytest.raises(Refused, match=r"revoked already"):
        commands.revoke_aid(ledger.ben, entry, reason="Never given")
    with pytest.raises(Refused, match=r"revoked already"):
        commands.correct_aid(ledger.ben, entry, amount=Decimal("1.00"), reason="Some")


def test_a_contact_may_not(ledger):
    entry = grant(ledger.ben, ledger.bakery, "1200.00")
    with pytest.raises(NotAllowed):
        commands.revoke_aid(ledger.ana, entry, reason="No")


def test_both_doors(ledger, as_member):
    first, second = (grant(ledger.ben, ledger.bakery, "5.00") for _ in range(2))
    browser = as_member(ledger.ben)
    address = f"/h/north/aid-entries/{first.id}/revocation/"
    assert "Revoke a grant" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert "The grant is revoked" in browser.post(address, {"reason": "No"}, follow=True).content.decode()
    assert browser.post(address, {"reason": "No"}).status_code == 409
    endpoint = f"/h/north/api/v1/aid-entries/{second.id}/revocation"
    answer = browser.post(endpoint, {"reason": "No"}, content_type="application/json")
    assert (answer.status_code, answer.json()["amount"], answer.json()["corrects"]) == (201, "-5.00", str(second.id))
    assert browser.post(endpoint, {"reason": "No"}, content_type="application/json").status_code == 409
    assert queries.room_of(ledger.bakery).used == 0
