import pytest

from navet.directory.commands import add_contact, register_customer, welcome
from navet.directory.models import Contact, Customer, Membership, Organisation, Person, Role
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import Refused


def test_a_new_organisation_becomes_a_customer_and_the_journal_tells(world):
    customer = register_customer(
        world.ben,
        world.hub,
        country="NO",
        register_number="923 609 016",
        legal_name="Fjord AS",
        details={"region": "NO060"},
    )
    assert (customer.organisation.register_number, customer.organisation.region) == ("923609016", "NO060")
    assert [e.fact for e in time_line(customer.id)] == ["CustomerRegistered"]


def test_one_that_is_known_is_found_and_nothing_is_overwritten(world):
    again = register_customer(
        world.ben,
        world.hub,
        country="SE",
        register_number="556036-0793",
        legal_name="Another name",
        details={"region": "SE110"},
    )
    assert again == world.customer
    assert Organisation.objects.get(id=world.bakery.id).legal_name == "Bageriet AB"
    assert list(time_line(again.id)) == []


def test_a_merged_organisation_leads_to_the_one_that_is_left(world):
    old = Organisation.objects.create(
        country="NO", register_number="988077917", legal_name="Gamle", merged_into=world.bakery
    )
    assert (
        register_customer(world.ben, world.hub, country="NO", register_number=old.register_number, legal_name="x")
        == world.customer
    )


@pytest.mark.parametrize(("country", "number", "field"), [("NO", "123", "register_number"), ("US", "1", "country")])
def test_a_wrong_number_is_told_at_its_field_and_nothing_is_kept(world, country, number, field):
    with pytest.raises(Refused) as refused:
        register_customer(world.ben, world.hub, country=country, register_number=number, legal_name="X")
    assert list(refused.value.fields) == [field]
    assert Customer.objects.count() == 2


def test_the_neighbour_knows_nothing_of_it(world):
    register_customer(world.ben, world.hub, country="NO", register_number="923609016", legal_name="Fjord AS")
    with inside(world.other.id):
        assert Customer.objects.filter(organisation__register_number="923609016").count() == 0


def test_a_person_is_welcomed_once_whatever_the_case_of_the_address(world):
    member = welcome(email="New@Example.org", name="Nia", language="sv")
    assert welcome(email="new@example.ORG", name="Other") == member
    assert (member.role, member.language, Person.objects.filter(email="new@example.org").count()) == (
        Role.CONTACT,
        "sv",
        1,
    )


def test_a_person_known_in_another_hub_keeps_the_login(world):
    member = welcome(email="nils@example.org", name="Nils")
    assert member.person_id == world.neighbour.person_id
    assert Membership.objects.filter(person=member.person).count() == 1


def test_a_contact_is_added_once(world):
    member = welcome(email="new@example.org", name="Nia")
    contact = add_contact(world.ben, world.customer, member=member, title="Owner")
    assert add_contact(world.ben, world.customer, member=member) == contact
    assert Contact.objects.filter(customer=world.customer).count() == 2
    assert [e.fact for e in time_line(world.customer.id)] == ["ContactAdded"]
