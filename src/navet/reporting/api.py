from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from navet.directory.doors import Audience, MemberRequest, only
from navet.directory.schemas import NOS
from navet.kit.refusals import NotFound
from navet.matching.queries.fairness import find_fairness
from navet.reporting import commands, queries
from navet.reporting.queries import Asked
from navet.reporting.service_file import HEADINGS

router = Router(tags=["reporting"])


class OutlookOut(Schema):
    """What a number comes to by the day it is promised for at this pace, and between what in four cases of five."""

    expected: float
    low: float
    high: float


class FigureOut(Schema):
    """One number: what it counts, what it came to, what is promised by when."""

    code: str
    label: str
    number: Decimal
    unit: str
    promised: Decimal | None = None
    due_on: date | None = None
    expected: OutlookOut | None = None


class RowsOut(Schema):
    """A number and the rows it is made of, fifty at a time; `next` is the key of the next page."""

    code: str
    number: Decimal
    rows: list[dict[str, Any]]
    next: UUID | None = None


class RowsAsked(Schema):
    """Which rows: of these days, perhaps of one value of one breakdown, from one key on."""

    since: date | None = None
    until: date | None = None
    by: str = ""
    value: str = ""
    before: UUID | None = None


class ShareOut(Schema):
    """A group's share (0 to 1) of attention, what would be fair, and what was taken; null where too few to say.

    `verdict`: even, more or less attention than fair, or few.
    """

    code: str
    on_offer: int
    lists: int
    attention: float | None
    fair: float | None
    spread: float | None
    taken: float | None
    verdict: str


class FairnessOut(Schema):
    """One night's reckoning over the lists of `since` to `until`, by version `rule` of it. Groups by language, size, country."""

    id: UUID
    reckoned_at: datetime
    since: date
    until: date
    rule: str
    lists: int
    decisions: int
    groups: dict[str, list[ShareOut]]

    @classmethod
    def of(cls, found: Any) -> "FairnessOut":
        groups = {
            trait: [ShareOut(**asdict(each), verdict=each.verdict) for each in shares]
            for trait, shares in found.shares.items()
        }
        told: dict[str, Any] = {
            name: getattr(found, name) for name in ("id", "since", "until", "rule", "lists", "decisions")
        }
        return cls(**told, reckoned_at=found.created_at, groups=groups)


class SetTarget(Schema):
    indicator: str
    amount: Decimal
    since: date
    due_on: date
    promised_to: str = ""


class TargetOut(Schema):
    id: UUID


Code = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
Words = dict[Literal["nb", "sv", "en"], Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]]


class DefineIndicator(Schema):
    """An own indicator: the one it narrows (`base`), and the values rows must have (`only`: pillar, kind, size …)."""

    label: Words
    set_name: str = Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")
    base: Code
    only: dict[Literal["pillar", "kind", "size", "sector", "region"], Code] = {}
    valid_from: date
    instead_of: UUID | None = None


class RetireIndicator(Schema):
    valid_until: date


class IndicatorOut(Schema):
    """One version of an own indicator; figures and targets name it by its `code`."""

    id: UUID
    code: str
    version: int
    set_name: str
    label: dict[str, str]
    base: str
    only: dict[str, str]
    valid_from: date
    valid_until: date | None


class AskReport(Schema):
    """Which days to freeze, and for whom; `key` is yours: the same key again is the same report."""

    key: UUID
    name: str = Field(min_length=1, max_length=200)
    since: date
    until: date
    submitted_to: str = Field("", max_length=200)
    language: Literal["", "nb", "sv", "en"] = ""


class ReportOut(Schema):
    """A report: `stage` of 3 says how far it has come; figures and seal are there from the first on."""

    id: UUID
    name: str
    submitted_to: str
    since: date
    until: date
    language: str
    stage: int
    counted_at: datetime | None
    figures: dict[str, Any]
    rows_sha256: str
    xlsx_sha256: str
    pdf_sha256: str
    seal: str


@router.get("/figures", response={200: list[FigureOut], **NOS}, operation_id="figures")
def figures(request: MemberRequest, since: date | None = None, until: date | None = None) -> list[FigureOut]:
    only(request.member, Audience.READER)
    asked = Asked(since or queries.first_day(), until or timezone.localdate())
    numbers = queries.all_numbers(asked)
    going = queries.outlooks(numbers)
    return [
        FigureOut(
            code=each.indicator.code,
            label=str(each.indicator.label),
            number=each.number,
            unit=each.indicator.unit,
            promised=each.target.amount if each.target else None,
            due_on=each.target.due_on if each.target else None,
            expected=OutlookOut(**asdict(told)) if told else None,
        )
        for each in numbers
        for told in [going.get(each.indicator.code)]
    ]


