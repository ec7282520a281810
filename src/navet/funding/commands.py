from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.funding import facts, permissions
from navet.funding.models import Cost, Financier, Project
from navet.funding.queries import public_share, standing
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@dataclass(frozen=True)
class Part:
    """One financier's part of a project: name, kind of money, and a share from 0 to 1."""

    name: str
    kind: str
    share: Decimal


@command(may=permissions.may_edit_projects)
def open_project(coordinator: Membership, hub: Hub, *, details: dict[str, Any]) -> Project:
    """Enter a funding project: its code, name, days, budget and currency."""
    project = Project(**details)
    project.full_clean()
    project.save()
    announce(facts.ProjectEdited(hub_id=hub.id, about=project.id, changed=sorted(details)), by=coordinator)
    return project


@command(may=permissions.may_edit_projects)
def edit_project(coordinator: Membership, project: Project, *, details: dict[str, Any]) -> Project:
    """Change a project's particulars."""
    changed = sorted(name for name, value in details.items() if getattr(project, name) != value)
    for name in changed:
        setattr(project, name, details[name])
    project.full_clean()
    project.save()
    announce(facts.ProjectEdited(hub_id=project.hub_id, about=project.id, changed=changed), by=coordinator)
    return project


@command(may=permissions.may_edit_projects)
def set_financiers(coordinator: Membership, project: Project, *, parts: Iterable[Part]) -> Project:
    """Say who pays for a project, and each one's share; together at most the whole."""
    Project.objects.select_for_update().get(id=project.id)
    Financier.objects.filter(project=project).delete()
    financiers = [Financier(project=project, name=p.name.strip(), kind=p.kind, share=p.share) for p in parts]
    for financier in financiers:
        financier.full_clean()
        financier.save()
    if sum(financier.share for financier in financiers) > 1:
        raise Refused(_("The shares come to more than 100 % of the budget."))
    fact = facts.FinanciersSet(hub_id=project.hub_id, about=project.id, public_share=public_share(project))
    announce(fact, by=coordinator)
    return project


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
) -> Cost:
    """Charge a piece of work to a project, on a day within it."""
    if not project.since <= on <= project.until:
        raise Refused(
            _("The project %(code)s pays from %(since)s to %(until)s only.")
            % {"code": project.code, "since": project.since, "until": project.until},
            fields={"on": [_("Choose a day within the project, or another project.")]},
        )
    cost = Cost(
        project=project, about=about, on=on, hours=hours, amount=amount, currency=currency, what=what[:300], by=member
    )
    cost.full_clean()
    cost.save()
    fact = facts.CostEntered(
        hub_id=cost.hub_id, about=cost.id, project_id=project.id, work=about, amount=amount, currency=currency
    )
    announce(fact, by=member)
    return cost


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
        on=first.on,
        hours=None if hours is None and was_hours is None else (hours or Decimal(0)) - (was_hours or Decimal(0)),
        amount=amount - was,
        currency=first.currency,
        what=reason[:300],
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
