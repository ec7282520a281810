from datetime import date
from decimal import Decimal

import pytest

from navet.stateaid import commands, queries
from navet.stateaid.commands import OtherAid
from navet.stateaid.tests.conftest import TODAY, elsewhere, grant, make_firm, tie


def page(world, organisation=None):
    return f"/h/north/organisations/{(organisation or world.bakery).id}/aid/"


def room(world):
    return f"/h/north/api/v1/organisations/{world.bakery.id}/aid-room"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def group(ledger):
    mother = make_firm("Kvarnen AB", "5560360001")
    tie(mother, ledger.bakery)
    grant(ledger.ben, ledger.bakery, "199100.00", date(2024, 2, 29))
    elsewhere(ledger, lambda nils: grant(nils, ledger.bakery, "100000.00", date(2025, 2, 1), authority="Region Syd"))
    return ledger


def test_the_page_tells_the_room_the_rows_and_of_others_only_the_sum(group, as_member):
    told = text(as_member(group.fia).get(page(group)))
    for words in ("EUR 900.00", "EUR 299,100.00", "99 % of the ceiling", "2 Feb 2028", "199,100.00", "Region Norr"):
        assert words in told
    assert "<strong>EUR 100,000.00</strong>" in told
    assert "Kvarnen AB holds 60 % of Bageriet AB" in told
    assert "Region Syd" not in told


def test_what_if_says_it_fits_or_what_is_possible(group, as_member):
    browser = as_member(group.ben)
    assert "It fits" in text(browser.get(page(group), {"amount": "900", "on": "2026-11-22"}))
    told = text(browser.get(page(group), {"amount": "1200", "on": ""}))
    assert "there is room for EUR 900.00" in told
    assert "Wait: the whole amount fits from 1 March 2027" in told
    later = browser.get(page(group), {"amount": "1200", "on": "2027-03-01"}, headers={"hx-request": "true"})
    assert "It fits" in text(later)
    assert "<html" not in text(later)


@pytest.mark.parametrize(
    "typed",
    [{"amount": "abc"}, {"amount": "-1"}, {"amount": "1", "on": "2026-02-30"}, {"amount": "1", "on": "1999-01-01"}],
)
def test_bad_input_is_told_at_its_field_and_kept(group, as_member, typed):
    answer = as_member(group.ben).get(page(group), typed)
    assert answer.status_code == 422
    assert typed["amount"] in text(answer)
    assert "This needs mending" in text(answer)


def test_nothing_yet_says_what_to_do(world, as_member):
    told = text(as_member(world.ben).get(page(world)))
    assert "No declaration yet" in told
    assert "No aid here yet" in told
    assert "No linked firms are known" in told


def test_every_kind_of_row_and_tie_is_told(ledger, as_member):
    names = ["Styrelsen AB", "Avtalet AB", "Ensam AB", "Tvilling AB"]
    firms = [make_firm(name, f"556036010{number}") for number, name in enumerate(names)]
    for firm, kind in zip(firms, ["board", "contract", "agreement"]):
        tie(ledger.bakery, firm, kind=kind, share=None)
    firms[3].merged_into = ledger.bakery
    firms[3].save()
    commands.enter_rate(ledger.cia, "SEK", day=TODAY, rate=Decimal(10), source="ECB")
    entry = grant(ledger.ben, firms[0], "5000.00", currency="SEK", regime="GBER_31")
    commands.correct_aid(ledger.ben, entry, amount=Decimal("4000.00"), reason="One hour fewer")
    commands.revoke_aid(ledger.ben, entry, reason="Never given")
    other = OtherAid(granted_on=TODAY, amount=Decimal("700.00"), authority="Staden", currency="SEK")
    commands.declare_aid(ledger.ana, ledger.bakery, rows=[other])
    told = text(as_member(ledger.ben).get(page(ledger)))
    for words in (
        "Bageriet AB may appoint or remove most of the board of Styrelsen AB",
        "Bageriet AB has a dominant influence over Avtalet AB",
        "Bageriet AB alone controls Ensam AB",
        "the same firm as Bageriet AB, registered twice",
        "SEK 5,000.00",
        "One hour fewer",
        "Never given",
        f"of {entry.number}",
        "declared</span> De minimis aid",
        "SEK 700.00",
    ):
        assert words in told


