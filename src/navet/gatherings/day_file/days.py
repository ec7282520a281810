"""Reads a day of meetings."""

from collections.abc import Container
from typing import Any

from navet.gatherings.day_file.meetings import Frame, check_fixed, read_meetings
from navet.gatherings.day_file.strict import is_name, key, keyed, listed, read, told, whole
from navet.questionnaires.places import Misplaced, Place
from navet.timetable.day import Day, Hold, Session

MOST_SLOTS = 1000
MOST_PEOPLE = 20_000
MOST_TABLES = 100_000
MUST = ("slots", "tables", "people", "meetings")
MAY = ("sessions", "away", "hold", "fairness", "caps", "hosts")


def read_day(raw: bytes) -> Day:
    """The day in a file's bytes. Raises Misplaced, whose text names the place."""
    return read(raw, _day)


def _day(content: Any) -> Day:
    given = {name: place.value for name, place in Place(content).object(MUST, MAY).items()}
    slots = whole(given["slots"], 1, MOST_SLOTS, "slots")
    tables = read_tables(given["tables"], slots)
    people = read_people(given["people"], "people")
    known = frozenset(people)
    sessions = _sessions(given.get("sessions", []), slots)
    away = _away(given.get("away", {}), known, slots)
    frame = Frame(slots, known, {session.name: session for session in sessions}, away)
    meetings = read_meetings(given["meetings"], "meetings", frame)
    check_fixed(meetings, "meetings", tables, ())
    return Day(
        slots=slots,
        tables=tables,
        people=people,
        meetings=meetings,
        sessions=sessions,
        away=away,
        hold=_hold(given.get("hold", Hold.ALL)),
        fairness=_fairness(given.get("fairness")),
        caps=_numbers(given.get("caps", {}), "caps", known, MOST_SLOTS),
        hosts=_hosts(given.get("hosts", {}), known, tables),
    )


def read_tables(value: Any, slots: int) -> tuple[int, ...]:
    """How many tables there are in each slot."""
    if not isinstance(value, list):
        return (whole(value, 1, MOST_TABLES, "tables"),) * slots
    if len(value) != slots:
        raise Misplaced("tables", f"has {len(value)} numbers, not one for each of the {slots} slots")
    tables = tuple(whole(each, 0, MOST_TABLES, f"tables[{number}]") for number, each in enumerate(value))
    if not any(tables):
        raise Misplaced("tables", "there is no table in any slot")
    return tables


def read_people(value: Any, place: str) -> tuple[str, ...]:
    """Names, each once."""
    names = listed(value, place)
    if not 1 <= len(names) <= MOST_PEOPLE:
        raise Misplaced(place, f"has {len(names)} people, which is not between 1 and {MOST_PEOPLE}")
    seen: set[str] = set()
    for number, name in enumerate(names):
        seen.add(new_name(name, f"{place}[{number}]", seen))
    return tuple(names)


def new_name(value: Any, place: str, taken: Container[str]) -> str:
    """A name that nobody else has."""
    if not is_name(value):
        raise Misplaced(place, f"{told(value)} is not a name (a text of 1 to 200 characters on one line)")
    if value in taken:
        raise Misplaced(place, f"{told(value)} is named twice")
    return str(value)


def known_name(value: Any, place: str, known: Container[str], what: str) -> str:
    """A name that is known."""
    if not isinstance(value, str) or value not in known:
        raise Misplaced(place, f"{told(value)} is not one of the {what}")
    return value


def read_slots(value: Any, place: str, slots: int) -> frozenset[int]:
    """Some slots of the day."""
    return frozenset(
        whole(slot, 0, slots - 1, f"{place}[{number}]") for number, slot in enumerate(listed(value, place))
    )


def _sessions(value: Any, slots: int) -> tuple[Session, ...]:
    sessions: list[Session] = []
    for each in Place(value, "sessions").items():
        inner = each.object(("name", "first", "last"))
        name = new_name(inner["name"].value, inner["name"].path, {session.name for session in sessions})
        first = inner["first"].whole(0, slots - 1)
        last = inner["last"].whole(0, slots - 1)
        if last < first:
            inner["last"].refuse(f"{last} is before the first slot, {first}")
        sessions.append(Session(name, first, last))
    return tuple(sessions)


def _away(value: Any, people: frozenset[str], slots: int) -> dict[str, frozenset[int]]:
    away: dict[str, frozenset[int]] = {}
    for person, absent in keyed(value, "away").items():
        place = f"away.{key(person)}"
        known_name(person, place, people, "people")
        away[person] = read_slots(absent, place, slots)
    return away


def _hold(value: Any) -> Hold:
    return Hold(Place(value, "hold").one_of(Hold))


def _fairness(value: Any) -> int | None:
    return None if value is None else whole(value, 0, MOST_SLOTS, "fairness")


def _numbers(value: Any, place: str, people: frozenset[str], most: int) -> dict[str, int]:
    return {
        known_name(person, f"{place}.{key(person)}", people, "people"): whole(number, 0, most, f"{place}.{key(person)}")
        for person, number in keyed(value, place).items()
    }


def _hosts(value: Any, people: frozenset[str], tables: tuple[int, ...]) -> dict[str, int]:
    """Whose table stays the same all day: it must be there in every slot that has tables, and be nobody else's."""
    hosts = _numbers(value, "hosts", people, min(number for number in tables if number) - 1)
    owners: dict[int, str] = {}
    for person, table in hosts.items():
        other = owners.setdefault(table, person)
        if other != person:
            raise Misplaced(f"hosts.{key(person)}", f"table {table} is the table of {told(other)} already")
    return hosts
