"""Reads a plan that was written before, and pairs who may not sit together."""

from collections.abc import Mapping
from typing import Any

from navet.gatherings.day_file.strict import key, keyed, listed, read, told, whole
from navet.questionnaires.places import Misplaced
from navet.timetable.day import Day, Seat

MOST_PEOPLE = 20_000


def read_plan(raw: bytes, day: Day) -> dict[str, Seat]:
    """The seats in an answer's bytes, checked against the day. Raises Misplaced, whose text names the place."""
    return read(raw, lambda content: _plan(content, day))


def read_apart(raw: bytes, people: int = MOST_PEOPLE) -> list[tuple[int, int]]:
    """Pairs of people, numbered from 0, who never sit together. Raises Misplaced, whose text names the place."""
    return read(raw, lambda content: _apart(content, people))


def _plan(content: Any, day: Day) -> dict[str, Seat]:
    answer = keyed(content, "")
    if "plan" not in answer:
        raise Misplaced("plan", "is missing")
    people = {meeting.id: meeting.people for meeting in day.meetings}
    seats: dict[str, Seat] = {}
    for id, value in keyed(answer["plan"], "plan").items():
        if id not in people:
            raise Misplaced(f"plan.{key(id)}", "is not one of the day's meetings")
        try:
            seats[id] = _seat(value, day)
        except Misplaced as fault:
            raise Misplaced(f"plan.{key(id)}{fault.place}", fault.what) from fault
    _check_seats(seats, people)
    return seats


def _check_seats(seats: Mapping[str, Seat], people: Mapping[str, tuple[str, ...]]) -> None:
    taken: dict[Seat, str] = {}
    busy: dict[tuple[str, int], str] = {}
    for id, seat in seats.items():
        if (other := taken.setdefault(seat, id)) != id:
            raise Misplaced(f"plan.{key(id)}", f"{told(other)} has this table in this slot already")
        for person in people[id]:
            if (other := busy.setdefault((person, seat.slot), id)) != id:
                raise Misplaced(f"plan.{key(id)}", f"{told(person)} has {told(other)} in this slot already")


def _seat(value: Any, day: Day) -> Seat:
    given = keyed(value, "")
    for name in ("slot", "table"):
        if name not in given:
            raise Misplaced(f".{name}", "is missing")
    for name in given:
        if name not in ("slot", "table"):
            raise Misplaced(f".{key(name)}", "is not known here")
    slot = whole(given["slot"], 0, day.slots - 1, ".slot")
    table = whole(given["table"], 0, 10**9, ".table")
    if table >= day.tables[slot]:
        raise Misplaced(".table", f"{table} is not there: slot {slot} has {day.tables[slot]} tables, counted from 0")
    return Seat(slot, table)


def _apart(content: Any, people: int) -> list[tuple[int, int]]:
    pairs = []
    for number, value in enumerate(listed(content, "")):
        pair = listed(value, f"[{number}]")
        if len(pair) != 2:
            raise Misplaced(f"[{number}]", f"{told(pair)} is not a pair of numbers of people")
        one, other = (whole(each, 0, people - 1, f"[{number}][{at}]") for at, each in enumerate(pair))
        if one == other:
            raise Misplaced(f"[{number}]", f"{one} can not be kept apart from themselves")
        pairs.append((one, other))
    return pairs
