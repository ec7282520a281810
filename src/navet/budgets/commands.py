from collections.abc import Sequence

from django.utils.translation import gettext as _

from navet.budgets import facts, permissions
from navet.budgets.lines import Line
from navet.budgets.models import BudgetLine, BudgetVersion
from navet.budgets.queries import budget_of, partners_by_name
from navet.directory.models import Membership
from navet.funding.cost_options import NOTHING
from navet.funding.models import Project
from navet.funding.queries import hold_project
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import Refused


@command(may=permissions.may_set_budget)
def set_budget(
    coordinator: Membership, project: Project, *, lines: Sequence[Line], reason: str, instead_of: int
) -> BudgetVersion:
    """Set a new version of a budget, with the reason; `instead_of`: the version it was made from, 0 for none.

    The lines come to the project's whole budget. The same lines again are the same version.
    """
    project = hold_project(project)
    versions = budget_of(project)
    if versions and not versions[0].moved_to(lines):
        return versions[0].record
    if instead_of != (versions[0].record.number if versions else 0):
        raise Refused(_("Somebody else has set a new version meanwhile. Look at it, and make your change again."))
    together = sum((line.amount for line in lines), NOTHING)
    if together != project.budget:
        text = _("The lines come to %(sum)s, and the project's budget is %(budget)s. Make them alike first.")
        raise Refused(fields={"lines": [text % {"sum": together, "budget": project.budget}]})
    version = BudgetVersion(project=project, number=instead_of + 1, reason=reason, by=coordinator)
    version.full_clean()
    version.save()
    partners = partners_by_name()
    for line in lines:
        if line.partner not in partners:
            raise Refused(fields={"lines": [_("%(name)s is no partner.") % {"name": line.partner}]})
        row = BudgetLine(
            version=version,
            partner=partners[line.partner],
            kind=line.kind,
            work_package=line.work_package,
            period=line.period,
            amount=line.amount,
        )
        row.full_clean()
        row.save()
    fact = facts.BudgetSet(hub_id=project.hub_id, about=project.id, number=version.number, reason=reason)
    announce(fact, by=coordinator)
    return version
