"""Reading a table of customers: files, headings, cells. No database."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from navet.imports.customer_rows import (
    HEADINGS,
    LANGUAGES,
    MissingColumns,
    amount_of,
    columns_of,
    heading,
    read_rows,
)
from navet.imports.sheets import UnreadableTable, read_table
from navet.kit.tables import as_csv, as_xlsx

HEAD = ["Organisationsnummer", "Namn", "Anställda", "Räkenskapsår", "Något annat"]
ROW = ["556036-0793", "Bageriet på Ön AB", "12,5", "2025", "x"]
TEXT = "\n".join(";".join(line) for line in (HEAD, ROW))
texts = some.text(some.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace(";", "\t").encode(),
        as_csv(HEAD, [ROW]),
        as_xlsx("x", HEAD, [ROW]),
        (TEXT + "\n;;;;\n\n").encode(),
    ],
)
def test_a_table_is_read_however_it_was_written(raw):
    assert read_table(raw, most_rows=10, largest=100_000)[:2] == [HEAD, ROW]


def test_a_cell_of_a_workbook_is_read_as_it_looks():
    book, raw = openpyxl.Workbook(), io.BytesIO()
    book.active.append([1e16, 12.5, datetime(2026, 3, 1, 10), date(2026, 3, 2), " x ", None, "'=1", True])
    book.save(raw)
    read = read_table(raw.getvalue(), most_rows=10, largest=100_000)
    assert read == [["10000000000000000", "12.5", "2026-03-01", "2026-03-02", "x", "", "=1", "True"]]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "EMPTY"),
        (b" \n;;\n", "EMPTY"),
        (b"PK\x03\x04 not an archive", "FORMAT"),
        (b"a;b\x00;c", "FORMAT"),
        (b'"' + b"a" * 200_000, "FORMAT"),
        (b"n\n" + b"1\n" * 12, "ROWS"),
        (as_xlsx("x", ["n"], [[1]] * 12), "ROWS"),
    ],
)
def test_what_is_no_table_is_named(raw, reason):
    with pytest.raises(UnreadableTable) as refused:
        read_table(raw, most_rows=10, largest=1_000_000)
    assert refused.value.reason == reason


def test_an_archive_that_would_fill_the_memory_is_not_unpacked(monkeypatch):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 3_000_000)
    monkeypatch.setattr("navet.imports.sheets.LARGEST_UNPACKED", 2_000_000)
    with pytest.raises(UnreadableTable) as refused:
        read_table(bomb.getvalue(), most_rows=10, largest=100_000)
    assert refused.value.reason == "SIZE"


@given(some.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_plain_refusal(raw):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            rows = read_table(start + raw, most_rows=10, largest=100_000)
        except UnreadableTable:
            continue
        assert rows[-1]


@given(some.lists(some.lists(texts, max_size=8), max_size=6))
def test_any_cells_are_read_or_told_apart(rows):
    for row in read_rows(rows, columns_of(list(HEADINGS)), country="SE"):
        assert row.values.keys() - {"country"} <= row.cells.keys()
        assert {"register_number", "legal_name"} <= (row.values.keys() | row.faults.keys() | {"register_number"})
        assert row.faults or row.key[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_of_the_template_is_read_again(language):
    head = [heading(code, language) for code in HEADINGS]
    assert columns_of(head).places == {code: place for place, code in enumerate(HEADINGS)}
    assert columns_of([*head, "Shoe size", ""]).unread == ["Shoe size"]
    assert heading("note", "fi") == "Note"


def test_what_is_needed_is_named():
    with pytest.raises(MissingColumns) as missing:
        columns_of(["Namn", "namn"])
    assert missing.value.codes == ("register_number",)


def one(**cells: str):
    head = list(cells)
    (row,) = read_rows([list(cells.values())], columns_of([heading(code, "en") for code in head]), country="SE")
    return row


def test_a_whole_line():
    row = one(
        register_number="SE556036079301", legal_name="Bageriet AB", kind="Kommun", nace_code="10.71", region="se224",
        website="bageriet.example", year="2025", staff="12,55", turnover="1 234 567,50", balance="1,234,567.5",
        contact_email="a@example.org",
    )  # fmt: skip
    assert (row.faults, row.key, row.line) == ({}, ("SE", "5560360793"), 2)
    assert row.values["kind"] == "PUBLIC_BODY"
    assert (row.values["region"], row.values["website"]) == ("SE224", "https://bageriet.example")
    assert (row.values["staff"], row.values["turnover"]) == (Decimal("12.6"), Decimal("1234567.50"))
    assert row.values["balance"] == Decimal("1234567.5")
    assert one(register_number="5560360793", legal_name="B", kind="Företag").values["kind"] == "UNDERTAKING"


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"register_number": ""}, {"register_number": "MISSING"}),
        ({"legal_name": ""}, {"legal_name": "MISSING"}),
        ({"register_number": "556036-0794"}, {"register_number": "CHECK"}),
        ({"register_number": "55603607"}, {"register_number": "LENGTH"}),
        ({"country": "US"}, {"country": "COUNTRY"}),
        ({"kind": "club"}, {"kind": "KIND"}),
        ({"staff": "many", "year": "2025"}, {"staff": "AMOUNT"}),
        ({"staff": "9" * 12, "year": "2025"}, {"staff": "AMOUNT"}),
        ({"staff": "3"}, {"year": "YEAR_MISSING"}),
        ({"year": "1066"}, {"year": "YEAR"}),
        ({"contact_name": "Kari"}, {"contact_email": "EMAIL_MISSING"}),
        ({"region": "Skåne"}, {"region": "REGION"}),
        ({"postcode": "1" * 13}, {"postcode": "LONG"}),
    ],
)
def test_what_is_wrong_is_said_at_its_column(cells, fault):
    assert one(**{"register_number": "5560360793", "legal_name": "Bageriet AB", **cells}).faults == fault


def test_a_number_that_stands_twice_is_a_fault_of_the_second_line():
    rows = [["5560360793", "A"], ["", ""], ["556036-0793", "B"], ["2120001355"]]
    first, second, third = read_rows(rows, columns_of(["Number", "Name"]), country="SE")
    assert (first.faults, second.faults, second.line) == ({}, {"register_number": "TWICE"}, 4)
    assert third.faults == {"legal_name": "MISSING"}


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1", "1"), ("1 234", "1234"), ("1.234", "1234"), ("1,234.5", "1234.5"), ("1.234,56", "1234.56"), ("0,5", "0.5"),
     ("1234567.89", "1234567.89"), ("12 34", None), ("-4", None), ("1e6", None), ("", None), ("٣", None), ("1" * 31, None)],
)  # fmt: skip
def test_amounts_as_people_write_them(text, amount):
    assert amount_of(text) == (None if amount is None else Decimal(amount))
