"""A table as a file people open in their spreadsheet; a cell can never be a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

Row = Sequence[Any]

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A spreadsheet takes a text that begins so for a formula (CWE-1236).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def table_file(kind: str, head: Row, rows: Iterable[Row]) -> bytes:
    """The table as `csv` (UTF-8 with its mark, as spreadsheets want it) or `xlsx`."""
    return _csv(head, rows) if kind == "csv" else _xlsx(head, rows)


def defused(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe in front; numbers and days stay what they are."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def _csv(head: Row, rows: Iterable[Row]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([defused(str(cell)) for cell in head])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _xlsx(head: Row, rows: Iterable[Row]) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(file, options) as book:
        day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [str(cell) for cell in head], book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, (number, column), cell, day, moment)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return file.getvalue()


def _write(sheet: Any, at: tuple[int, int], cell: Any, day: Any, moment: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(*at, cell)
    elif hasattr(cell, "isoformat"):
        sheet.write_datetime(*at, cell, moment if isinstance(cell, datetime) else day)
    else:
        sheet.write(*at, cell)
