"""What stands behind one delivery: its five records, with the trace of every correction."""

from typing import Any

from navet.assessments.queries import rounds_of
from navet.casework.models import Delivery, IndicatorRow, WorkLog
from navet.directory.models import Membership
from navet.funding.queries import costs_about
from navet.stateaid.queries import find_entry


def five_records(member: Membership, delivery: Delivery) -> dict[str, Any]:
    """The delivery, what it corrects or was replaced by, and the five records of the whole chain."""
    chain = _chain(delivery)
    ids = [each.id for each in chain]
    entry = find_entry(member, delivery.aid_entry_id) if delivery.aid_entry_id else None
    planned = rounds_of(delivery.case.customer.organisation_id).filter(submitted_at__isnull=True)
    return {
        "delivery": delivery,
        "case": delivery.case,
        "chain": chain,
        "work": WorkLog.objects.filter(delivery__in=ids).select_related("member").order_by("id"),
        "costs": costs_about(chain[0].id).select_related("project"),
        "entry": entry,
        "entry_changes": entry.changes.order_by("id") if entry else [],
        "row": IndicatorRow.objects.filter(delivery__in=ids).order_by("-id").first(),
        "next_round": planned.order_by("due_on").first(),
    }


def _chain(delivery: Delivery) -> list[Delivery]:
    """From the first telling to the last; a person corrects a handful of times."""
    chain = [delivery]
    while chain[0].corrects_id:
        chain.insert(0, Delivery.objects.select_related("delivered_by").get(id=chain[0].corrects_id))
    while later := Delivery.objects.filter(corrects=chain[-1]).select_related("delivered_by").first():
        chain.append(later)
    return chain
