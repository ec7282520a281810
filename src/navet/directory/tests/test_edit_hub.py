import pytest

from navet.directory.commands import add_partner, edit_hub, edit_partner
from navet.directory.forms import HubForm
from navet.directory.models import Role
from navet.hubs.models import Hub, Partner, inside
from navet.hubs.queries import every_hub, find_hub
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused

PARTNER = {"country": "SE", "register_number": "556036-0793", "name": "Teknikbyn AB", "role": "ASSOCIATED"}


def test_changes_and_tells(world):
    edit_hub(world.dag, world.hub, details={"name": "Norra navet", "main_colour": "#112233"})
    assert Hub.objects.get(id=world.hub.id).name == "Norra navet"
    assert [(e.fact, e.by, e.details["changed"]) for e in time_line(world.hub.id)] == [
        ("HubEdited", "Dag", ["main_colour", "name"])
    ]


def test_a_colour_that_is_none_is_refused_and_nothing_changes(world):
    with pytest.raises(Refused) as refused:
        edit_hub(world.dag, world.hub, details={"name": "New", "main_colour": "red"})
    assert list(refused.value.fields) == ["main_colour"]
    assert Hub.objects.get(id=world.hub.id).name == "North hub"


def test_a_hub_speaks_at_least_one_language(world):
    with pytest.raises(Refused, match="language"):
        edit_hub(world.dag, world.hub, details={"languages": []})


def test_only_an_administrator(world):
    for member in (world.ana, world.ben, world.cia, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            edit_hub(member, world.hub, details={"name": "Mine"})


def test_the_page_edits_keeps_what_was_typed_and_is_for_administrators(world, as_member):
    client = as_member(world.dag)
    start = {name: value for name, value in HubForm.of(world.hub).items() if value not in (None, [])}
    assert client.get("/h/north/hub/particulars/").status_code == 200
    assert (
        client.post("/h/north/hub/particulars/", {**start, "name": "Norra", "purpose_sv": "Hjälp"}).status_code == 302
    )
    hub = Hub.objects.get(id=world.hub.id)
    assert (hub.name, hub.purpose, hub.regions) == ("Norra", {"sv": "Hjälp"}, [])
    bad = client.post(
        "/h/north/hub/particulars/", {**start, "name": "Kept", "main_colour": "blue", "regions": "SE221, SE224"}
    )
    assert (bad.status_code, b"Kept" in bad.content, b"SE221, SE224" in bad.content) == (422, True, True)
    assert as_member(world.cia).get("/h/north/hub/particulars/").status_code == 403
    assert as_member(world.neighbour).get("/h/north/hub/").status_code == 403


def test_a_partner_is_added_once_and_edited(world, as_member):
    partner = add_partner(world.cia, world.hub, details=PARTNER)
    assert partner.register_number == "5560360793"
    with pytest.raises(Refused):
        add_partner(world.cia, world.hub, details=PARTNER)
    edit_partner(world.cia, partner, details={"until": None, "short_name": "Teknikbyn"})
    assert [(e.fact, e.details.get("changed")) for e in time_line(partner.id)] == [
        ("PartnerAdded", None),
        ("PartnerEdited", ["short_name"]),
    ]
    client = as_member(world.cia)
    path = f"/h/north/hub/partners/{partner.id}/"
    assert b"Teknikbyn AB" in client.get(path).content
    assert client.post(path, {**PARTNER, "since": "2024-01-01", "until": "2023-01-01"}).status_code == 422
    assert client.post(path, {**PARTNER, "since": "2024-01-01", "until": "2025-01-01"}).status_code == 302
    assert client.get("/h/north/hub/partners/new/").status_code == 200
    assert client.post("/h/north/hub/partners/new/", {**PARTNER, "register_number": "1"}).status_code == 422
    assert client.post("/h/north/hub/partners/new/", PARTNER).status_code == 422
    with pytest.raises(NotAllowed):
        add_partner(world.ben, world.hub, details=PARTNER)


def test_the_neighbours_partner_is_not_found(world, as_member):
    with inside(world.other.id):
        theirs = Partner.objects.create(country="SE", register_number="5560360793", name="Theirs")
    assert as_member(world.cia).get(f"/h/north/hub/partners/{theirs.id}/").status_code == 404


def test_the_hubs_page_asks_as_much_for_one_partner_as_for_thirty(world, as_member, queries_of):
    client = as_member(world.cia)
    few = queries_of(lambda: client.get("/h/north/hub/"))
    for number in range(30):
        Partner.objects.create(country="LI", register_number=str(number), name=f"P{number}")
    assert queries_of(lambda: client.get("/h/north/hub/")) == few <= 12


def test_hubs_are_found_by_id(world):
    assert find_hub(world.hub.id) == world.hub
    assert list(every_hub()) == [world.hub, world.other]
    with pytest.raises(NotFound):
        find_hub(world.partner.id)


def test_what_a_role_may_is_never_what_a_contact_may(world):
    assert {world.ana.role: world.ana.is_staff, world.eva.role: world.eva.is_staff} == {
        Role.CONTACT: False,
        Role.PARTNER: False,
    }
