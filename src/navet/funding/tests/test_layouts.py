"""Funders' own columns: read, refused by line, used on a claim through both doors."""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.funding.commands import Bought, add_layout, edit_layout, enter_bought_cost
from navet.funding.layouts import Column, Fault, laid_out, read
from navet.funding.models import Layout, Period
from navet.funding.queries import claim_in, find_layout, find_period
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused

TEXT = 'Datum = day\n\n# a note\nSlag = kind\n* TRAVEL = Resor\n* STAFF =\nProjekt = "2026-1"\nBelopp = amount\n'


def test_columns_are_read_and_rows_laid_out():
    columns, faults = read(TEXT)
    assert faults == []
    assert columns[1] == Column("Slag", source="kind", words={"TRAVEL": "Resor", "STAFF": ""})
    rows = [{"day": 1, "kind": "TRAVEL", "amount": 7}, {"day": 2, "kind": "OTHER", "amount": 8}]
    assert laid_out(columns, rows) == (
        ["Datum", "Slag", "Projekt", "Belopp"],
        [[1, "Resor", "2026-1", 7], [2, "OTHER", "2026-1", 8]],
    )


def test_a_heading_may_hold_an_equals_sign():
    assert read("A = B = day")[0] == [Column("A = B", source="day")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Datum", Fault(1, "sign", "Datum")),
        ("= day", Fault(1, "heading", "= day")),
        ("Datum = date", Fault(1, "field", "date")),
        ('Datum = "', Fault(1, "field", '"')),
        ("A = day\nA = kind", Fault(2, "twice", "A = kind")),
        ("* STAFF = Lön", Fault(1, "above", "* STAFF = Lön")),
        ('A = "x"\n* STAFF = Lön', Fault(2, "above", "* STAFF = Lön")),
        ("A = kind\n* STAFF", Fault(2, "sign", "* STAFF")),
        ("A = kind\n* = x", Fault(2, "sign", "* = x")),
        ("\n".join(f"A{n} = day" for n in range(61)), Fault(61, "many", "A60 = day")),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text, fault):
    assert read(text)[1] == [fault]


@pytest.fixture
def period(world, project, financier):
    bought = Bought("TRAVEL", "=Train", Decimal(100), date(2025, 3, 3))
    enter_bought_cost(world.cia, project, key=new_id(), bought=bought)
    return find_period(Period.objects.filter(financier=financier).order_by("since")[0].id)


def test_a_claim_in_the_funders_columns(world, period):
    layout = add_layout(world.cia, world.hub, name=" The fund ", text=TEXT)
    assert (str(layout), time_line(layout.id).get().fact) == ("The fund", "LayoutKept")
    assert claim_in(layout, period) == (
        ["Datum", "Slag", "Projekt", "Belopp"],
        [[date(2025, 3, 3), "Resor", "2026-1", Decimal("100.00")]],
    )
    edit_layout(world.cia, layout, name="The fund", text="Nr = row\nVem = worker\nVad = what\nTill = last_day")
    assert claim_in(layout, period)[1] == [[1, "", "=Train", date(2025, 6, 30)]]


def test_what_is_wrong_is_refused(world):
    for text in ("Datum = date", "# nothing"):
        with pytest.raises(Refused) as refused:
            add_layout(world.cia, world.hub, name="The fund", text=text)
        assert list(refused.value.fields) == ["text"]
    add_layout(world.cia, world.hub, name="The fund", text="A = day")
    with pytest.raises(Refused, match="that name"):
        add_layout(world.cia, world.hub, name="The fund", text="A = day")


def test_only_coordinators(world):
    layout = add_layout(world.cia, world.hub, name="The fund", text="A = day")
    for member in (world.ana, world.ben, world.eva, world.fia):
        for act in (
            lambda: add_layout(member, world.hub, name="Mine", text="A = day"),
            lambda: edit_layout(member, layout, name="Mine", text="A = day"),
        ):
            with pytest.raises(NotAllowed):
                act()


