"""What the PDF of a frozen report says."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from navet.kit.letters import words_around
from navet.reporting.indicators import MONEY
from navet.reporting.models import Report


def letter_of_report(report: Report) -> dict[str, Any]:
    """The report as blocks: figures against targets, the breakdowns, how it was counted, and the seal."""
    hub, figures = report.hub, report.figures
    day = timezone.localdate(report.counted_at)
    return {
        "hub": hub.letterhead,
        "to": [report.submitted_to] if report.submitted_to else [],
        "title": report.name,
        "reference": str(report.id)[:8],
        "day": day.isoformat(),
        "day_written": date_format(day, "DATE_FORMAT"),
        "words": words_around(report.language),
        "blocks": [
            {"kind": "text", "text": _period(report)},
            {"kind": "heading", "text": _("Figures")},
            _numbers(figures, hub.currency),
            *_maturity(figures),
            *_breakdowns(figures),
            {"kind": "heading", "text": _("How it was counted")},
            {"kind": "facts", "pairs": _counted(report)},
        ],
    }


def _period(report: Report) -> str:
    words = {"since": date_format(report.since, "DATE_FORMAT"), "until": date_format(report.until, "DATE_FORMAT")}
    return _("Help given and outcomes told from %(since)s until %(until)s, both days included.") % words


def _numbers(figures: dict[str, Any], currency: str) -> dict[str, Any]:
    rows = [
        [
            f"{told['label']} ({currency})" if told["unit"] == MONEY else told["label"],
            _number(told["number"], told["decimals"]),
            _number(told["promised"], told["decimals"]) if told["promised"] else "–",
        ]
        for told in figures["numbers"]
    ]
    return {"kind": "table", "head": [_("Indicator"), _("Number"), _("Promised")], "rows": rows, "numbers": [1, 2]}


def _maturity(figures: dict[str, Any]) -> list[dict[str, Any]]:
    if not figures["maturity"]:
        return []
    words = {"rise": _number(figures["maturity"]["rise"], 1), "n": figures["maturity"]["n"]}
    text = _("Rise in digital maturity: %(rise)s points, mean of %(n)s who were measured twice.") % words
    return [{"kind": "note", "text": text}]


def _breakdowns(figures: dict[str, Any]) -> list[dict[str, Any]]:
    head = [_("Customers"), _("Services"), _("Hours"), _("Aid")]
    blocks: list[dict[str, Any]] = []
    for each in figures["breakdowns"]:
        rows = [
            [part["label"], *(_number(number, 1 if place == 2 else 0) for place, number in enumerate(part["numbers"]))]
            for part in each["values"]
        ]
        if rows:
            blocks += [
                {"kind": "heading", "text": each["words"]},
                {"kind": "table", "head": [each["words"], *head], "rows": rows, "numbers": [1, 2, 3, 4]},
            ]
    return blocks


def _counted(report: Report) -> list[list[str]]:
    rows, counted_at = report.figures["rows"], timezone.localtime(report.counted_at)
    told = _("%(rows)s deliveries, %(outcomes)s outcomes, %(satisfaction)s answers on satisfaction") % rows
    return [
        [_("Counted"), date_format(counted_at, "DATETIME_FORMAT")],
        [_("Rows"), told],
        [_("Rows, SHA-256"), report.rows_sha256],
        [_("Seal, SHA-256"), report.seal],
    ]


def _number(number: str, decimals: int) -> str:
    return str(number_format(Decimal(number), decimals, use_l10n=True, force_grouping=True))
