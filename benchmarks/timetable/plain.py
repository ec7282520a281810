"""A day and its changes as the files have them, which is all that the checker of plans reads."""

from typing import Any

from navet.timetable.day import Changes, Day

Plain = dict[str, Any]


def day_json(day: Day) -> Plain:
    """A day without sessions, orders or fixed slots, as it is made up here."""
    return {
        "slots": day.slots,
        "tables": list(day.tables),
        "people": list(day.people),
        "away": {name: sorted(slots) for name, slots in day.away.items()},
        "meetings": [{"id": each.id, "people": list(each.people), "weight": each.weight} for each in day.meetings],
        "hold": day.hold.value,
        "fairness": day.fairness,
    }


def changes_json(changes: Changes) -> Plain:
    """Who is gone and who comes late."""
    return {
        "now": changes.now,
        "gone": sorted(changes.gone),
        "came": [{"person": name, "away": sorted(slots)} for name, slots in sorted(changes.came.items())],
    }
