"""Frozen reports: what they hold, whether they still are what was sent, and how they compare with today."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from navet.hubs.models import Hub
from navet.kit.refusals import NotFound
from navet.reporting.counting import Differences, Row, differences, groups
from navet.reporting.indicators import BREAKDOWNS, INDICATORS, OUTCOMES, ROWS, SATISFACTION
from navet.reporting.models import Report
from navet.reporting.queries.definitions import indicators
from navet.reporting.queries.figures import (
    COLUMNS,
    HEADINGS,
    SOURCES,
    Asked,
    maturity_increase,
    next_targets,
    words_for,
)
from navet.reporting.queries.service_rows import service_rows
from navet.reporting.service_file import HEADINGS as SERVICE_HEADINGS

SERVICE_FILE = "service-file"
# What counting needs beside what pages show.
MORE = {ROWS: ("customer_id", "service__code"), OUTCOMES: (), SATISFACTION: ()}
SHOWN = ("customers", "services", "hours", "aid")


def find_report(id: UUID) -> Report:
    report = Report.objects.filter(id=id).select_related("by", "hub").first()
    if report is None:
        raise NotFound
    return report


def reports() -> QuerySet[Report]:
    """Every report, the newest first, without what is in them."""
    return Report.objects.select_related("by").defer("figures").order_by("-id")


def open_report(report: Report, kind: str) -> IO[bytes]:
    """Its spreadsheet (`xlsx`) or PDF (`pdf`). Raises `NotFound` until it is ready, and when the file is lost."""
    if not report.is_ready:
        raise NotFound
    try:
        return default_storage.open(report.path(kind))
    except FileNotFoundError as lost:
        raise NotFound from lost


def rows_now(hub: Hub, asked: Asked) -> dict[str, list[Row]]:
    """Every row that counts in these days by its source, cells as a file has them; the reporting tool's rows as well."""
    found = counted_now(asked)
    found[SERVICE_FILE] = [{"id": each.row["Content ID"], **each.row} for each in service_rows(hub, asked)]
    return found


def counted_now(asked: Asked) -> dict[str, list[Row]]:
    """The rows that numbers are counted from."""
    found: dict[str, list[Row]] = {}
    for source, ask in SOURCES.items():
        rows = ask(asked.since, asked.until).order_by("id").values(*COLUMNS[source], *MORE[source])
        found[source] = [_plain(row) for row in rows.iterator(chunk_size=1_000)]
    return found


def _plain(row: Row) -> Row:
    """A row as JSON would bring it back."""
    plain: Row = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
    return plain


