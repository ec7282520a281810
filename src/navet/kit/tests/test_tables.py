import io
from datetime import UTC, date, datetime

from openpyxl import load_workbook

from navet.kit.tables import as_csv, as_xlsx

ROWS = [["=1+1", "å", 3], ["@x", datetime(2027, 1, 2, 3, 4, tzinfo=UTC), date(2027, 1, 2)], ["-4", -4, None]]


def test_csv_is_defused_and_keeps_numbers():
    text = as_csv(["Name", "-", "n"], ROWS).decode("utf-8-sig")
    assert text.split("\r\n") == [
        "Name,'-,n",
        "'=1+1,å,3",
        "'@x,2027-01-02 03:04+00:00,2027-01-02",
        "'-4,-4,",
        "",
    ]


def test_xlsx_holds_texts_not_formulas():
    sheet = load_workbook(io.BytesIO(as_xlsx("People and more than thirty-one letters", ["A", "B", "C"], ROWS))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][1] == ["=1+1", "å", 3]
    assert sheet["A2"].data_type == "s"
