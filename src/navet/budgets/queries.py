"""A project's budget: the version that holds, the ones before it, and what moved between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from navet.budgets.lines import Line, Shift, shifts, sums
from navet.budgets.models import BudgetLine, BudgetVersion
from navet.funding.cost_options import NOTHING
from navet.funding.models import Project
from navet.funding.queries import charged_by_kind, cost_kinds
from navet.hubs.models import Partner


@dataclass(frozen=True)
class Version:
    """One version: its record, its lines, and what moved since the one before."""

    record: BudgetVersion
    lines: list[Line]
    moved: list[Shift]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), NOTHING)

    @property
    def log(self) -> list[tuple[Shift, str]]:
        """What moved, each with the name of its kind of cost."""
        return [(shift, cost_kinds()[shift.place[1]]) for shift in self.moved]

    def moved_to(self, lines: Sequence[Line]) -> list[Shift]:
        """What would move if these lines held instead."""
        return shifts(self.lines, lines)

    @property
    def by_partner(self) -> list[tuple[str, Decimal]]:
        return sums(self.lines, lambda line: line.partner)

    @property
    def by_work_package(self) -> list[tuple[str, Decimal]]:
        return sums(self.lines, lambda line: line.work_package)


def budget_of(project: Project) -> list[Version]:
    """Every version, the one that holds first: two questions, however many there are."""
    lines: dict[object, list[Line]] = {}
    rows = BudgetLine.objects.filter(version__project=project).select_related("partner")
    for row in rows.order_by("partner__name", "work_package", "period", "kind"):
        told = Line(str(row.partner), row.kind, row.work_package, row.period, row.amount)
        lines.setdefault(row.version_id, []).append(told)
    versions: list[Version] = []
    for record in BudgetVersion.objects.filter(project=project).select_related("by").order_by("number"):
        before = versions[-1].lines if versions else []
        told_now = lines.get(record.id, [])
        versions.append(Version(record, told_now, shifts(before, told_now) if versions else []))
    return versions[::-1]


@dataclass(frozen=True)
class Spent:
    """One kind of cost: what the budget has for it, and what has been charged."""

    kind: str
    budget: Decimal
    charged: Decimal

    @property
    def label(self) -> str:
        return cost_kinds()[self.kind]

    @property
    def left(self) -> Decimal:
        return self.budget - self.charged


def spent(project: Project, version: Version) -> list[Spent]:
    """Budget and costs side by side, kind by kind."""
    planned = dict(sums(version.lines, lambda line: line.kind))
    charged = charged_by_kind(project)
    return [
        Spent(kind, planned.get(kind, NOTHING), charged.get(kind, NOTHING))
        for kind in cost_kinds()
        if kind in planned or kind in charged
    ]


def partners_by_name() -> dict[str, Partner]:
    """The consortium, under every name its partners go by."""
    partners = list(Partner.objects.order_by("name"))
    return {each.name: each for each in partners} | {str(each): each for each in partners}
