"""Every grant is told to the public register within twenty working days: a queue with lights, filings, a year in sums."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid import commands, queries
from navet.stateaid.models import Filing
from navet.stateaid.queries.filings import Light
from navet.stateaid.tests.conftest import TODAY, elsewhere, grant

PAGE = "/h/north/aid/register/"
API = "/h/north/api/v1/aid/register"
JSON = {"content_type": "application/json"}


@pytest.fixture
def granted(ledger):
    """Late, soon due, in time; and four that do not wait: nothing, no aid, a neighbour's, one before the duty began."""
    old, near, new = (grant(ledger.ben, ledger.bakery, "100.00", on=TODAY - timedelta(days=d)) for d in (60, 25, 1))
    grant(ledger.ben, ledger.bakery, "0.00")
    grant(ledger.ben, ledger.bakery, "1.00", on=date(2025, 12, 31))
    grant(ledger.ben, ledger.town, "0.00", regime="NO_AID_PUBLIC_BODY")
    elsewhere(ledger, lambda neighbour: grant(neighbour, ledger.bakery, "5.00"))
    return old, near, new


def file(world, *entries, **other):
    told = {"filed_on": timezone.localdate(), "receipt": "R-1"} | other
    return commands.file_aid(world.cia, world.hub, entries=[entry.id for entry in entries], **told)


def test_what_waits_is_told_with_its_last_day(ledger, granted):
    queue = queries.register_queue(ledger.hub)
    assert [each.entry for each in queue.rows] == list(granted)
    assert [each.light for each in queue.rows] == [Light.LATE, Light.SOON, Light.IN_TIME]
    assert (queue.total, queue.late, queue.next) == (3, 1, None)
    assert queue.rows[1].due_on == date(2026, 11, 25)


def test_from_red_to_green(ledger, granted):
    file(ledger, *granted[:2])
    assert [each.entry for each in queries.register_queue(ledger.hub).rows] == [granted[2]]
    assert queries.register_queue(ledger.hub).late == 0
    fact = time_line(granted[0].id).last()
    assert (fact.fact, fact.details["receipt"]) == ("AidFiled", "R-1")


def test_sent_twice_it_stands_once(ledger, granted):
    file(ledger, granted[0])
    assert [filing.entry for filing in file(ledger, *granted[:2])] == [granted[1]]
    assert Filing.objects.count() == 2


def test_what_does_not_count_waits_again_and_stays_on_record(ledger, granted):
    (filing,) = file(ledger, granted[0])
    undone = commands.undo_filing(ledger.cia, filing, reason="The register refused it")
    assert queries.register_queue(ledger.hub).late == 1
    again = commands.undo_filing(ledger.cia, filing, reason="Another reason")
    assert again.undone_because == undone.undone_because == "The register refused it"
    file(ledger, granted[0], receipt="R-2")
    assert [each.receipt for each in queries.filings(ledger.hub)] == ["R-2", "R-1"]
    with pytest.raises(Refused):
        commands.undo_filing(ledger.cia, Filing.objects.get(receipt="R-2"), reason="")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("filed_on", {"filed_on": TODAY + timedelta(days=1)}),
        ("filed_on", {"filed_on": TODAY - timedelta(days=61)}),
        ("receipt", {"receipt": " "}),
    ],
)
def test_a_filing_that_cannot_be_is_refused_in_its_place(ledger, granted, field, wrong):
    with pytest.raises(Refused) as refused:
        file(ledger, granted[0], **wrong)
    assert list(refused.value.fields) == [field]
    assert not Filing.objects.exists()


def test_nothing_chosen_and_nothing_of_others(ledger, granted):
    with pytest.raises(Refused):
        file(ledger)
    neighbours = elsewhere(ledger, lambda neighbour: grant(neighbour, ledger.bakery, "5.00"))
    with pytest.raises(NotFound):
        file(ledger, granted[0], neighbours)
    with pytest.raises(NotFound):
        queries.find_filing(uuid4())
    with pytest.raises(NotAllowed):
        commands.file_aid(ledger.ben, ledger.hub, entries=[granted[0].id], filed_on=TODAY, receipt="R")


