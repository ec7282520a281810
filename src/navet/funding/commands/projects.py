from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.funding import facts, permissions
from navet.funding.models import Claim, Contribution, Financier, Period, Project, StatusAnswer
from navet.funding.queries import public_share
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
    # Those who stay keep their terms and their claims.
    known = {(each.name, each.kind): each for each in Financier.objects.filter(project=project)}
    financiers = []
    for part in parts:
        financier = known.pop((part.name.strip(), part.kind), None)
        financier = financier or Financier(project=project, name=part.name.strip(), kind=part.kind)
        financier.share = part.share
        financier.full_clean()
        financier.save()
        financiers.append(financier)
    for left in known.values():
        _let_go(left)
    if sum(financier.share for financier in financiers) > 1:
        raise Refused(_("The shares come to more than 100 % of the budget."))
    fact = facts.FinanciersSet(hub_id=project.hub_id, about=project.id, public_share=public_share(project))
    announce(fact, by=coordinator)
    return project


def _let_go(financier: Financier) -> None:
    """One who has been asked for money, or has paid in, stays in the books."""
    if Claim.objects.filter(financier=financier).exists() or Contribution.objects.filter(financier=financier).exists():
        text = _("%(name)s has claims or paid-in money in this project, and stays. Change its share instead.")
        raise Refused(text % {"name": financier.name})
    StatusAnswer.objects.filter(period__financier=financier).delete()
    Period.objects.filter(financier=financier).delete()
    financier.delete()
