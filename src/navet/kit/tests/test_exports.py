import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl

from navet.kit.exports import defused, table_file

ROWS = [["=cmd()", Decimal("1.50"), date(2026, 11, 23), None], ["Åsa", -2, datetime(2026, 1, 2, 3, tzinfo=UTC), "x"]]


def test_csv_opens_in_a_spreadsheet_and_runs_nothing():
    text = table_file("csv", ["Name", "Hours", "Day", "More"], ROWS)
    assert text.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text.decode("utf-8-sig")))) == [
        ["Name", "Hours", "Day", "More"],
        ["'=cmd()", "1.50", "2026-11-23", ""],
        ["Åsa", "-2", "2026-01-02 03:00:00+00:00", "x"],
    ]


def test_xlsx_keeps_texts_texts_and_days_days():
    sheet = openpyxl.load_workbook(io.BytesIO(table_file("xlsx", ["Name", "Hours", "Day", "More"], ROWS))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1] == ["=cmd()", 1.5, datetime(2026, 11, 23), None]
    assert sheet["A2"].data_type == "s"
    assert rows[2] == ["Åsa", -2, datetime(2026, 1, 2, 3), "x"]


def test_every_dangerous_beginning_is_defused():
    assert [defused(mark + "1") for mark in "=+-@\t\r"] == [f"'{mark}1" for mark in "=+-@\t\r"]
    assert defused("a=1") == "a=1"
