"""Tables people bring: CSV as any spreadsheet writes it, and XLSX, read as rows of text. Knows no framework."""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
SEPARATORS = ";\t,"


class UnreadableTable(ValueError):
    """Not a table that can be read; `reason` is a code: FORMAT, SIZE, ROWS, EMPTY."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_table(raw: bytes, *, most_rows: int, largest: int) -> list[list[str]]:
    """The rows of a CSV file, or of an XLSX file's first sheet, the headings first; rows without a word are kept empty.

    What the file is follows from its content, never from its name. Raises `UnreadableTable`.
    """
    if len(raw) > largest:
        raise UnreadableTable("SIZE")
    rows = _workbook(raw, most_rows) if raw.startswith(b"PK") else _text(raw)
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise UnreadableTable("EMPTY")
    if len(rows) > most_rows + 1:
        raise UnreadableTable("ROWS")
    return rows


def _text(raw: bytes) -> list[list[str]]:
    text = _decoded(raw)
    if "\x00" in text:
        raise UnreadableTable("FORMAT")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        return _clean(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableTable("FORMAT") from error


def _decoded(raw: bytes) -> str:
    """UTF-8 and UTF-16 as they say themselves; else the Windows code page old spreadsheets write."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _workbook(raw: bytes, most_rows: int) -> list[list[str]]:
    """The first sheet. The archive is weighed before it is unpacked."""
    try:
        _weigh(raw)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        return _clean(book.worksheets[0].iter_rows(values_only=True, max_row=most_rows + 2, max_col=MOST_COLUMNS))
    except UnreadableTable:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, IndexError,
            AttributeError, OverflowError, EOFError, NotImplementedError, OSError) as fault:  # fmt: skip
        raise UnreadableTable("FORMAT") from fault


def _weigh(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise UnreadableTable("SIZE")


def _clean(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    return [_filled([_cell(cell) for cell in list(row)[:MOST_COLUMNS]]) for row in rows]


def _filled(cells: list[str]) -> list[str]:
    """A row without the empty cells at its end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(cell: Any) -> str:
    """A cell as text: a whole number without the decimals it never had, a day as ISO 8601, no apostrophe of defusing."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell).strip()[:LONGEST_CELL]
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
