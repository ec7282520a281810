"""Reads a funder's own layout of a claim, as a coordinator writes it, and lays rows out by it.

    Datum = day
    Kostnadsslag = kind
    * STAFF = Lön
    * TRAVEL = Resor och logi
    Projekt = "2026-00123"

One column a line: its heading, and one of `FIELDS` or a text in quotation marks. Lines that begin with * say what a
value of the column above is called there. Empty lines and lines that begin with # are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FIELDS = tuple("row day kind what worker hours amount currency project financier first_day last_day".split())
MOST_COLUMNS = 60


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field that is its source or the text it always holds, and the words for some values."""

    heading: str
    source: str = ""
    text: str = ""
    words: dict[str, str] = field(default_factory=dict)

    def shown(self, row: Mapping[str, Any]) -> Any:
        if not self.source:
            return self.text
        value = row[self.source]
        return self.words.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line: its number, from 1, and `sign`, `heading`, `field`, `twice`, `above` or `many`."""

    line: int
    what: str
    said: str = ""


def read(text: str) -> tuple[list[Column], list[Fault]]:
    """The columns of a layout, and every fault in it."""
    columns: list[Column] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        fault = _word(number, said, columns) if said.startswith("*") else _column(number, said, columns)
        if fault:
            faults.append(fault)
    return columns, faults


def _word(number: int, said: str, columns: list[Column]) -> Fault | None:
    value, sign, word = (part.strip() for part in said[1:].partition("="))
    if not sign or not value:
        return Fault(number, "sign", said)
    if not columns or not columns[-1].source:
        return Fault(number, "above", said)
    columns[-1].words[value] = word
    return None


def _column(number: int, said: str, columns: list[Column]) -> Fault | None:
    heading, sign, source = (part.strip() for part in said.rpartition("="))
    quoted = len(source) > 1 and source[0] == source[-1] == '"'
    checks = [
        ("sign", not sign),
        ("heading", not heading),
        ("field", not quoted and source not in FIELDS),
        ("twice", heading in {column.heading for column in columns}),
        ("many", len(columns) == MOST_COLUMNS),
    ]
    wrong = next((what for what, is_wrong in checks if is_wrong), None)
    if wrong:
        return Fault(number, wrong, source if wrong == "field" else said)
    columns.append(Column(heading, text=source[1:-1]) if quoted else Column(heading, source=source))
    return None


def laid_out(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """The headings and the rows as the funder wants them."""
    told = list(columns)
    return [column.heading for column in told], [[column.shown(row) for column in told] for row in rows]
