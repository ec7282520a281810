from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from navet.directory.models import Contact, Customer, Membership, Role
from navet.journal.models import Entry
from navet.kit.refusals import NotAllowed, Refused
from navet.stateaid import commands, queries
from navet.stateaid.commands import OtherAid
from navet.stateaid.models import Declaration
from navet.stateaid.tests.conftest import TODAY, elsewhere, grant, make_firm, tie

JUNE = date(2025, 6, 1)


def other(amount, on=JUNE, **details):
    return OtherAid(granted_on=on, amount=Decimal(amount), authority="Staden", **details)


def used(organisation, **details):
    return queries.room_of(organisation, **details).used


def test_a_statement_keeps_who_when_and_in_which_words(world):
    with translation.override("sv"):
        declaration = commands.declare_aid(world.ana, world.bakery, rows=[other("500.00"), other("70.00")])
    declaration = Declaration.objects.get(id=declaration.id)
    assert (declaration.signed_by, declaration.signed_by_id) == ("Ana", world.ana.id)
    assert (declaration.wording, declaration.language) == ("2026-11", "sv")
    assert [row.amount for row in declaration.rows.order_by("id")] == [500, 70]
    assert queries.newest_declaration(world.bakery) == declaration
    told = Entry.objects.get(fact="AidDeclared")
    assert (told.about, told.details["rows"], told.details["total"]) == (world.bakery.id, 2, "570.00")


def test_declared_aid_counts_in_every_hub_and_for_the_group(world):
    sister = make_firm("Konditoriet AB", "5560360002")
    tie(world.bakery, sister)
    commands.declare_aid(world.ana, world.bakery, rows=[other("299500.00")])
    assert used(sister) == 299500
    with pytest.raises(Refused, match=r"room for EUR 500.00"):
        elsewhere(world, lambda nils: grant(nils, world.bakery, "501.00"))


def test_aid_told_of_too_late_is_kept_and_says_what_is_now_over(world, as_member):
    commands.declare_aid(world.ana, world.bakery, rows=[])
    grant(world.ben, world.bakery, "200000.00")
    assert not Entry.objects.filter(fact="CeilingPassed").exists()
    assert (
        "Over the ceiling"
        not in as_member(world.fia).get(f"/h/north/organisations/{world.bakery.id}/aid/").content.decode()
    )
    commands.declare_aid(world.ana, world.bakery, rows=[other("150000.00")])
    told = Entry.objects.get(fact="CeilingPassed")
    assert (told.about, told.details["sum"], told.details["ceiling"]) == (world.bakery.id, "350000.00", "300000.00")
    page = as_member(world.fia).get(f"/h/north/organisations/{world.bakery.id}/aid/").content.decode()
    assert "Over the ceiling" in page
    assert "EUR 350,000.00" in page


def test_farm_and_older_aid_counts_and_other_states_do_not(world):
    rows = [
        other("1.00", regime="DE_MINIMIS_FARM"),
        other("2.00", date(2023, 12, 1), regime="DE_MINIMIS_2013"),
        other("4.00", member_state="NO"),
        other("8.00", date(2023, 11, 21)),
    ]
    commands.declare_aid(world.ana, world.bakery, rows=rows)
    assert used(world.bakery) == 3
    assert used(world.bakery, member_state="NO") == 4


def test_the_newest_statement_replaces_the_earlier_ones(world):
    commands.declare_aid(world.ana, world.bakery, rows=[other("500.00")])
    with_more = elsewhere(world, lambda _: sign_there(world, [other("500.00"), other("70.00")]))
    assert with_more.hub_id == world.other.id
    assert used(world.bakery) == 570


def sign_there(world, rows):
    signer = Membership.objects.create(name="Olle", email="olle@example.org", role=Role.CONTACT)
    customer = Customer.objects.get(organisation=world.bakery)
    Contact.objects.create(customer=customer, member=signer, may_sign=True)
    return commands.declare_aid(signer, world.bakery, rows=rows)


def test_what_the_ledger_knows_itself_is_not_counted_twice(ledger):
    grant(ledger.ben, ledger.bakery, "1200.00")
    rows = [other("1200.00", TODAY), other("1200.00")]
    declaration = commands.declare_aid(ledger.ana, ledger.bakery, rows=rows)
    assert [row.is_known for row in declaration.rows.order_by("id")] == [True, False]
    assert used(ledger.bakery) == 2400


def test_crowns_are_counted_in_euro(world):
    commands.enter_rate(world.cia, "SEK", day=JUNE, rate=Decimal(11), source="ECB")
    declaration = commands.declare_aid(world.ana, world.bakery, rows=[other("1100.00", currency="SEK")])
    row = declaration.rows.get()
    assert (row.amount, row.original_amount, row.currency) == (100, 1100, "SEK")


