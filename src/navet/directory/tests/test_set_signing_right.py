import pytest

from navet.directory.commands import add_contact, end_contact, set_signing_right, welcome
from navet.directory.models import Contact
from navet.directory.queries import has_signer, may_sign_for
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


@pytest.fixture
def pia(world) -> Contact:
    return add_contact(world.ben, world.public_customer, member=welcome(email="pia@example.org", name="Pia"))


def facts_about(customer) -> list[str]:
    return [entry.fact for entry in time_line(customer.id)]


def test_a_person_is_given_the_right_to_sign_and_loses_it(world, pia):
    assert not has_signer(world.public_customer)
    set_signing_right(world.ben, pia, may_sign=True)
    set_signing_right(world.ben, pia, may_sign=True)
    assert (may_sign_for(pia.member, world.town), has_signer(world.public_customer)) == (True, True)
    set_signing_right(world.ben, pia, may_sign=False)
    assert (may_sign_for(pia.member, world.town), has_signer(world.public_customer)) == (False, False)
    assert facts_about(world.public_customer) == ["ContactAdded", "SigningRightSet", "SigningRightSet"]


def test_only_staff_give_the_right(world, pia):
    for member in (world.ana, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            set_signing_right(member, pia, may_sign=True)


def test_who_left_signs_nothing_and_comes_back_without_the_right(world, pia):
    set_signing_right(world.ben, pia, may_sign=True)
    end_contact(world.ben, pia)
    with pytest.raises(Refused):
        set_signing_right(world.ben, pia, may_sign=True)
    back = add_contact(world.ben, world.public_customer, member=pia.member)
    assert (back.id, back.until, back.may_sign) == (pia.id, None, False)
    assert facts_about(world.public_customer)[-1] == "ContactAdded"


def test_by_page(world, as_member, pia):
    client = as_member(world.ben)
    address = f"/h/north/contacts/{pia.id}/signing/"
    client.post(address, {"may_sign": "yes"})
    page = client.get(f"/h/north/customers/{world.public_customer.id}/").content.decode()
    assert Contact.objects.get(id=pia.id).may_sign
    assert "May no longer sign" in page
    client.post(address)
    assert not Contact.objects.get(id=pia.id).may_sign
    assert as_member(world.eva).post(address).status_code == 403


def test_a_new_contact_may_sign_at_once(world, as_member):
    told = {"name": "Pia", "email": "pia@example.org", "may_sign": "on"}
    as_member(world.ben).post(f"/h/north/customers/{world.public_customer.id}/contacts/", told)
    assert Contact.objects.get(member__email="pia@example.org").may_sign


def test_the_neighbours_contact_is_not_found(world, as_member):
    with inside(world.other.id):
        theirs = Contact.objects.create(customer=world.neighbours_customer, member=world.neighbour)
    told = {"may_sign": "yes"}
    assert as_member(world.ben).post(f"/h/north/contacts/{theirs.id}/signing/", told).status_code == 404
    with inside(world.other.id):
        assert not Contact.objects.get().may_sign