def test_page_after_page_the_oldest_first(ledger, queries_of, as_member):
    entries = [grant(ledger.ben, ledger.bakery, "1.00", on=TODAY - timedelta(days=n % 7)) for n in range(70)]
    first = queries.register_queue(ledger.hub)
    second = queries.register_queue(ledger.hub, after=first.next)
    seen = [each.entry.id for each in [*first.rows, *second.rows]]
    assert (len(first.rows), len(seen), second.next) == (50, 70, None)
    assert set(seen) == {entry.id for entry in entries}
    client = as_member(ledger.cia)
    client.get(PAGE)
    assert queries_of(lambda: client.get(PAGE)) <= 12


def test_a_coordinator_files_from_the_page(ledger, granted, as_member):
    client, english = as_member(ledger.cia), {"headers": {"accept-language": "en"}}
    assert "25 Nov 2026" in client.get(PAGE, **english).text
    typed = {"entries": [str(granted[0].id)], "filed_on": str(TODAY), "receipt": ""}
    wrong = client.post(PAGE, typed, **english)
    assert (wrong.status_code, "checked" in wrong.text) == (422, True)
    assert client.post(PAGE, typed | {"receipt": "R-7"}).status_code == 302
    page = client.get(PAGE, **english).text
    assert "R-7" in page
    filing = Filing.objects.get()
    undo = f"{PAGE}{filing.id}/undo/"
    assert client.get(undo).status_code == 200
    assert client.post(undo, {"reason": ""}).status_code == 422
    assert client.post(undo, {"reason": "Refused there"}).status_code == 302
    assert "Refused there" in client.get(PAGE, **english).text


def test_the_file_has_the_registers_fields(ledger, granted, as_member):
    client = as_member(ledger.fia)
    head, *rows = load_workbook(BytesIO(client.get(PAGE, {"as": "xlsx"}).content)).active.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["Record number"] for row in told] == [entry.number for entry in granted]
    assert told[0]["Beneficiary identifier"] == ledger.bakery.shown_number
    assert (told[0]["Aid amount (gross grant equivalent), EUR"], told[0]["Regulation"]) == (100, "DE_MINIMIS_2023")
    assert client.get(PAGE, {"as": "csv", "year": "x"}).status_code == 200


def test_a_year_in_sums_by_activity(ledger, granted, as_member):
    commands.revoke_aid(ledger.ben, granted[2], reason="Not used")
    (row,) = queries.year_of_aid(ledger.hub, 2026)
    assert (row["grants"], row["amount"]) == (4, 200)
    assert [row["amount"] for row in queries.year_of_aid(ledger.hub, 2025)] == [1]
    sheet = as_member(ledger.fia).get(PAGE, {"as": "csv", "year": "2026"}).content.decode("utf-8-sig")
    assert sheet.splitlines()[1].endswith(",4,200.00")


def test_who_sees_it(ledger, granted, as_member):
    assert as_member(ledger.ana).get(PAGE).status_code == 403
    assert as_member(ledger.ben).get(PAGE).status_code == 200
    assert (
        as_member(ledger.ben)
        .post(PAGE, {"entries": [str(granted[0].id)], "filed_on": str(TODAY), "receipt": "R"})
        .status_code
        == 403
    )


def test_a_program_does_as_the_page(ledger, granted, as_member):
    client = as_member(ledger.cia)
    told = client.get(API).json()
    assert [row["light"] for row in told["rows"]] == ["late", "soon", "in-time"]
    sent = {"entries": [told["rows"][0]["entry"]["id"]], "filed_on": str(TODAY), "receipt": "R-1"}
    (filing,) = client.post(f"{API}/filings", sent, **JSON).json()
    assert client.get(API).json()["late"] == 0
    undone = client.post(f"{API}/filings/{filing['id']}/undo", {"reason": "Refused"}, **JSON).json()
    assert undone["undone_because"] == "Refused"
    assert as_member(ledger.ana).get(API).status_code == 403
