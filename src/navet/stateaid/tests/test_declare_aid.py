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
