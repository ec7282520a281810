"""Tables of customers that were brought here, and the report on their lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from navet.directory.models import Membership, Visitor
from navet.imports.customer_rows import HEADINGS, heading
from navet.imports.models import CustomerFile
from navet.kit.refusals import NotFound

REPORT_HEADINGS = (_("Line"), _("What comes of it"), _("What is wrong"), _("What stands here otherwise, and stays"))
SHOWN = 200
EXAMPLE = {
    "register_number": "923 609 016",
    "legal_name": "Eksempelbakeriet AS",
    "country": "NO",
    "nace_code": "10.71",
    "region": "NO060",
    "municipality": "Trondheim",
    "year": "2025",
    "staff": "12",
    "turnover": "1 250 000",
    "contact_name": "Kari Eksempel",
    "contact_email": "kari@example.org",
}


@dataclass(frozen=True)
class Line:
    """One line as the page shows it: faults and differences under the headings people know."""

    line: int
    name: str
    number: str
    state: str
    faults: list[tuple[str, str, str]]
    differs: list[tuple[str, str, str]]
    fills: list[str]


def customer_files() -> QuerySet[CustomerFile]:
    """The tables brought here, the newest first, without their lines."""
    return CustomerFile.objects.defer("rows").select_related("read_by").order_by("-id")


def find_customer_file(member: Membership | Visitor, id: UUID) -> CustomerFile:
    """A table that was brought here; coordinators know of it, others do not."""
    file = CustomerFile.objects.select_related("read_by", "hub").filter(id=id).first()
    if file is None or not member.is_coordinator:
        raise NotFound
    return file


def report_lines(file: CustomerFile) -> list[Line]:
    """The lines that matter most first: those with faults, then the rest; at most 200."""
    rows = sorted(file.rows, key=lambda row: (not row["faults"], row["line"]))
    return [_line(row) for row in rows[:SHOWN]]


def report_table(file: CustomerFile) -> tuple[list[str], Iterator[list[Any]]]:
    """The whole table as it came, each line with its report, so that it can be mended and brought again."""
    codes = [code for code in HEADINGS if any(code in row["cells"] for row in file.rows)]
    head = [*map(_heading, codes), *map(str, REPORT_HEADINGS)]
    return head, ([row["cells"].get(code, "") for code in codes] + _report(row) for row in file.rows)


def template_table() -> tuple[list[str], list[list[str]]]:
    """The columns a table may have, and one made-up line."""
    return [_heading(code) for code in HEADINGS], [[EXAMPLE.get(code, "") for code in HEADINGS]]


def _report(row: dict[str, Any]) -> list[Any]:
    faults = [f"{_heading(code)}: {said}" for code, said in row["faults"].items()]
    differs = [f"{_heading(code)}: {kept}" for code, kept in row["differs"].items()]
    return [row["line"], row["state"], " ".join(faults), "; ".join(differs)]


def _line(row: dict[str, Any]) -> Line:
    cells = row["cells"]
    return Line(
        line=row["line"],
        name=cells.get("legal_name", ""),
        number=cells.get("register_number", ""),
        state=row["state"],
        faults=[(_heading(code), cells.get(code, ""), said) for code, said in row["faults"].items()],
        differs=[(_heading(code), str(row["values"].get(code, "")), kept) for code, kept in row["differs"].items()],
        fills=[_heading(code) for code in row["fills"]],
    )


def _heading(code: str) -> str:
    return heading(code, get_language() or "en")
