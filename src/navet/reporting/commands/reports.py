"""Freezing a report: asked for once, made in the background in three parts, each whole or not at all."""

import gzip
import hashlib
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from navet.directory.models import Membership
from navet.hubs.models import Hub, inside
from navet.journal.commands import announce
from navet.kit.commands import PLATFORM, Platform, command
from navet.kit.jobs import job
from navet.kit.letters import BLOCKS, letter
from navet.kit.tables import as_workbook
from navet.reporting import facts, permissions
from navet.reporting.models import Report
from navet.reporting.queries import Asked
from navet.reporting.queries.packs import letter_of_report
from navet.reporting.queries.reports import as_lines, figures_of, find_report, rows_now, seal_of, sheets_of

Stage = Report.Stage


@command(may=permissions.may_ask_report)
def ask_report(
    coordinator: Membership,
    hub: Hub,
    *,
    key: UUID,
    name: str,
    since: date,
    until: date,
    submitted_to: str = "",
    language: str = "",
) -> Report:
    """Ask for a period's report; it is counted and made in the background. The same key again is the same report."""
    already = Report.objects.filter(key=key).first()
    if already:
        return already
    report = Report(key=key, name=name, since=since, until=until, submitted_to=submitted_to, by=coordinator)
    report.language = language or hub.first_language
    report.full_clean()
    report.save()
    announce(facts.ReportAsked(hub_id=hub.id, about=report.id, name=name, since=since, until=until), by=coordinator)
    make_report.defer(hub_id=str(hub.id), report_id=str(report.id))
    return report


@command(may=permissions.may_ask_report)
def resume_report(coordinator: Membership, report: Report) -> None:
    """Go on making a report whose worker gave up; a ready one is left alone."""
    if not report.is_ready:
        make_report.defer(hub_id=str(report.hub_id), report_id=str(report.id))


@job(retry=5, name="make_report")
def make_report(*, hub_id: str, report_id: str) -> None:
    """Make what is left of a report, part by part; run again after it was killed, it goes on where it was."""
    ready = False
    while not ready:
        with inside(UUID(hub_id)):
            ready = make_part(PLATFORM, find_report(UUID(report_id))).is_ready


@command(may=permissions.may_make_report)
def make_part(who: Platform, report: Report) -> Report:
    """Make the next part of a report: count it, write its spreadsheet, or write its PDF."""
    report = Report.objects.select_for_update(of=["self"]).select_related("hub", "by").get(id=report.id)
    if report.is_ready:
        return report
    with translation.override(report.language):
        PARTS[Stage(report.stage)](report)
    report.stage += 1
    report.save()
    if report.is_ready:
        made = facts.ReportMade(
            hub_id=report.hub_id,
            about=report.id,
            seal=report.seal,
            xlsx_sha256=report.xlsx_sha256,
            pdf_sha256=report.pdf_sha256,
        )
        announce(made, by=who)
    return report


def _count(report: Report) -> None:
    """The rows are kept first, and the numbers counted from what was kept."""
    asked = Asked(report.since, report.until)
    rows = rows_now(report.hub, asked)
    lines = as_lines(rows)
    _keep(report, "jsonl.gz", gzip.compress(lines, mtime=0))
    report.counted_at = timezone.now()
    report.rows_sha256 = hashlib.sha256(lines).hexdigest()
    report.figures = figures_of(rows, asked)
    report.seal = seal_of(report)


def _tabulate(report: Report) -> None:
    report.xlsx_sha256 = _keep(report, "xlsx", as_workbook(sheets_of(report)))


def _write(report: Report) -> None:
    report.pdf_sha256 = _keep(report, "pdf", letter(BLOCKS, letter_of_report(report), language=report.language))


PARTS = {Stage.ASKED: _count, Stage.COUNTED: _tabulate, Stage.TABLED: _write}


def _keep(report: Report, kind: str, content: bytes) -> str:
    """Keep a file, instead of what a killed worker may have left; its SHA-256."""
    path = report.path(kind)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
    return hashlib.sha256(content).hexdigest()
