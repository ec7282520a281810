"""Reads the meetings of a day. A day may have many, so a place is put together only when something is wrong there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Never

from navet.gatherings.day_file.strict import is_name, key, keyed, listed, told, whole
from navet.questionnaires.places import Misplaced
from navet.timetable.day import Meeting, Session

MOST_MEETINGS = 100_000
HEAVIEST = 1_000_000
MUST = frozenset({"id", "people"})
MAY = MUST | {"session", "slot", "after", "weight"}
SHOWN_OF_A_CIRCLE = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """What a meeting may name. `ids` grows as meetings are read."""

    slots: int
    people: frozenset[str]
    sessions: Mapping[str, Session]
    away: Mapping[str, frozenset[int]]
    ids: set[str] = field(default_factory=set)
    first_slot: int = 0


def read_meetings(value: Any, place: str, frame: Frame) -> tuple[Meeting, ...]:
    """The meetings in this list, their names checked against the frame and each other."""
    values = listed(value, place)
    if len(values) > MOST_MEETINGS:
        raise Misplaced(place, f"has {len(values)} meetings; at most {MOST_MEETINGS} can be planned")
    meetings: list[Meeting] = []
    for number, each in enumerate(values):
        try:
            meetings.append(_meeting(each, frame))
        except Misplaced as fault:
            raise Misplaced(f"{place}[{number}]{fault.place}", fault.what) from fault
    _check_after(meetings, place, frame.ids)
    return tuple(meetings)


def check_fixed(
    meetings: Sequence[Meeting], place: str, tables: Sequence[int] | None, known: Sequence[Meeting]
) -> None:
    """Refuse fixed slots that collide: of one person with each other or with `known` ones, or for want of tables."""
    taken = {(person, each.slot): each.id for each in known if each.slot is not None for person in each.people}
    held: Counter[int] = Counter()
    for number, meeting in enumerate(meetings):
        if (slot := meeting.slot) is None:
            continue
        where = f"{place}[{number}].slot"
        for person in meeting.people:
            if other := taken.get((person, slot)):
                both = f"{told(other)} and {told(meeting.id)} are both fixed in slot {slot}"
                raise Misplaced(where, f"{both}, and {told(person)} is in both")
            taken[person, slot] = meeting.id
        held[slot] += 1
        if tables is not None and held[slot] > tables[slot]:
            raise Misplaced(
                where, f"{held[slot]} meetings are fixed in slot {slot}, which has tables for {tables[slot]}"
            )


def _meeting(value: Any, frame: Frame) -> Meeting:
    given = keyed(value, "")
    if not MUST <= given.keys() <= MAY:
        _refuse_names(given)
    id = given["id"]
    if not is_name(id):
        raise Misplaced(".id", f"{told(id)} is not a name (a text of 1 to 200 characters on one line)")
    if id in frame.ids:
        raise Misplaced(".id", f"{told(id)} is the name of another meeting as well")
    frame.ids.add(id)
    people = _people(given["people"], frame.people)
    if len(given) == len(MUST):
        return Meeting(id, people)
    return Meeting(
        id,
        people,
        session=_session(given.get("session"), frame),
        slot=_slot(given.get("slot"), people, frame),
        after=_after(given.get("after", []), id),
        weight=whole(given.get("weight", 1), 1, HEAVIEST, ".weight"),
    )


def _refuse_names(given: Mapping[str, Any]) -> Never:
    for name in ("id", "people"):
        if name not in given:
            raise Misplaced(f".{name}", "is missing")
    unknown = next(name for name in given if name not in MAY)
    raise Misplaced(f".{key(unknown)}", "is not known here")


def _people(value: Any, known: frozenset[str]) -> tuple[str, ...]:
    people = listed(value, ".people")
    for number, person in enumerate(people):
        if not isinstance(person, str) or person not in known:
            raise Misplaced(f".people[{number}]", f"{told(person)} is not one of the people")
    if len(set(people)) < len(people):
        number = next(number for number, person in enumerate(people) if person in people[:number])
        raise Misplaced(f".people[{number}]", f"{told(people[number])} is in this meeting already")
    if len(people) < 2:
        raise Misplaced(".people", "a meeting needs at least two people")
    return tuple(people)


def _session(value: Any, frame: Frame) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in frame.sessions:
        raise Misplaced(".session", f"{told(value)} is not one of the sessions")
    return value


def _slot(value: Any, people: tuple[str, ...], frame: Frame) -> int | None:
    """The fixed slot. One outside its session is let through: published days have it, and it can be answered."""
    if value is None:
        return None
    if frame.first_slot == frame.slots:
        raise Misplaced(".slot", f"{told(value)} is not possible: no slot is left")
    slot = whole(value, frame.first_slot, frame.slots - 1, ".slot")
    for person in people:
        if slot in frame.away.get(person, ()):
            raise Misplaced(".slot", f"{told(person)} is away in slot {slot}")
    return slot


def _after(value: Any, id: str) -> tuple[str, ...]:
    for number, other in enumerate(listed(value, ".after")):
        if not isinstance(other, str):
            raise Misplaced(f".after[{number}]", f"{told(other)} is not one of the meetings")
        if other == id:
            raise Misplaced(f".after[{number}]", f"{told(other)} is the meeting itself")
    return tuple(dict.fromkeys(value))


def _check_after(meetings: Sequence[Meeting], place: str, ids: set[str]) -> None:
    late = {meeting.id: meeting.after for meeting in meetings if meeting.after}
    for number, meeting in enumerate(meetings):
        for other in meeting.after:
            if other not in ids:
                where = f"{place}[{number}].after[{meeting.after.index(other)}]"
                raise Misplaced(where, f"{told(other)} is not one of the meetings")
    if circle := _circle(late):
        number = next(number for number, meeting in enumerate(meetings) if meeting.id == circle[0])
        names = [key(name) for name in circle[:SHOWN_OF_A_CIRCLE]] + ["…"] * (len(circle) > SHOWN_OF_A_CIRCLE)
        text = " → ".join([*names, key(circle[0])])
        raise Misplaced(f"{place}[{number}].after", f"goes in a circle, each to be held after the next: {text}")


def _circle(after: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A circle of names, or nothing. What waits for nobody is taken away until only circles and their followers stay."""
    waits = {id: sum(other in after for other in others) for id, others in after.items()}
    followers: dict[str, list[str]] = {}
    for id, others in after.items():
        for other in others:
            followers.setdefault(other, []).append(id)
    free = [id for id, count in waits.items() if count == 0]
    while free:
        id = free.pop()
        del waits[id]
        for follower in followers.get(id, ()):
            waits[follower] -= 1
            if waits[follower] == 0:
                free.append(follower)
    return _round(after, waits) if waits else []


def _round(after: Mapping[str, tuple[str, ...]], waiting: Mapping[str, int]) -> list[str]:
    walked: dict[str, int] = {}
    id = next(iter(waiting))
    while id not in walked:
        walked[id] = len(walked)
        id = next(other for other in after[id] if other in waiting)
    return list(walked)[walked[id] :]