def as_lines(rows: dict[str, list[Row]]) -> bytes:
    """All rows, one line of JSON each; the same rows are the same bytes."""
    return b"".join(
        json.dumps({"source": source, **row}, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        for source, told in rows.items()
        for row in told
    )


def frozen_rows(report: Report) -> dict[str, list[Row]]:
    """The rows a report was made of. Raises `NotFound` when the file is lost."""
    found: dict[str, list[Row]] = {source: [] for source in (*SOURCES, SERVICE_FILE)}
    for line in _lines_of(report).splitlines():
        row = json.loads(line)
        found[row.pop("source")].append(row)
    return found


def _lines_of(report: Report) -> bytes:
    try:
        with default_storage.open(report.path("jsonl.gz")) as kept:
            return gzip.decompress(kept.read())
    except (FileNotFoundError, gzip.BadGzipFile, EOFError) as lost:
        raise NotFound from lost


def figures_of(rows: dict[str, list[Row]], asked: Asked) -> dict[str, Any]:
    """What a report freezes, counted from its own rows: numbers with their measures and targets, and breakdowns."""
    targets, increase = next_targets(), maturity_increase()
    numbers = []
    for each in indicators(asked.until).values():
        target = targets.get(each.code)
        numbers.append(
            {
                "code": each.code,
                "label": str(each.label),
                "number": str(round(each.measure.of(rows[each.source]), max(each.decimals, 2))),
                "unit": each.unit,
                "decimals": each.decimals,
                "source": each.source,
                "measure": asdict(each.measure),
                "promised": str(target.amount) if target else None,
                "due_on": target.due_on if target else None,
            }
        )
    return {
        "numbers": numbers,
        "breakdowns": [_broken_down(rows[ROWS], by) for by in BREAKDOWNS],
        "maturity": {"n": increase.n, "rise": f"{float(increase.overall):.4f}"} if increase else None,
        "rows": {source: len(told) for source, told in rows.items()},
        "days": [asked.since, asked.until],
    }


def _broken_down(rows: list[Row], by: str) -> dict[str, Any]:
    words, column, _scheme = BREAKDOWNS[by]
    values = [
        {
            "label": words_for(by, value),
            "numbers": [str(round(INDICATORS[code].measure.of(part), 2)) for code in SHOWN],
        }
        for value, part in sorted(groups(rows, column).items(), key=lambda each: (-len(each[1]), each[0]))
    ]
    return {"by": by, "words": str(words), "values": values}


def seal_of(report: Report) -> str:
    """SHA-256 of the days, the figures with their measures, and the rows' own hash."""
    told = {"days": [report.since, report.until], "figures": report.figures, "rows": report.rows_sha256}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def is_as_made(report: Report) -> bool:
    """Whether figures, rows and both files still are what they were when it was made."""
    try:
        whole = hashlib.sha256(_lines_of(report)).hexdigest() == report.rows_sha256
        files = all(_digest(report, kind) == kept for kind, kept in _files_of(report))
    except NotFound:
        return False
    return whole and files and seal_of(report) == report.seal


def _files_of(report: Report) -> tuple[tuple[str, str], ...]:
    return (("xlsx", report.xlsx_sha256), ("pdf", report.pdf_sha256))


def _digest(report: Report, kind: str) -> str:
    with open_report(report, kind) as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest()  # type: ignore[arg-type]


@dataclass(frozen=True)
class Then:
    """One number of a report, and what it would be today: none where that was not asked, or is no longer counted."""

    code: str
    label: str
    unit: str
    decimals: int
    then: Decimal
    promised: Decimal | None
    now: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        return None if self.now is None else self.now - self.then


@dataclass(frozen=True)
class Compared:
    """A report beside the same days as they are counted today: its numbers, and which rows came, went or changed."""

    numbers: list[Then]
    differences: Differences

    @property
    def is_alike(self) -> bool:
        return not self.differences and not any(each.change for each in self.numbers)


def numbers_of(report: Report) -> list[Then]:
    """The numbers of a report, under their names in the reader's language."""
    return [
        Then(
            code=told["code"],
            label=str(INDICATORS[told["code"]].label) if told["code"] in INDICATORS else told["label"],
            unit=told["unit"],
            decimals=told["decimals"],
            then=Decimal(told["number"]),
            promised=_decimal(told["promised"]),
        )
        for told in report.figures.get("numbers", [])
    ]


def compared(report: Report) -> Compared:
    """Hold a report against today. Raises `NotFound` when its rows are lost."""
    before, after = frozen_rows(report), counted_now(Asked(report.since, report.until))
    numbers, known = [], indicators(report.until)
    for each in numbers_of(report):
        indicator = known.get(each.code)
        now = round(indicator.measure.of(after[indicator.source]), 2) if indicator else None
        numbers.append(replace(each, now=now))
    whole = ([row for source in SOURCES for row in rows[source]] for rows in (before, after))
    return Compared(numbers, differences(*whole))


def sheets_of(report: Report) -> Iterator[tuple[str, list[str], Iterable[list[Any]]]]:
    """The report's spreadsheet: numbers, breakdowns, and the rows of each source with the words of its columns."""
    figures, rows = report.figures, frozen_rows(report)
    head = [_("Code"), _("Indicator"), _("Number"), _("Promised"), _("To be reached by")]
    numbers = [
        [told["code"], told["label"], Decimal(told["number"]), _decimal(told["promised"]), told["due_on"]]
        for told in figures["numbers"]
    ]
    yield _("Figures"), head, numbers
    head = [_("Broken down by"), _("Value"), _("Customers"), _("Services"), _("Hours"), _("Aid")]
    parts = [
        [each["words"], part["label"], *map(Decimal, part["numbers"])]
        for each in figures["breakdowns"]
        for part in each["values"]
    ]
    yield _("Breakdowns"), head, parts
    titles = {ROWS: _("Deliveries"), OUTCOMES: _("Outcomes"), SATISFACTION: _("Satisfaction")}
    for source, title in titles.items():
        names = [name for name in COLUMNS[source] if name in HEADINGS]
        yield (
            title,
            [str(HEADINGS[name]) for name in names],
            ([_cell(row[name]) for name in names] for row in rows[source]),
        )
    whole = rows[SERVICE_FILE]
    yield "EDIH services", list(SERVICE_HEADINGS), ([row[name] for name in SERVICE_HEADINGS] for row in whole)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _cell(value: Any) -> Any:
    """Texts by language in the first of them, as every other file has them."""
    return next(iter(value.values()), "") if isinstance(value, dict) else value