class Page:
    def __init__(self, client):
        self.client = client

    def add(self, text):
        return self.client.post("/h/north/layouts/new/", {"name": "The fund", "text": text}).status_code

    def edit(self, layout, text):
        return self.client.post(f"/h/north/layouts/{layout.id}/", {"name": "The fund", "text": text}).status_code

    def fetch(self, layout, period):
        return self.client.get(f"/h/north/periods/{period.id}/?as=csv&layout={layout.id}").status_code


class Api(Page):
    def send(self, method, path, body):
        act = getattr(self.client, method)
        return act(f"/h/north/api/v1/{path}", json.dumps(body), content_type="application/json").status_code

    def add(self, text):
        return self.send("post", "layouts", {"name": "The fund", "text": text})

    def edit(self, layout, text):
        return self.send("put", f"layouts/{layout.id}", {"name": "The fund", "text": text})

    def fetch(self, layout, period):
        return self.client.get(f"/h/north/api/v1/periods/{period.id}/layouts/{layout.id}").status_code


@pytest.fixture(params=[Page, Api], ids=["page", "api"])
def door(request, as_member):
    return lambda member: request.param(as_member(member))


def test_both_doors(world, door, period):
    cia = door(world.cia)
    assert cia.add("Datum = date") in {409, 422}
    assert cia.add("Datum = day") in {201, 302}
    layout = Layout.objects.get()
    assert cia.edit(layout, "Datum = date") in {409, 422}
    assert cia.edit(layout, "Dag = day") in {200, 302}
    assert Layout.objects.get().text == "Dag = day"
    assert [door(member).fetch(layout, period) for member in (world.cia, world.fia)] == [200, 200]
    for member in (world.ana, world.eva):
        other = door(member)
        assert {other.add("A = day"), other.edit(layout, "A = day")} == {403}
        assert other.fetch(layout, period) == 403


def test_a_neighbours_layout_is_not_found(world, door, period):
    with inside(world.other.id):
        theirs = add_layout(world.neighbour, world.other, name="Theirs", text="A = day")
    cia = door(world.cia)
    assert {cia.edit(theirs, "A = day"), cia.fetch(theirs, period)} == {404}
    with pytest.raises(NotFound):
        find_layout(theirs.id)


def test_the_pages(world, as_member, period, queries_of):
    cia = as_member(world.cia)
    assert "No columns yet" in cia.get("/h/north/layouts/").content.decode()
    assert "first_day" in cia.get("/h/north/layouts/new/").content.decode()
    told = {"name": "The fund", "text": "", "file": SimpleUploadedFile("fund.txt", TEXT.encode())}
    shown = cia.post("/h/north/layouts/new/", told, follow=True).content.decode()
    assert "What it gives" in shown and "Slag" in shown
    layout = Layout.objects.get()
    book = cia.get(f"/h/north/periods/{period.id}/?as=xlsx&layout={layout.id}")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert rows == [("Datum", "Slag", "Projekt", "Belopp"), ("2025-03-03", "Resor", "2026-1", 100)]
    assert "The fund (XLSX)" in cia.get(f"/h/north/periods/{period.id}/").content.decode()
    assert cia.get(f"/h/north/periods/{period.id}/?as=csv&layout=made-up").status_code == 404
    one = queries_of(lambda: cia.get("/h/north/layouts/"))
    for n in range(30):
        add_layout(world.cia, world.hub, name=f"Fund {n}", text="A = day")
    assert queries_of(lambda: cia.get("/h/north/layouts/")) == one <= 10


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"x" * 10_001], ids=["no text", "too large"])
def test_a_file_that_is_no_layout(world, as_member, raw):
    told = {"name": "The fund", "text": "", "file": SimpleUploadedFile("fund.txt", raw)}
    assert as_member(world.cia).post("/h/north/layouts/new/", told).status_code == 422
    assert Layout.objects.count() == 0
