"""Tables people take with them: CSV and XLSX, with every text that a spreadsheet would run defused."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

CSV = "text/csv; charset=utf-8"
# A column is as wide as the longest of its first texts, in characters.
LOOKED_AT, WIDEST = 200, 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# OWASP, "CSV injection": what makes a spreadsheet take a text for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(value: Any) -> Any:
    """The value, with an apostrophe before a text that begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Comma separated, UTF-8 with a byte order mark, so that spreadsheets read å and ø."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([defused(str(heading)) for heading in headings])
    writer.writerows([defused(_plain(value)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet, the headings frozen; texts are always texts, never formulas or links."""
    return as_workbook([(title, headings, rows)])


def as_workbook(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """Sheets by title, each with its headings and rows, the headings frozen.

    Row after row goes to a file beside: a table of 20 000 rows would else be held whole, three times over.
    """
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    for title, headings, rows in sheets:
        _write_sheet(book.add_worksheet(title[:31]), bold, headings, rows)
    book.close()
    return data.getvalue()


def _write_sheet(sheet: Any, bold: Any, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet.write_row(0, 0, [str(heading) for heading in headings], bold)
    widths = [len(str(heading)) for heading in headings]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.write(number, column, _plain(value))
            if number <= LOOKED_AT and column < len(widths):
                widths[column] = max(widths[column], len(str(value)))
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST))


def _plain(value: Any) -> Any:
    """Moments and days as ISO 8601 writes them, in the zone they carry."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else value
