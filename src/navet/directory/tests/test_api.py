"""The machines' door of the directory: the same commands as the pages, the same people, the same masks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from navet.directory.commands import (
    add_contact,
    enter_accounts,
    invite_member,
    link_organisations,
    make_key,
    register_customer,
    welcome,
)
from navet.directory.models import (
    AccountYear,
    ApiKey,
    Consent,
    Contact,
    Customer,
    Establishment,
    Invitation,
    Membership,
    Organisation,
    OrganisationLink,
    Role,
)
from navet.directory.queries import token_of
from navet.hubs.models import Hub, Partner, inside

API = "/h/north/api/v1"
JSON = "application/json"
SOON = timezone.localdate() + timedelta(days=30)
SMITH = {"country": "SE", "register_number": "880320-0016", "legal_name": "Smeden"}
NEW = {"country": "SE", "register_number": "556703-7485", "legal_name": "Ljud AB", "region": "SE224"}
HOLD = {
    "country": "SE",
    "register_number": "212000-1355",
    "is_parent": True,
    "kind": "votes",
    "share": "0.4",
    "since": "2020-01-01",
}


@pytest.fixture
def ask(as_member):
    """`ask(world.ben, "post", "customers", {…})`: status and answer."""

    def ask(member, method, path, sent=None, **more):
        given = {} if sent is None else {"data": sent, "content_type": JSON}
        response = getattr(as_member(member), method)(f"{API}/{path}", **given, **more)
        return response.status_code, response.json() if response.content else None

    return ask


def test_the_list_narrows_as_the_page_does_and_is_for_readers(world, ask):
    status, whole = ask(world.fia, "get", "customers")
    assert (status, [row["legal_name"] for row in whole["rows"]], whole["next"]) == (
        200,
        ["Staden", "Bageriet AB"],
        None,
    )
    for asked, names in {
        "text=Bagariet": ["Bageriet AB"],
        "text=556036-07": ["Bageriet AB"],
        "kind=PUBLIC_BODY": ["Staden"],
        "region=SE224": ["Bageriet AB"],
        "size=micro": [],
        f"adviser={world.ben.id}": [],
        f"before={world.public_customer.id}": ["Bageriet AB"],
    }.items():
        assert [row["legal_name"] for row in ask(world.ben, "get", f"customers?{asked}")[1]["rows"]] == names, asked
    for member in (world.ana, world.eva):
        assert ask(member, "get", "customers")[0] == 403
    assert ask(None, "get", "customers")[0] == 401
    assert ask(world.ben, "get", "customers?kind=FIRM")[0] == 422


def test_the_list_asks_as_much_for_one_row_as_for_sixty_and_pages_by_key(world, as_member, queries_of):
    client = as_member(world.ben)
    few = queries_of(lambda: client.get(f"{API}/customers"))
    for number in range(60):
        organisation = Organisation.objects.create(country="LI", register_number=f"X{number}", legal_name=f"F{number}")
        Customer.objects.create(organisation=organisation)
    assert queries_of(lambda: client.get(f"{API}/customers")) == few <= 10
    first = client.get(f"{API}/customers").json()
    second = client.get(f"{API}/customers?before={first['next']}").json()
    assert (len(first["rows"]), len(second["rows"]), second["next"]) == (50, 12, None)


def test_one_customer_whole_in_as_many_questions_for_many_people_as_for_one(world, as_member, queries_of):
    enter_accounts(world.ben, world.customer, year=2025, staff=3, turnover=None, balance=None)
    link_organisations(world.ben, world.customer, **HOLD | {"since": date(2020, 1, 1), "share": "0.6"})
    register_customer(world.ben, world.hub, country="LI", register_number="B1", legal_name="Bageriet A.B.")
    client = as_member(world.fia)
    few = queries_of(lambda: client.get(f"{API}/customers/{world.customer.id}"))
    for number in range(20):
        add_contact(world.ben, world.customer, member=welcome(email=f"p{number}@example.org", name=f"P{number}"))
    assert queries_of(lambda: client.get(f"{API}/customers/{world.customer.id}")) == few
    whole = client.get(f"{API}/customers/{world.customer.id}").json()
    assert (whole["organisation"]["register_number"], whole["size_class"]["size"]) == (
        "556036-0793",
        "small-mid-cap",
    )
    assert (len(whole["contacts"]), whole["accounts"][0]["year"], whole["holds"]) == (21, 2025, [])
    assert whole["held_by"][0]["parent"] == {"legal_name": "Staden", "register_number": "212000-1355"}
    assert [each["legal_name"] for each in whole["duplicates"]] == ["Bageriet A.B."]
    assert as_member(world.ana).get(f"{API}/customers/{world.customer.id}").status_code == 403


def test_a_customer_is_registered_edited_and_told_where_it_is_wrong(world, ask):
    status, made = ask(world.ben, "post", "customers", NEW)
    assert (status, made["organisation"]["register_number"]) == (201, "556703-7485")
    assert ask(world.ben, "post", "customers", NEW)[1]["id"] == made["id"]
    status, wrong = ask(world.ben, "post", "customers", NEW | {"register_number": "12"})
    assert (status, list(wrong["fields"])) == (409, ["register_number"])
    home = f"customers/{made['id']}"
    assert ask(world.ben, "patch", home, {"note": "x", "adviser_id": str(world.ben.id)})[1]["note"] == "x"
    assert ask(world.ben, "patch", home, {"sector": "food"})[1]["adviser_id"] == str(world.ben.id)
    assert ask(world.ben, "patch", home, {"adviser_id": None})[1]["adviser_id"] is None
    status, wrong = ask(world.ben, "patch", home, {"adviser_id": str(world.ana.id)})
    assert (status, list(wrong["fields"])) == (409, ["adviser"])
    status, organisation = ask(world.ben, "patch", f"{home}/organisation", {"nace_code": "10.71"})
    assert (status, organisation["nace_code"], organisation["legal_name"]) == (200, "10.71", "Ljud AB")
    for member in (world.ana, world.eva, world.fia):
        assert ask(member, "post", "customers", NEW)[0] == 403


def test_a_sole_traders_number_is_masked_in_every_answer(world, ask, as_member):
    _, made = ask(world.ben, "post", "customers", SMITH)
    ask(world.ben, "post", "customers", SMITH | {"country": "LI", "register_number": "S1", "legal_name": "Smeden A"})
    twin = Customer.objects.get(organisation__legal_name="Smeden A")
    ask(
        world.ben, "post", f"customers/{world.customer.id}/holds", HOLD | {**SMITH, "share": "0.6"} | {"legal_name": ""}
    )
    home = f"customers/{made['id']}"
    answers = [
        made,
        ask(world.ben, "get", "customers?text=Smeden")[1],
        ask(world.ben, "get", home)[1],
        ask(world.ben, "get", f"customers/{twin.id}")[1],
        ask(world.ben, "get", f"customers/{world.customer.id}")[1],
        ask(world.ben, "patch", f"{home}/organisation", {"municipality": "Lund"})[1],
    ]
    for answer in answers:
        assert "880320-****" in str(answer)
        assert "8803200016" not in str(answer).replace("-", "")


def test_the_register_is_asked_and_may_be_silent(world, ask, settings):
    settings.REGISTER_URLS = {"NO": "http://127.0.0.1:9"}
    assert ask(world.ben, "get", "register?country=SE&text=Bageriet")[1] == {"hits": [], "is_silent": False}
    assert ask(world.ben, "get", "register?country=NO&text=Ingen svarer")[1] == {"hits": [], "is_silent": True}
    assert ask(world.fia, "get", "register?country=SE&text=Bageriet")[0] == 403


STEPS = {
    "accounts": {"year": 2025, "staff": "3.5"},
    "holds": HOLD,
    "establishments": {"name": "Ovnen"},
    "contacts": {"name": "Pia", "email": "pia@example.org"},
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_staffs_and_knows_no_neighbours_customer(world, ask, step):
    status, _answer = ask(world.ben, "post", f"customers/{world.customer.id}/{step}", STEPS[step])
    assert status in (200, 201)
    assert ask(world.ben, "post", f"customers/{world.neighbours_customer.id}/{step}", STEPS[step])[0] == 404
    assert ask(world.ana, "post", f"customers/{world.customer.id}/{step}", STEPS[step])[0] == 403
    kept = (AccountYear, OrganisationLink, Establishment)
    assert sum(model.objects.count() for model in kept) + Contact.objects.count() == 2


def test_a_hold_and_a_contact_end(world, ask):
    _, hold = ask(world.ben, "post", f"customers/{world.customer.id}/holds", HOLD)
    status, ended = ask(world.ben, "post", f"holds/{hold['id']}/end", {"until": "2024-01-01"})
    assert (status, ended["until"]) == (200, "2024-01-01")
    assert ask(world.ben, "post", f"holds/{hold['id']}/end", {"until": "2019-01-01"})[0] == 409
    contact = Contact.objects.get()
    for may_sign in (False, True):
        asked = ("put", f"contacts/{contact.id}/signing", {"may_sign": may_sign})
        assert ask(world.ben, *asked)[1]["may_sign"] is may_sign
        assert ask(world.ana, *asked)[0] == 403
    with inside(world.other.id):
        theirs = Contact.objects.create(customer=world.neighbours_customer, member=world.neighbour)
    assert ask(world.ben, "put", f"contacts/{theirs.id}/signing", {"may_sign": True})[0] == 404
    assert ask(world.ben, "post", f"contacts/{theirs.id}/end")[0] == 404
    assert ask(world.ben, "post", f"contacts/{contact.id}/end")[1]["until"] == str(timezone.localdate())
    for path in (f"contacts/{world.customer.id}/end", f"holds/{world.customer.id}/end"):
        assert ask(world.ben, "post", path, {"until": "2024-01-01"})[0] == 404


def test_a_duplicate_is_merged_by_a_coordinator(world, ask):
    twin = register_customer(world.ben, world.hub, country="LI", register_number="B1", legal_name="Bageriet A.B.")
    asked = (f"customers/{world.customer.id}/merger", {"gone_id": str(twin.id)})
    assert ask(world.ben, "post", *asked)[0] == 403
    assert ask(world.cia, "post", asked[0], {"gone_id": str(world.neighbours_customer.id)})[0] == 404
    assert ask(world.cia, "post", *asked)[1]["id"] == str(world.customer.id)
    assert ask(world.cia, "post", *asked)[0] == 404


def test_the_hub_is_edited_by_its_administrator(world, ask):
    assert ask(world.cia, "get", "hub")[1]["languages"] == ["sv", "en"]
    sent = {
        "themes": ["bread"],
        "regions": ["SE224"],
        "languages": ["sv"],
        "purpose": {"sv": "Hjälp"},
        "main_colour": "#112233",
    }
    assert ask(world.dag, "patch", "hub", sent)[1] | sent == ask(world.dag, "get", "hub")[1]
    assert Hub.objects.get(id=world.hub.id).name == "North hub"
    for wrong in ({"time_zone": "Mars/Base"}, {"email": "no"}):
        status, told = ask(world.dag, "patch", "hub", wrong)
        assert (status, list(told["fields"])) == (409, list(wrong))
    for wrong in ({"main_colour": "red"}, {"languages": []}, {"languages": ["xx"]}, {"country": "US"}):
        assert ask(world.dag, "patch", "hub", wrong)[0] == 422
    assert ask(world.cia, "patch", "hub", sent)[0] == 403
    assert ask(world.ben, "get", "hub")[0] == 403


def test_the_consortium(world, ask):
    status, made = ask(
        world.cia, "post", "partners", {**NEW, "legal_name": "", "name": "Teknikbyn"} | {"role": "ASSOCIATED"}
    )
    assert (status, made["register_number"]) == (201, "5567037485")
    assert [each["name"] for each in ask(world.cia, "get", "partners")[1]] == ["Science Park", "Teknikbyn"]
    path = f"partners/{made['id']}"
    assert ask(world.cia, "patch", path, {"short_name": "TB", "since": "2024-01-01"})[1]["short_name"] == "TB"
    assert ask(world.cia, "patch", path, {"until": "2023-01-01"})[0] == 409
    assert ask(world.ben, "patch", path, {})[0] == ask(world.ben, "get", "partners")[0] == 403
    with inside(world.other.id):
        theirs = Partner.objects.create(country="SE", register_number="5560360793", name="Theirs")
    assert ask(world.cia, "patch", f"partners/{theirs.id}", {"name": "Ours"})[0] == 404


def test_somebody_is_invited_comes_changes_and_goes(world, ask):
    asked = {"email": "Gry@Example.org", "name": "Gry", "role": "PARTNER", "partner_id": str(world.partner.id)}
    status, place = ask(world.dag, "post", "invitations", asked)
    assert (status, place["email"]) == (201, "gry@example.org")
    assert ask(world.dag, "post", "invitations", asked | {"partner_id": None})[0] == 409
    assert [each["id"] for each in ask(world.cia, "get", "invitations")[1]] == [place["id"]]
    token = token_of(Invitation.objects.get())
    assert "secret" not in place
    status, member = ask(None, "post", f"invitations/{token}/acceptance")
    assert (status, member["role"]) == (200, "PARTNER")
    assert ask(None, "post", f"invitations/{token}/acceptance")[0] == 409
    assert ask(None, "post", "invitations/nonsense/acceptance")[0] == 404
    path = f"members/{member['id']}"
    assert ask(world.dag, "put", path, {"role": "ADVISER", "until": "2099-01-01"})[1]["until"] == "2099-01-01"
    assert ask(world.dag, "put", f"members/{world.dag.id}", {"role": "CONTACT"})[0] == 403
    assert ask(world.cia, "put", path, {"role": "ADMINISTRATOR"})[0] == 403
    assert ask(world.dag, "put", f"members/{world.neighbour.id}", {"role": "ADVISER"})[0] == 404
    assert "Gry" in [each["name"] for each in ask(world.cia, "get", "members")[1]]
    assert ask(world.ben, "get", "members")[0] == ask(world.ben, "get", "invitations")[0] == 403
    assert Membership.objects.get(id=member["id"]).role == Role.ADVISER


def test_an_invitation_is_withdrawn_by_an_administrator_of_its_hub(world, ask):
    place = invite_member(world.dag, world.hub, email="x@example.org", name="X", role=Role.ADVISER)
    assert ask(world.cia, "post", f"invitations/{place.id}/withdrawal")[0] == 403
    assert ask(world.dag, "post", f"invitations/{place.id}/withdrawal")[0] == 200
    assert ask(None, "post", f"invitations/{token_of(place)}/acceptance")[0] == 403
    with inside(world.other.id):
        boss = Membership.objects.get(id=world.neighbour.id)
        boss.role = Role.ADMINISTRATOR
        boss.save()
        theirs = invite_member(boss, world.other, email="y@example.org", name="Y", role=Role.ADVISER)
    assert ask(world.dag, "post", f"invitations/{theirs.id}/withdrawal")[0] == 404


def test_a_person_makes_keys_and_a_key_makes_none(world, ask):
    status, made = ask(world.ben, "post", "account/keys", {"name": "Script", "ends_on": str(SOON)})
    assert (status, made["secret"][:6]) == (201, "navet_")
    with_key = {"headers": {"authorization": f"Bearer {made['secret']}"}}
    assert ask(None, "get", "account", **with_key)[1]["id"] == str(world.ben.id)
    assert "secret" not in str(ask(None, "get", "account/keys", **with_key)[1])
    assert ask(None, "post", "account/keys", {"name": "More", "ends_on": "2099-01-01"}, **with_key)[0] == 401
    assert ApiKey.objects.count() == 1
    path = f"account/keys/{made['id']}/revocation"
    assert ask(world.cia, "post", path)[0] == 404
    assert ask(None, "post", path, **with_key)[0] == 200
    assert ask(None, "get", "account", **with_key)[0] == 401
    assert ask(world.ben, "post", "account/keys", {"name": "Old", "ends_on": "2020-01-01"})[0] == 409


def test_a_program_needs_no_token_against_forgery_and_a_browser_does(world, as_member):
    _, secret = make_key(world.ben, world.ben, name="Script", ends_on=SOON)
    sent = {"data": NEW, "content_type": JSON}
    program = as_member(None, enforce_csrf_checks=True)
    browser = as_member(world.ben, enforce_csrf_checks=True)
    key = {"authorization": f"Bearer {secret}"}
    assert program.post(f"{API}/customers", headers=key, **sent).status_code == 201
    assert browser.post(f"{API}/customers", headers=key, **sent).status_code == 201
    assert browser.post(f"{API}/customers", **sent).status_code == 403
    assert program.post(f"{API}/customers", **sent).status_code == 401
    page = browser.get("/h/north/customers/new/")
    token = {"x-csrftoken": str(page.context["csrf_token"])}
    assert browser.post(f"{API}/customers", headers=token, **sent).status_code == 201


def test_the_neighbours_key_opens_nothing_here(world, ask):
    with inside(world.other.id):
        _, secret = make_key(world.neighbour, world.neighbour, name="Script", ends_on=SOON)
    assert ask(None, "get", "customers", headers={"authorization": f"Bearer {secret}"})[0] == 401


def test_a_consent_is_given_shown_and_withdrawn(world, ask):
    assert ask(world.ana, "put", "account/consents/contact", {"wording": "2026-1"})[1]["purpose"] == "contact"
    assert [each["wording"] for each in ask(world.ana, "get", "account/consents")[1]] == ["2026-1"]
    assert ask(world.ben, "get", "account/consents")[1] == []
    assert ask(world.ana, "delete", "account/consents/contact") == (204, None)
    assert ask(world.ana, "get", "account/consents")[1] == []
    assert Consent.objects.get().withdrawn_at is not None


def test_whoever_works_here_needs_both_proofs_for_the_api_too(world, as_member, settings):
    ana, ben = as_member(world.ana), as_member(world.ben)
    settings.STAFF_SECOND_FACTOR = "on"
    assert (ana.get(f"{API}/account").status_code, ben.get(f"{API}/account").status_code) == (200, 401)
    session = ben.session
    session["second_factor"] = True
    session.save()
    assert ben.get(f"{API}/account").status_code == 200
