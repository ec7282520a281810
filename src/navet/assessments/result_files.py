"""Reading the official result files: one sheet per form, one row per customer and round.

The export of the European network's tool is an XLSX with a sheet `My SMEs DMA Results` or `My PSOs DMA Results`
and columns for the name, the id, `DMA Timing`, `DMA Score` and each dimension. Which names a form uses stands in
its questionnaire's data. Extra columns are passed over; missing ones are named.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from navet.assessments.rounds import TIMINGS
from navet.questionnaires.form import Questionnaire

TIMING, SCORE = "DMA Timing", "DMA Score"
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 20_000
TOLERANCE = Fraction(1, 10)
TOP = 100


class Unreadable(ValueError):
    """The file as a whole cannot be used. `reason` is a code, `detail` what it is about."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True)
class ResultRow:
    """One row. `fault` is empty or a code with what it is about: `timing`, `score`, `total`."""

    line: int
    name: str
    number: str
    timing: str
    overall: Fraction
    dimensions: dict[str, Fraction]
    fault: str = ""
    about: str = ""


def read_result_file(raw: bytes, forms: Iterable[Questionnaire]) -> tuple[Questionnaire, list[ResultRow]]:
    """The form the file belongs to and its rows. Raises Unreadable when it is no such file."""
    sheets = _sheets(raw)
    for form in forms:
        rows = sheets.get(_plain(form.results.get("sheet", "-")))
        if rows is not None:
            return form, _read(form, rows)
    raise Unreadable("sheet", ", ".join(sheets))


def _sheets(raw: bytes) -> dict[str, list[Sequence[Any]]]:
    """Every sheet by its plain name. The archive is weighed before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("size")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        return {
            _plain(sheet.title): list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS)) for sheet in book.worksheets
        }
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable("format") from fault


def _read(form: Questionnaire, rows: list[Sequence[Any]]) -> list[ResultRow]:
    places = _columns(form, rows[0] if rows else ())
    return [
        _row(form, number, {key: row[place] for key, place in places.items()})
        for number, row in enumerate(rows[1:], start=2)
        if any(cell is not None for cell in row)
    ]


def _columns(form: Questionnaire, head: Sequence[Any]) -> dict[str, int]:
    """Where each wanted column stands; names are compared without case, spaces, and `&` for `and`."""
    wanted = {key: name for key, name in form.results.items() if key != "sheet"}
    wanted |= {"timing": TIMING, "score": SCORE}
    found = {_plain(str(cell)): place for place, cell in enumerate(head) if cell is not None}
    missing = [name for name in wanted.values() if _plain(name) not in found]
    if missing:
        raise Unreadable("columns", ", ".join(missing))
    return {key: found[_plain(name)] for key, name in wanted.items()}


def _row(form: Questionnaire, line: int, cells: dict[str, Any]) -> ResultRow:
    timing = str(cells["timing"] or "").strip().upper()
    codes = [dimension.code for dimension in form.dimensions]
    scores = {code: _number(cells[code]) for code in codes}
    overall = _number(cells["score"])
    fault, about = _fault(timing, {**{form.results[code]: scores[code] for code in codes}, SCORE: overall})
    dimensions = {code: score or Fraction(0) for code, score in scores.items()}
    if not fault and abs(sum(dimensions.values(), Fraction(0)) / len(codes) - (overall or 0)) > TOLERANCE:
        fault, about = "total", str(cells["score"])
    return ResultRow(
        line=line,
        name=text_of(cells["name"]),
        number=text_of(cells["number"]),
        timing=timing,
        overall=overall or Fraction(0),
        dimensions=dimensions,
        fault=fault,
        about=about,
    )


def _fault(timing: str, scores: dict[str, Fraction | None]) -> tuple[str, str]:
    if timing not in TIMINGS:
        return "timing", timing
    wrong = [name for name, score in scores.items() if score is None]
    return ("score", wrong[0]) if wrong else ("", "")


def _number(cell: Any) -> Fraction | None:
    """A score from 0 to 100, as the cell's own digits say it; None for anything else."""
    if isinstance(cell, bool) or cell is None:
        return None
    text = str(cell).strip().removesuffix("%").strip().replace(",", ".")
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return value if 0 <= value <= TOP else None


def text_of(cell: Any) -> str:
    """A cell as text; a number read from a sheet loses the decimals it never had."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _plain(name: str) -> str:
    return "".join(name.replace("&", "and").split()).casefold()