def test_a_declaration_signed_elsewhere_tells_no_name(ledger, as_member):
    browser = as_member(None)
    browser.force_login(ledger.neighbour.person, backend="django.contrib.auth.backends.ModelBackend")
    told = text(browser.get(f"/h/south/organisations/{ledger.bakery.id}/aid/"))
    assert "in another hub" in told
    assert "Ana" not in told


def test_who_may_see_it(ledger, as_member):
    assert [as_member(who).get(page(ledger)).status_code for who in (ledger.ben, ledger.fia)] == [200, 200]
    assert [as_member(who).get(page(ledger)).status_code for who in (ledger.ana, ledger.eva)] == [403, 403]
    assert as_member(None).get(page(ledger)).status_code == 302
    assert as_member(ledger.ana).get(room(ledger)).status_code == 200  # a contact, about her own firm
    assert as_member(ledger.eva).get(room(ledger)).status_code == 404
    assert as_member(None).get(room(ledger)).status_code == 401


def test_an_organisation_that_is_no_customer_here_is_not_found(ledger, as_member):
    stranger = make_firm("Främling AB", "5560360009")
    browser = as_member(ledger.ben)
    assert browser.get(page(ledger, stranger)).status_code == 404
    assert browser.get(room(ledger).replace(str(ledger.bakery.id), str(stranger.id))).status_code == 404


def test_the_endpoint_tells_the_same(group, as_member):
    told = as_member(group.ben).get(room(group), {"amount": "1200.00"}).json()
    ways = told.pop("ways")
    members = told.pop("group")
    assert told == {
        "on": "2026-11-22",
        "member_state": "SE",
        "regime": "DE_MINIMIS_2023",
        "ceiling": "300000.00",
        "used": "299100.00",
        "room": "900.00",
        "full_room_on": "2028-02-02",
        "allowed": False,
        "fits_on": "2027-03-01",
    }
    assert [(each["name"], each["tie"]) for each in members] == [("Bageriet AB", ""), ("Kvarnen AB", "votes")]
    assert [way["code"] for way in ways] == ["wait", "smaller", "invoice", "other-rule"]
    assert as_member(group.ben).get(room(group)).json()["allowed"] is None
    assert as_member(group.ben).get(room(group), {"member_state": "NO"}).json()["used"] == "0.00"
    for bad in ({"amount": "x"}, {"on": "1999-01-01"}, {"member_state": "norway"}):
        assert as_member(group.ben).get(room(group), bad).status_code == 422
    assert as_member(group.ben).get(room(group), {"on": "2031-01-01"}).status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_asks_the_same_questions_for_one_row_and_for_many(ledger, as_member, queries_of, many):
    for _ in range(many):
        grant(ledger.ben, ledger.bakery, "1.00")
    browser = as_member(ledger.ben)
    browser.get(page(ledger))
    assert queries_of(lambda: browser.get(page(ledger))) <= 18  # four of them open and close the hub


def test_everything_a_letter_needs_is_known(ledger):
    entry = queries.find_entry(ledger.ben, grant(ledger.ben, ledger.bakery, "1200.00").id)
    facts = queries.facts_of_entry(entry)
    assert (facts.number, facts.beneficiary, facts.register_number) == (entry.number, "Bageriet AB", "556036-0793")
    assert (facts.regime, facts.regime_version, facts.ceiling) == ("DE_MINIMIS_2023", "2023-12-13", 300000)
    assert facts.legal_basis["nb"] == "Kommisjonens forordning (EU) 2023/2831, artikkel 3"
    assert (facts.declared_by, facts.declared_on, facts.total_after) == ("Ana", TODAY, 1200)
    assert (facts.register_by, facts.keep_until) == (date(2026, 12, 18), date(2036, 11, 22))
    change = commands.correct_aid(ledger.ben, entry, amount=Decimal("1.00"), reason="Less")
    again = queries.facts_of_entry(queries.find_entry(ledger.eva, change.id))
    assert (again.corrects, again.reason) == (entry.number, "Less")
    training = grant(ledger.ben, ledger.bakery, "1.00", regime="GBER_31")
    assert queries.facts_of_entry(training).declared_on is None
