from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class PlanProposed(Fact):
    """`about`: the case, as in every fact of the help."""

    plan_id: UUID
    items: int


@fact
class PlanChanged(Fact):
    plan_id: UUID


@fact
class PlanSent(Fact):
    plan_id: UUID


@fact
class PlanAccepted(Fact):
    plan_id: UUID
