"""Reads what happened after a plan was made."""

from typing import Any

from navet.gatherings.day_file.days import MOST_PEOPLE, known_name, new_name, read_slots, read_tables
from navet.gatherings.day_file.meetings import Frame, check_fixed, read_meetings
from navet.gatherings.day_file.strict import listed, read, told, whole
from navet.questionnaires.places import Misplaced, Place
from navet.timetable.day import Changes, Day, Meeting

MAY = ("gone", "came", "cancelled", "wanted", "tables")
Away = dict[str, frozenset[int]]


def read_changes(raw: bytes, day: Day) -> Changes:
    """The changes in a file's bytes, for this day. Raises Misplaced, whose text names the place."""
    return read(raw, lambda content: _changes(content, day))


def _changes(content: Any, day: Day) -> Changes:
    given = {name: place.value for name, place in Place(content).object(("now",), MAY).items()}
    now = whole(given["now"], 0, day.slots, "now")
    gone = _known(given.get("gone", []), "gone", frozenset(day.people), "people")
    came = _came(given.get("came", []), day, gone)
    ids = frozenset(meeting.id for meeting in day.meetings)
    cancelled = _known(given.get("cancelled", []), "cancelled", ids, "meetings")
    frame = Frame(
        day.slots,
        frozenset(day.people).union(came) - gone,
        {session.name: session for session in day.sessions},
        {**day.away, **came},
        set(ids),
        now,
    )
    wanted = read_meetings(given.get("wanted", []), "wanted", frame)
    check_fixed(wanted, "wanted", None, _staying(day, gone, cancelled))
    return Changes(now, gone, came, cancelled, wanted, _tables(given.get("tables"), day, now))


def _known(value: Any, place: str, known: frozenset[str], what: str) -> frozenset[str]:
    return frozenset(
        known_name(name, f"{place}[{number}]", known, what) for number, name in enumerate(listed(value, place))
    )


def _came(value: Any, day: Day, gone: frozenset[str]) -> Away:
    came: Away = {}
    for each in Place(value, "came").items():
        inner = each.object(("person",), ("away",))
        place = inner["person"].path
        person = new_name(inner["person"].value, place, came)
        if person in gone:
            raise Misplaced(place, f"{told(person)} is gone as well")
        absent = inner.get("away", Place([]))
        came[person] = read_slots(absent.value, absent.path, day.slots)
    if len(came.keys() | set(day.people)) > MOST_PEOPLE:
        raise Misplaced("came", f"makes more than {MOST_PEOPLE} people")
    return came


def _staying(day: Day, gone: frozenset[str], cancelled: frozenset[str]) -> list[Meeting]:
    return [each for each in day.meetings if each.id not in cancelled and gone.isdisjoint(each.people)]


def _tables(value: Any, day: Day, now: int) -> tuple[int, ...] | None:
    """History keeps its tables, whatever the list says of it."""
    return None if value is None else (*day.tables[:now], *read_tables(value, day.slots)[now:])
