"""What the customer has been sent in a case: the plan and the agreements, each behind its own link."""

from dataclasses import dataclass

from navet.casework.models import Agreement, Case, Plan
from navet.casework.queries.agreements import agreements_of, link_to_agreement
from navet.casework.queries.plans import link_to_plan


@dataclass(frozen=True)
class Paper:
    """One of them, as it stands, and the secret part of its link."""

    of: Plan | Agreement
    link: str


@dataclass(frozen=True)
class Papers:
    plan: Paper | None
    agreements: list[Paper]


def papers_of(case: Case) -> Papers:
    """What was sent and has not ended or been replaced."""
    plan = Plan.objects.filter(case=case, sent_at__isnull=False).order_by("-version").first()
    agreements = agreements_of(case).filter(sent_at__isnull=False).exclude(status=Agreement.Status.ENDED)
    return Papers(
        plan=Paper(plan, link_to_plan(plan)) if plan else None,
        agreements=[Paper(each, link_to_agreement(each)) for each in agreements],
    )
