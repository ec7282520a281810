"""A customer's pages and every small step with it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.directory.commands import (
    add_contact,
    add_establishment,
    edit_customer,
    edit_organisation,
    end_contact,
    end_link,
    enter_accounts,
    link_organisations,
    register_customer,
    welcome,
)
from navet.directory.doors import VISITOR
from navet.directory.models import AccountYear, Contact, Customer, Establishment, Organisation, OrganisationLink
from navet.directory.queries import (
    find_customer,
    find_organisation,
    may_sign_for,
    size_of,
    table_of_customers,
)
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused

SMALL = {"staff": Decimal(12), "turnover": Decimal(3_000_000), "balance": Decimal(2_500_000)}


@pytest.fixture
def mother(world):
    return register_customer(world.ben, world.hub, country="NO", register_number="923609016", legal_name="Mor AS")


def hold(world, mother, **details):
    details = {"share": Decimal("0.6"), "kind": "votes", "since": date(2020, 1, 1), **details}
    return link_organisations(
        world.ben, world.customer, country="NO", register_number="923609016", is_parent=True, **details
    )


def test_figures_make_the_size_and_a_linked_firms_count_whole(world, mother):
    enter_accounts(world.ben, world.customer, year=2025, **SMALL)
    world.customer.refresh_from_db()
    assert world.customer.size == "small"
    hold(world, mother)
    enter_accounts(world.ben, mother, year=2025, staff=Decimal(90), turnover=Decimal(20_000_000), balance=None)
    world.customer.refresh_from_db()
    mother.refresh_from_db()
    assert (world.customer.size, mother.size) == ("medium", "medium")
    assert size_of(world.bakery).figures.staff == Decimal(102)
    assert "OrganisationEdited" in [e.fact for e in time_line(world.customer.id)]


def test_entering_a_year_again_corrects_it(world):
    enter_accounts(world.ben, world.customer, year=2025, **SMALL)
    enter_accounts(world.ben, world.customer, year=2025, **{**SMALL, "staff": Decimal(13)})
    assert [row.staff for row in AccountYear.objects.all()] == [Decimal(13)]
    assert size_of(world.town) is None


def test_a_hold_ends_and_is_kept(world, mother):
    link = hold(world, mother)
    end_link(world.ben, link, until=date(2024, 6, 30))
    assert OrganisationLink.objects.get().until == date(2024, 6, 30)
    with pytest.raises(Refused, match="before the first"):
        end_link(world.ben, link, until=date(2019, 1, 1))


@pytest.mark.parametrize(
    ("details", "what"),
    [
        ({"share": None}, "share of capital"),
        ({"since": date(2024, 1, 1), "until": date(2023, 1, 1)}, "before the first"),
    ],
)
def test_a_hold_that_cannot_be_is_refused(world, mother, details, what):
    with pytest.raises(Refused, match=what):
        hold(world, mother, **details)
    assert OrganisationLink.objects.count() == 0


def test_nobody_holds_itself_and_an_unknown_number_is_told_at_its_field(world):
    with pytest.raises(Refused, match="linked to itself"):
        link_organisations(
            world.ben,
            world.customer,
            country="SE",
            register_number="5560360793",
            is_parent=True,
            kind="board",
            since=date(2020, 1, 1),
        )
    with pytest.raises(Refused) as refused:
        link_organisations(
            world.ben,
            world.customer,
            country="NO",
            register_number="988077917",
            is_parent=True,
            kind="board",
            since=date(2020, 1, 1),
        )
    assert list(refused.value.fields) == ["register_number"]


def test_the_organisation_and_what_the_hub_knows_are_edited_apart(world):
    edit_organisation(world.ben, world.customer, details={"municipality": "Lund"})
    edit_customer(world.ben, world.customer, details={"note": "Likes mornings", "adviser": world.ben})
    edit_customer(world.ben, world.customer, details={"note": "Likes mornings"})
    assert Organisation.objects.get(id=world.bakery.id).municipality == "Lund"
    with inside(world.other.id):
        assert Customer.objects.get().note == ""
    assert len(time_line(world.customer.id)) == 2


def test_places_and_people(world):
    add_establishment(world.ben, world.customer, details={"name": "Ovnen"})
    contact = add_contact(world.ben, world.customer, member=welcome(email="p@example.org", name="Pia"))
    end_contact(world.ben, contact)
    end_contact(world.ben, contact)
    assert (Establishment.objects.get().name, Contact.objects.get(id=contact.id).until) == (
        "Ovnen",
        timezone.localdate(),
    )


def test_only_staff_edit(world):
    contact = Contact.objects.first()
    for member in (world.ana, world.eva, world.fia):
        for act, thing, details in (
            (edit_organisation, world.customer, {"details": {}}),
            (edit_customer, world.customer, {"details": {}}),
            (end_contact, contact, {}),
        ):
            with pytest.raises(NotAllowed):
                act(member, thing, **details)


STEPS = {
    "organisation": {"legal_name": "Bageriet i Lund AB", "kind": "UNDERTAKING", "nuts_year": "2024"},
    "particulars": {"sector": "food", "note": "x"},
    "accounts": {"year": "2025", "staff": "3"},
    "holds": {
        "country": "NO",
        "register_number": "923609016",
        "is_parent": "yes",
        "kind": "votes",
        "percent": "60",
        "since": "2020-01-01",
    },
    "establishments": {"name": "Ovnen"},
    "contacts": {"name": "Pia", "email": "pia@example.org"},
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_a_page_that_keeps_what_was_typed_and_knows_no_neighbours_customer(
    world, mother, as_member, step
):
    client = as_member(world.ben)
    path = f"/h/north/customers/{world.customer.id}/{step}/"
    assert client.get(path).status_code == 200
    done = client.post(path, STEPS[step])
    assert (done.status_code, done.headers["Location"]) == (302, f"/h/north/customers/{world.customer.id}/")
    assert client.get(done.headers["Location"]).status_code == 200
    assert client.post(f"/h/north/customers/{world.neighbours_customer.id}/{step}/", STEPS[step]).status_code == 404
    assert as_member(world.ana).get(path).status_code == 403


def test_bad_input_stays_on_the_page(world, as_member):
    client = as_member(world.ben)
    for step, wrong in {
        "accounts": {"year": "1"},
        "holds": {**STEPS["holds"], "percent": "140"},
        "contacts": {"name": "Pia", "email": "no"},
    }.items():
        assert client.post(f"/h/north/customers/{world.customer.id}/{step}/", wrong).status_code == 422
    bad = client.post(
        "/h/north/customers/new/",
        {"country": "SE", "register_number": "12", "legal_name": "Kept AB", "kind": "UNDERTAKING"},
    )
    assert (bad.status_code, b"Kept AB" in bad.content) == (422, True)


def test_a_new_customer_by_its_number(world, as_member):
    client = as_member(world.ben)
    assert client.get("/h/north/customers/new/").status_code == 200
    given = {
        "country": "SE",
        "register_number": "556703-7485",
        "legal_name": "Ljud AB",
        "kind": "UNDERTAKING",
        "region": "SE224",
    }
    assert client.post("/h/north/customers/new/", given).status_code == 302
    assert client.post("/h/north/customers/new/", given).status_code == 302
    assert Customer.objects.filter(organisation__register_number="5567037485").count() == 1


def test_the_pages_of_a_hold_and_a_contact(world, mother, as_member):
    link = hold(world, mother)
    client = as_member(world.ben)
    page = f"/h/north/customers/{world.customer.id}/"
    shown = client.get(page).content.decode()
    assert "Mor AS" in shown
    assert "single undertaking" in shown
    assert client.get(f"{page}holds/{link.id}/end/").status_code == 200
    assert client.post(f"{page}holds/{link.id}/end/", {"until": "2024-01-01"}).status_code == 302
    assert client.get(f"{page}holds/{world.customer.id}/end/").status_code == 404
    contact = Contact.objects.get(customer=world.customer)
    assert client.post(f"/h/north/contacts/{contact.id}/end/").status_code == 302
    assert client.post(f"/h/north/contacts/{world.customer.id}/end/").status_code == 404


def test_the_list_narrows_forgives_slips_and_exports(world, as_member):
    client = as_member(world.fia)
    whole = client.get("/h/north/customers/").content.decode()
    assert ("Bageriet AB" in whole, "Staden" in whole) == (True, True)
    for asked, hit in {
        "text=Bagariet": True,
        "text=556036-07": True,
        "kind=PUBLIC_BODY": False,
        "region=SE224": True,
        "text=zzz": False,
    }.items():
        assert ("Bageriet AB" in client.get(f"/h/north/customers/?{asked}").content.decode()) is hit, asked
    file = client.get("/h/north/customers/?as=csv")
    assert file.headers["Content-Disposition"] == 'attachment; filename="customers.csv"'
    assert b"Bageriet AB,556036-0793" in file.content
    assert client.get("/h/north/customers/?before=nonsense").status_code == 200
    assert as_member(world.eva).get("/h/north/customers/").status_code == 403


def test_a_sole_traders_number_is_masked_on_the_list_and_in_the_file(world):
    register_customer(world.ben, world.hub, country="SE", register_number="880320-0016", legal_name="Smeden")
    rows = {row[0]: row[1] for row in table_of_customers(Customer.objects.order_by("id"))}
    assert rows["Smeden"] == "880320-****"


def test_the_list_asks_as_much_for_one_row_as_for_sixty_and_pages_by_key(world, as_member, queries_of):
    client = as_member(world.ben)
    few = queries_of(lambda: client.get("/h/north/customers/"))
    for number in range(60):
        organisation = Organisation.objects.create(
            country="LI", register_number=f"X{number}", legal_name=f"Firma {number}"
        )
        Customer.objects.create(organisation=organisation)
    assert queries_of(lambda: client.get("/h/north/customers/")) == few <= 12
    first = client.get("/h/north/customers/").context["page"]
    second = client.get(f"/h/north/customers/?before={first.next}").context["page"]
    assert (len(first.rows), len(second.rows), second.next) == (50, 12, None)


def test_one_customers_page_asks_as_much_for_many_people_as_for_one(world, as_member, queries_of):
    client = as_member(world.ben)
    path = f"/h/north/customers/{world.customer.id}/"
    few = queries_of(lambda: client.get(path))
    for number in range(20):
        add_contact(world.ben, world.customer, member=welcome(email=f"p{number}@example.org", name=f"P{number}"))
    assert queries_of(lambda: client.get(path)) == few


def test_a_hold_on_somebody_who_is_no_customer_here_ends_too(world):
    stranger = Organisation.objects.create(country="LI", register_number="S1", legal_name="Stranger")
    link = OrganisationLink.objects.create(parent=stranger, child=world.bakery, kind="board", since=date(2020, 1, 1))
    end_link(world.ben, link, until=date(2024, 6, 30))
    assert [e.fact for e in time_line(world.customer.id)] == ["OrganisationEdited"]


def test_a_contact_finds_the_own_organisation_and_no_other(world):
    assert find_customer(world.ana, world.customer.id) == world.customer
    assert find_organisation(world.ana, world.bakery.id) == world.bakery
    for find, thing in ((find_customer, world.public_customer.id), (find_organisation, world.town.id)):
        with pytest.raises(NotFound):
            find(world.ana, thing)


def test_who_may_sign(world):
    signs = [may_sign_for(who, world.bakery) for who in (world.ana, world.ben, VISITOR)]
    assert signs == [True, False, False]
