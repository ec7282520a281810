from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.funding import facts, permissions
from navet.funding.models import Cost, Project, whole
from navet.funding.queries import standing
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@dataclass(frozen=True)
class Bought:
    """A cost that is no work of ours: what kind, what, how much in the project's currency, and when."""

    kind: str
    what: str
    amount: Decimal
    on: date


@command(may=permissions.may_enter_cost)
def enter_cost(
    member: Membership,
    project: Project,
    *,
    about: UUID,
    on: date,
    amount: Decimal,
    currency: str,
    what: str,
    hours: Decimal | None = None,
    worker: Membership | None = None,
    part: NumericRange | None = None,
) -> Cost:
    """Charge a piece of work, or a part of it, to a project, on a day within it; no part is ever charged twice."""
    _check_day(project, on)
    cost = Cost(
        project=project,
        about=about,
        part=part or whole(),
        on=on,
        hours=hours,
        amount=amount,
        currency=currency,
        what=what[:300],
        worker=worker,
        by=member,
    )
    return _keep(member, cost)


@command(may=permissions.may_edit_projects)
def enter_bought_cost(coordinator: Membership, project: Project, *, key: UUID, bought: Bought) -> Cost:
    """Charge what was bought, a journey or a room to a project; the same key again is the same cost."""
    Project.objects.select_for_update().get(id=project.id)
    already = Cost.objects.filter(about=key, project=project, corrects__isnull=True).first()
    if already:
        return already
    _check_day(project, bought.on)
    cost = Cost(
        project=project,
        about=key,
        kind=bought.kind,
        on=bought.on,
        amount=bought.amount,
        currency=project.currency,
        what=bought.what,
        by=coordinator,
    )
    return _keep(coordinator, cost)


@command(may=permissions.may_correct_cost)
def correct_cost(member: Membership, cost: Cost, *, amount: Decimal, reason: str, hours: Decimal | None = None) -> Cost:
    """Enter what a cost should have been: the difference becomes an entry of its own, and the trace stays."""
    first = cost.corrects or cost
    # Two corrections at once would both reckon from the same sum.
    first = Cost.objects.select_for_update().get(id=first.id)
    was, was_hours = standing(first)
    if amount < 0 or (hours or 0) < 0:
        raise Refused(_("A cost is not below zero."))
    correction = Cost(
        project_id=first.project_id,
        about=first.about,
        part=first.part,
        kind=first.kind,
        on=first.on,
        hours=None if hours is None and was_hours is None else (hours or Decimal(0)) - (was_hours or Decimal(0)),
        amount=amount - was,
        currency=first.currency,
        what=reason[:300],
        worker_id=first.worker_id,
        by=member,
        corrects=first,
    )
    correction.full_clean()
    correction.save()
    fact = facts.CostCorrected(
        hub_id=first.hub_id,
        about=correction.id,
        corrects=first.id,
        amount=correction.amount,
        currency=first.currency,
        reason=reason,
    )
    announce(fact, by=member)
    return correction


def _check_day(project: Project, on: date) -> None:
    if not project.since <= on <= project.until:
        raise Refused(
            _("The project %(code)s pays from %(since)s to %(until)s only.")
            % {"code": project.code, "since": project.since, "until": project.until},
            fields={"on": [_("Choose a day within the project, or another project.")]},
        )


def _keep(member: Membership, cost: Cost) -> Cost:
    cost.full_clean()
    cost.save()
    fact = facts.CostEntered(
        hub_id=cost.hub_id,
        about=cost.id,
        project_id=cost.project_id,
        work=cost.about,
        amount=cost.amount,
        currency=cost.currency,
    )
    announce(fact, by=member)
    return cost
