from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from navet.funding.models import STATE_RESOURCES, Cost, Financier, Project
from navet.funding.queries.costs import NOTHING, paid_by
from navet.kit.refusals import NotFound


def projects() -> QuerySet[Project]:
    """The hub's projects, the one that ends last first."""
    return Project.objects.order_by("-until", "code")


def find_project(id: UUID) -> Project:
    project = Project.objects.filter(id=id).first()
    if project is None:
        raise NotFound
    return project


def hold_project(project: Project) -> Project:
    """The project as it is now, held until the end of the transaction: whoever reckons with its money does so alone."""
    return Project.objects.select_for_update().get(id=project.id)


def financiers_of(project: Project) -> QuerySet[Financier]:
    """Who pays, the largest part first."""
    return Financier.objects.filter(project=project).order_by("-share", "name", "id")


def public_share(project: Project) -> Decimal:
    """The part of the project's budget that is State resources, 0 to 1: what `aid_in` of stateaid asks for."""
    return public_shares([project.id])[project.id]


def public_shares(project_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """The same for several projects, in one question."""
    wanted = list(project_ids)
    rows = Financier.objects.filter(project_id__in=wanted, kind__in=STATE_RESOURCES)
    known = dict(rows.values_list("project_id").annotate(Sum("share")).order_by())
    return {id: known.get(id, NOTHING) for id in wanted}


@dataclass(frozen=True)
class Glance:
    """A project in the list: who pays, how much of it is State resources, and what has been charged."""

    project: Project
    financiers: list[Financier]
    charged: Decimal

    @property
    def public_percent(self) -> Decimal:
        return sum((f.percent for f in self.financiers if f.counts_as_state_aid), NOTHING)

    @property
    def missing_percent(self) -> Decimal:
        """What nobody pays yet."""
        return 100 - sum((f.percent for f in self.financiers), NOTHING)


def projects_at_a_glance() -> list[Glance]:
    """Every project with its financiers and its costs: three questions, however many there are."""
    payers: dict[UUID, list[Financier]] = {}
    for financier in Financier.objects.order_by("-share", "name", "id"):
        payers.setdefault(financier.project_id, []).append(financier)
    charged = dict(Cost.objects.values_list("project_id").annotate(Sum("amount")).order_by())
    return [Glance(each, payers.get(each.id, []), charged.get(each.id, NOTHING)) for each in projects()]


def glance_at(project: Project) -> Glance:
    return Glance(project, list(financiers_of(project)), paid_by(project))
