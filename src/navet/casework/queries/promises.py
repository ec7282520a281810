"""What the hub promises, as its administrator chose it; what was never chosen is told as it is usual."""

from typing import Any

from navet.assessments.rounds import T1, T2, months_after
from navet.casework.eligibility import read_rules
from navet.casework.queries.clocks import first_answer_hours, working_week
from navet.hubs.models import Hub


def promises_of(hub: Hub) -> dict[str, Any]:
    """As `set_promises` takes them."""
    week = working_week(hub)
    return {
        "first_answer_hours": first_answer_hours(hub),
        "opens": week.opens,
        "closes": week.closes,
        "first_round": months_after(hub.settings, T1),
        "second_round": months_after(hub.settings, T2),
        "largest": read_rules(hub.settings, country=hub.country, regions=hub.regions).largest,
        "pointer": (hub.settings.get("eligibility") or {}).get("pointer", {}),
        "authority": str(hub.settings.get("authority", "")),
    }
