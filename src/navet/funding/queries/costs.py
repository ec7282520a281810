from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from navet.funding.models import Cost, CostKind, Project
from navet.kit.refusals import NotFound

NOTHING = Decimal(0)


def find_cost(id: UUID) -> Cost:
    cost = Cost.objects.filter(id=id).select_related("project").first()
    if cost is None:
        raise NotFound
    return cost


def costs_about(work: UUID) -> QuerySet[Cost]:
    """What a piece of work cost, corrections included, in the order they were entered."""
    return Cost.objects.filter(about=work).order_by("id")


def costs_of(project: Project) -> QuerySet[Cost]:
    """Every entry of a project, the latest first."""
    return Cost.objects.filter(project=project).order_by("-id")


def paid_by(project: Project) -> Decimal:
    """What the project has paid, in its currency: the sum of every entry."""
    return Cost.objects.filter(project=project).aggregate(paid=Sum("amount"))["paid"] or NOTHING


def standing(cost: Cost) -> tuple[Decimal, Decimal | None]:
    """What a first entry comes to with its corrections: amount, and hours where there are any."""
    rows = Cost.objects.filter(corrects=cost).aggregate(amount=Sum("amount"), hours=Sum("hours"))
    hours = (
        None if cost.hours is None and rows["hours"] is None else (cost.hours or NOTHING) + (rows["hours"] or NOTHING)
    )
    return cost.amount + (rows["amount"] or NOTHING), hours


def charged_by_kind(project: Project) -> dict[str, Decimal]:
    """What a project has been charged, kind of cost by kind, in its own currency."""
    rows = Cost.objects.filter(project=project, currency=project.currency).values_list("kind")
    return dict(rows.annotate(Sum("amount")).order_by())


def cost_kinds() -> dict[str, str]:
    """Every kind of cost and what it is called in the reader's language."""
    return {kind: str(label) for kind, label in CostKind.choices}
