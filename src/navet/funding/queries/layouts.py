"""Funders' own layouts, and claims laid out by them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from navet.funding.layouts import laid_out, read
from navet.funding.models import CostKind, Layout, Period
from navet.funding.queries.claims import told_claim
from navet.kit.refusals import NotFound


def layouts() -> QuerySet[Layout]:
    return Layout.objects.order_by("name")


def find_layout(id: UUID) -> Layout:
    layout = Layout.objects.filter(id=id).first()
    if layout is None:
        raise NotFound
    return layout


def claim_in(layout: Layout, period: Period) -> tuple[list[str], list[list[Any]]]:
    """A period's claim in a funder's own columns: headings and rows."""
    columns, _faults = read(layout.text)
    project = period.financier.project
    same = {
        "currency": project.currency,
        "project": project.code,
        "financier": period.financier.name,
        "first_day": period.since,
        "last_day": period.until,
    }
    rows = [
        same
        | {
            "row": number,
            "day": row.on,
            "kind": row.kind,
            "what": row.what,
            "worker": str(row.worker or ""),
            "hours": row.hours,
            "amount": row.amount,
        }
        for number, row in enumerate(told_claim(period).rows, 1)
    ]
    return laid_out(columns, rows)


def example_in(layout: Layout) -> tuple[list[str], list[list[Any]]]:
    """A made-up row, so that one sees what a layout gives."""
    columns, _faults = read(layout.text)
    row = {
        "row": 1,
        "day": date(2026, 3, 2),
        "kind": CostKind.STAFF.value,
        "what": _("Robot test"),
        "worker": _("Somebody"),
        "hours": Decimal("3.50"),
        "amount": Decimal("2100.00"),
        "currency": "SEK",
        "project": "2026-1",
        "financier": _("The fund"),
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 6, 30),
    }
    return laid_out(columns, [row])