class MissingOut(Schema):
    """A service that is not in the file until it is mended: what is missing, by column and code."""

    row: UUID
    case_id: UUID
    customer_id: UUID
    missing: list[tuple[str, str]]


class ServiceFileOut(Schema):
    """What the European hubs' reporting tool is told of these days, in its own columns; and what it is not told yet."""

    columns: list[str]
    rows: list[list[str]]
    incomplete: list[MissingOut]


@router.get("/service-file", response={200: ServiceFileOut, **NOS}, operation_id="service_file")
def service_file(request: MemberRequest, since: date | None = None, until: date | None = None) -> object:
    """The 28 columns: one row for each delivery and customer."""
    only(request.member, Audience.READER)
    asked = Asked(since or queries.first_day(), until or timezone.localdate())
    reported = list(queries.service_rows(request.hub, asked))
    incomplete = [
        {
            "row": each.row["Content ID"],
            "case_id": each.case_id,
            "customer_id": each.customer_id,
            "missing": [(fault.column, fault.code) for fault in each.faults],
        }
        for each in reported
        if each.faults
    ]
    whole = [each.cells for each in reported if not each.faults]
    return {"columns": list(HEADINGS), "rows": whole, "incomplete": incomplete}


@router.get("/figures/{code}", response={200: RowsOut, **NOS}, operation_id="figure")
def figure(request: MemberRequest, code: str, asked: Query[RowsAsked]) -> RowsOut:
    only(request.member, Audience.READER)
    indicator = queries.find_indicator(code, asked.until)
    value = asked.value.replace("\x00", "")
    counted = Asked(asked.since or queries.first_day(), asked.until or timezone.localdate(), asked.by, value)
    found = queries.page_of_rows(indicator, counted, before=asked.before)
    return RowsOut(code=code, number=queries.number_of(indicator, counted), rows=found.rows, next=found.next)


@router.post("/targets", response={201: TargetOut, **NOS}, operation_id="set_target")
def set_target(request: MemberRequest, asked: SetTarget) -> Status[Any]:
    return Status(201, commands.set_target(request.member, request.hub, **asked.dict()))


@router.get("/reports", response={200: list[ReportOut], **NOS}, operation_id="reports")
def reports(request: MemberRequest) -> Any:
    """The fifty newest reports."""
    only(request.member, Audience.READER)
    return queries.reports().defer(None)[:50]


@router.post("/reports", response={202: ReportOut, **NOS}, operation_id="ask_report")
def ask_report(request: MemberRequest, asked: AskReport) -> Status[Any]:
    """Ask for a period's report; it is made in the background."""
    return Status(202, commands.ask_report(request.member, request.hub, **asked.dict()))


@router.get("/reports/{uuid:id}", response={200: ReportOut, **NOS}, operation_id="report")
def report(request: MemberRequest, id: UUID) -> Any:
    """One report, and how far it has come."""
    only(request.member, Audience.READER)
    return queries.find_report(id)


@router.get("/reports/{uuid:id}/{kind}", response=NOS, operation_id="report_file")
def report_file(request: MemberRequest, id: UUID, kind: Literal["xlsx", "pdf"]) -> Any:
    """A report's spreadsheet or PDF."""
    only(request.member, Audience.READER)
    found = queries.find_report(id)
    return FileResponse(queries.open_report(found, kind), as_attachment=True, filename=f"{found.name}.{kind}")


@router.get("/indicators", response={200: list[IndicatorOut], **NOS}, operation_id="indicators")
def indicators(request: MemberRequest) -> Any:
    """Every version of every indicator of the hub's own."""
    only(request.member, Audience.READER)
    return queries.own_indicators()


@router.post("/indicators", response={201: IndicatorOut, **NOS}, operation_id="define_indicator")
def define_indicator(request: MemberRequest, told: DefineIndicator) -> Status[Any]:
    """Define an indicator that narrows another, or how one counts from a day on (`instead_of`: its version until then)."""
    details = told.dict()
    before = details.pop("instead_of")
    version = queries.find_version(before) if before else None
    return Status(201, commands.define_indicator(request.member, request.hub, **details, instead_of=version))


@router.post("/indicators/{uuid:id}/end", response={200: IndicatorOut, **NOS}, operation_id="retire_indicator")
def retire_indicator(request: MemberRequest, id: UUID, told: RetireIndicator) -> Any:
    """Let an indicator count no longer after a day."""
    return commands.retire_indicator(request.member, queries.find_version(id), valid_until=told.valid_until)


@router.get("/fairness", response={200: FairnessOut, **NOS}, operation_id="fairness")
def fairness(request: MemberRequest, version: UUID | None = None) -> Any:
    """How much the offers of each group were seen, against how well they fit: as reckoned last night, or in that version."""
    only(request.member, Audience.READER)
    found = find_fairness(version)
    if found is None:
        raise NotFound
    return FairnessOut.of(found)
