from datetime import date
from decimal import Decimal

import pytest

from navet.assessments.commands import open_assessment
from navet.casework.models import Application
from navet.directory.commands import add_contact, enter_accounts, merge_organisations, register_customer, welcome
from navet.directory.models import AccountYear, Contact, Customer, Organisation, OrganisationLink
from navet.directory.queries import duplicates_of
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


@pytest.fixture
def twin(world):
    return register_customer(world.ben, world.hub, country="LI", register_number="B1", legal_name="Bageriet A.B.")


def test_everything_moves_and_the_old_number_leads_on(world, twin):
    third = register_customer(world.ben, world.hub, country="LI", register_number="T1", legal_name="Third").organisation
    add_contact(world.ben, twin, member=world.ana)
    add_contact(world.ben, twin, member=welcome(email="new@example.org", name="Nia"))
    for year in (2024, 2025):
        enter_accounts(world.ben, twin, year=year, staff=Decimal(5), turnover=None, balance=None)
    enter_accounts(world.ben, world.customer, year=2025, staff=Decimal(7), turnover=None, balance=None)
    for parent, child in ((twin.organisation, third), (third, twin.organisation), (twin.organisation, world.bakery)):
        OrganisationLink.objects.create(parent=parent, child=child, kind="board", since=date(2020, 1, 1))
    asked = Application.objects.create(customer=twin, language="sv", secret_hash="x")
    gone = twin.organisation

    merge_organisations(world.cia, world.customer, gone=twin)

    asked.refresh_from_db()
    assert asked.customer_id == world.customer.id
    assert not Customer.objects.filter(id=twin.id).exists()
    assert {c.member.name for c in Contact.objects.filter(customer=world.customer)} == {"Ana", "Nia"}
    assert [(a.year, a.staff) for a in AccountYear.objects.filter(organisation=world.bakery).order_by("year")] == [
        (2024, Decimal(5)),
        (2025, Decimal(7)),
    ]
    assert OrganisationLink.objects.filter(parent=world.bakery).count() == 1
    assert OrganisationLink.objects.filter(child=world.bakery).count() == 1
    assert Organisation.objects.get(id=gone.id).merged_into == world.bakery
    assert register_customer(world.ben, world.hub, country="LI", register_number="B1", legal_name="x") == world.customer
    assert time_line(world.customer.id).last().fact == "OrganisationsMerged"


def test_another_hubs_customer_follows(world, twin):
    with inside(world.other.id):
        theirs = Customer.objects.create(organisation=twin.organisation)
        Customer.objects.filter(id=world.neighbours_customer.id).delete()
    merge_organisations(world.cia, world.customer, gone=twin)
    with inside(world.other.id):
        assert Customer.objects.get(id=theirs.id).organisation == world.bakery


def test_a_note_is_not_lost(world, twin):
    Customer.objects.filter(id=twin.id).update(note="Call on Fridays")
    merge_organisations(world.cia, world.customer, gone=Customer.objects.get(id=twin.id))
    assert Customer.objects.get(id=world.customer.id).note == "Call on Fridays"


def test_only_coordinators_and_never_with_itself(world, twin):
    with pytest.raises(NotAllowed):
        merge_organisations(world.ben, world.customer, gone=twin)
    with pytest.raises(Refused, match="already"):
        merge_organisations(world.cia, world.customer, gone=world.customer)


def test_the_page_compares_asks_and_merges(world, twin, as_member):
    assert list(duplicates_of(world.customer)) == [twin]
    client = as_member(world.cia)
    assert b"Compare the two" in client.get(f"/h/north/customers/{world.customer.id}/").content
    path = f"/h/north/customers/{world.customer.id}/merger/{twin.id}/"
    assert b"Bageriet A.B." in client.get(path).content
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"sure": "on"}).status_code == 302
    assert client.get(path).status_code == 404
    assert (
        client.get(f"/h/north/customers/{world.customer.id}/merger/{world.neighbours_customer.id}/").status_code == 404
    )


def test_two_notes_stay_the_kept_ones(world, twin):
    Customer.objects.filter(id=world.customer.id).update(note="Kept")
    Customer.objects.filter(id=twin.id).update(note="Gone")
    merge_organisations(world.cia, world.customer, gone=Customer.objects.get(id=twin.id))
    assert Customer.objects.get(id=world.customer.id).note == "Kept"


def test_two_rounds_that_there_can_be_only_one_of_refuse_the_merger_whole(world, twin):
    for organisation in (world.bakery, twin.organisation):
        open_assessment(world.ben, organisation)
    with pytest.raises(Refused, match="only one of"):
        merge_organisations(world.cia, world.customer, gone=twin)
    assert Customer.objects.filter(id=twin.id).exists()
    assert Organisation.objects.get(id=twin.organisation_id).merged_into is None