def test_rows_that_can_not_be_are_refused_whole(world):
    for row in (other("1.00", date(2026, 11, 23)), other("1.00", regime="GBER_28"), other("0.00"), other("-1.00")):
        with pytest.raises(Refused):
            commands.declare_aid(world.ana, world.bakery, rows=[other("5.00"), row])
    assert Declaration.objects.count() == 0


def test_only_who_may_sign_for_the_organisation_signs(world):
    for who in (world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            commands.declare_aid(who, world.bakery, rows=[])
    with pytest.raises(NotAllowed):
        commands.declare_aid(world.ana, world.town, rows=[])


# --- The doors ----------------------------------------------------------------------------------------------


def address(world, organisation=None):
    return f"/h/north/organisations/{(organisation or world.bakery).id}/aid/declaration/"


def endpoint(world):
    return f"/h/north/api/v1/organisations/{world.bakery.id}/aid-declarations"


def rows_of(*rows, count=3, **more):
    data = {"aid-TOTAL_FORMS": count, "aid-INITIAL_FORMS": 0}
    for number in range(count):
        row = {"granted_on": "", "authority": "", "amount": "", "currency": "EUR", "regime": "DE_MINIMIS_2023"}
        row |= rows[number] if number < len(rows) else {}
        data |= {f"aid-{number}-{name}": value for name, value in row.items()}
    return data | more


ROW = {"granted_on": "2025-06-01", "authority": "Staden", "amount": "500.00"}
SIGNED = {"is_all": "on", "may_sign": "on"}


def test_the_customer_signs_on_the_page(world, as_member):
    browser = as_member(world.ana)
    assert browser.get(address(world)).status_code == 200
    answer = browser.post(address(world), rows_of(ROW, **SIGNED), follow=True)
    assert "Your declaration is signed" in answer.content.decode()
    assert used(world.bakery) == 500
    browser.post(address(world), rows_of(ROW, **SIGNED))
    assert Declaration.objects.count() == 1  # a double click
    browser.post(address(world), rows_of(**SIGNED))
    assert (Declaration.objects.count(), used(world.bakery)) == (2, 0)


def test_one_more_row_keeps_what_was_typed_and_signs_nothing(world, as_member):
    answer = as_member(world.ana).post(address(world), rows_of(ROW, more="1"))
    told = answer.content.decode()
    assert (answer.status_code, Declaration.objects.count()) == (200, 0)
    assert 'name="aid-3-amount"' in told
    assert 'value="Staden"' in told
    broken = as_member(world.ana).post(address(world), {"aid-TOTAL_FORMS": "x", "more": "1"})
    assert broken.status_code == 200


def test_what_is_missing_or_wrong_is_told_and_kept(world, as_member):
    browser = as_member(world.ana)
    for data in (
        rows_of(ROW),
        rows_of(ROW | {"granted_on": "2026-11-23"}, **SIGNED),
        rows_of(ROW | {"amount": "lots"}, **SIGNED),
        rows_of(ROW | {"regime": "GBER_28"}, **SIGNED),
        {"aid-TOTAL_FORMS": "x", **SIGNED},
    ):
        assert browser.post(address(world), data).status_code == 422
    no_rate = browser.post(address(world), rows_of(ROW | {"currency": "SEK"}, **SIGNED))
    assert no_rate.status_code == 409
    assert "No exchange rate for SEK" in no_rate.content.decode()
    assert Declaration.objects.count() == 0


def test_who_reaches_the_page(world, as_member):
    assert as_member(world.ben).get(address(world)).status_code == 403
    assert as_member(None).get(address(world)).status_code == 302
    assert as_member(world.ana).get(address(world, world.town)).status_code == 404


def test_a_machine_signs_for_the_customer_too(world, as_member):
    row = {"granted_on": "2025-06-01", "amount": "500.00", "authority": "Staden"}
    send = {"content_type": "application/json"}
    answer = as_member(world.ana).post(endpoint(world), {"rows": [row]}, **send)
    assert answer.status_code == 201
    assert (answer.json()["signed_by"], answer.json()["rows"], answer.json()["signed_on"]) == ("Ana", 1, "2026-11-22")
    assert as_member(world.ana).post(endpoint(world), {"rows": [row | {"amount": "0"}]}, **send).status_code == 422
    late = as_member(world.ana).post(endpoint(world), {"rows": [row | {"granted_on": "2026-12-01"}]}, **send)
    assert (late.status_code, late.json()["title"]) == (409, "Aid that was granted cannot lie in the future.")
    assert as_member(world.ben).post(endpoint(world), {"rows": []}, **send).status_code == 403
    assert as_member(world.eva).post(endpoint(world), {"rows": []}, **send).status_code == 404
