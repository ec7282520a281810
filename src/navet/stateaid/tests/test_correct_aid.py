from datetime import date
from decimal import Decimal

import pytest

from navet.journal.models import Entry
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid import commands, queries
from navet.stateaid.models import AidEntry
from navet.stateaid.tests.conftest import elsewhere, grant

JULY = date(2026, 7, 1)


@pytest.fixture
def entry(ledger):
    commands.enter_rate(ledger.cia, "SEK", day=JULY, rate=Decimal(10), source="ECB")
    return grant(ledger.ben, ledger.bakery, "10000.00", JULY, currency="SEK")


def test_a_correction_is_a_row_of_the_difference(ledger, entry):
    change = commands.correct_aid(ledger.ben, entry, amount=Decimal("7000.00"), reason="Two hours fewer")
    change = AidEntry.objects.get(id=change.id)
    assert (change.kind, change.corrects, change.reason) == ("CORRECTION", entry, "Two hours fewer")
    assert (change.amount, change.original_amount, change.rate) == (-300, -3000, 10)
    assert (change.granted_on, change.about, change.total_after) == (JULY, entry.about, 700)
    assert change.number != entry.number
    assert queries.room_of(ledger.bakery).used == 700
    assert queries.changed_amount(entry) == (700, 7000)


def test_a_second_correction_counts_from_the_first(ledger, entry):
    commands.correct_aid(ledger.ben, entry, amount=Decimal("7000.00"), reason="Fewer")
    again = commands.correct_aid(ledger.eva, entry, amount=Decimal("8000.00"), reason="One more")
    assert (again.amount, queries.room_of(ledger.bakery).used) == (100, 800)


def test_the_journal_knows(ledger, entry):
    change = commands.correct_aid(ledger.ben, entry, amount=Decimal("7000.00"), reason="Fewer")
    told = Entry.objects.get(fact="AidCorrected")
    assert told.about == entry.about
    assert (told.details["entry_id"], told.details["corrects_id"]) == (str(change.id), str(entry.id))
    assert told.details["amount"] == "-300.00"


def test_a_correction_upwards_must_keep_to_the_ceiling(ledger, entry):
    grant(ledger.ben, ledger.bakery, "298900.00")
    with pytest.raises(Refused, match=r"EUR 200.00 does not fit .* room for EUR 100.00"):
        commands.correct_aid(ledger.ben, entry, amount=Decimal("12000.00"), reason="More")
    assert commands.correct_aid(ledger.ben, entry, amount=Decimal("11000.00"), reason="More").amount == 100


def test_the_same_amount_a_missing_reason_and_a_change_of_a_change_are_refused(ledger, entry):
    with pytest.raises(Refused, match=r"the amount already") as told:
        commands.correct_aid(ledger.ben, entry, amount=Decimal("10000.00"), reason="Same")
    assert list(told.value.fields) == ["amount"]
    with pytest.raises(Refused, match=r"and why"):
        commands.correct_aid(ledger.ben, entry, amount=Decimal("1.00"), reason="")
    change = commands.correct_aid(ledger.ben, entry, amount=Decimal("1.00"), reason="Less")
    with pytest.raises(Refused, match=r"the grant itself"):
        commands.correct_aid(ledger.ben, change, amount=Decimal("2.00"), reason="Less")


def test_only_the_hub_that_granted_may(ledger, entry):
    for who in (ledger.ana, ledger.fia):
        with pytest.raises(NotAllowed):
            commands.correct_aid(who, entry, amount=Decimal("1.00"), reason="Less")
    with pytest.raises(NotAllowed):
        elsewhere(ledger, lambda nils: commands.correct_aid(nils, entry, amount=Decimal("1.00"), reason="Less"))


def test_aid_under_a_rule_without_a_ceiling_is_corrected_too(ledger):
    entry = grant(ledger.ben, ledger.bakery, "500.00", regime="GBER_31")
    change = commands.correct_aid(ledger.ben, entry, amount=Decimal("400.00"), reason="Less")
    assert (change.amount, change.total_after) == (-100, 400)


# --- The doors ----------------------------------------------------------------------------------------------


def address(entry):
    return f"/h/north/aid-entries/{entry.id}/correction/"


def endpoint(entry):
    return f"/h/north/api/v1/aid-entries/{entry.id}/corrections"


def test_staff_correct_on_the_page(ledger, entry, as_member):
    browser = as_member(ledger.ben)
    assert 'value="10000.00"' in browser.get(address(entry)).content.decode()
    answer = browser.post(address(entry), {"amount": "7000", "reason": "Fewer"}, follow=True)
    assert "The correction is entered" in answer.content.decode()
    assert queries.changed_amount(entry) == (700, 7000)
    assert browser.post(address(entry), {"amount": "7000", "reason": "Again"}).status_code == 409
    for typed in ({"amount": "-1", "reason": "x"}, {"amount": "1", "reason": ""}):
        assert browser.post(address(entry), typed).status_code == 422
    assert AidEntry.objects.count() == 2


def test_a_machine_corrects_too(ledger, entry, as_member):
    send = {"content_type": "application/json"}
    answer = as_member(ledger.eva).post(endpoint(entry), {"amount": "7000", "reason": "Fewer"}, **send)
    told = answer.json()
    assert (answer.status_code, told["kind"], told["amount"], told["original_amount"]) == (
        201,
        "CORRECTION",
        "-300.00",
        "-3000.00",
    )
    assert as_member(ledger.ben).post(endpoint(entry), {"amount": "7000", "reason": "x"}, **send).status_code == 409
    assert as_member(ledger.ben).post(endpoint(entry), {"amount": "-1", "reason": "x"}, **send).status_code == 422


def test_a_neighbours_entry_is_not_found(ledger, as_member):
    theirs = elsewhere(ledger, lambda nils: grant(nils, ledger.bakery, "1.00"))
    browser = as_member(ledger.ben)
    assert browser.get(address(theirs)).status_code == 404
    assert (
        browser.post(endpoint(theirs), {"amount": "1", "reason": "x"}, content_type="application/json").status_code
        == 404
    )
    assert as_member(ledger.ana).get(address(theirs)).status_code == 403
