"""The day in numbers.

People and meetings are numbered in the order of their names, so the order of a file's lists does not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from navet.timetable.day import Day, Hold, Meeting
from navet.timetable.planner.ground import Flags, Numbers


@dataclass(frozen=True, slots=True)
class Board:
    """M meetings of P people in T slots.

    `members[m]` are people, `meetings_of[p]` meetings; `allowed` is M by T and knows sessions, fixed slots and absences;
    `orders` are pairs (earlier, later).
    """

    day: Day
    slots: int
    names: tuple[str, ...]
    ids: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    meetings_of: tuple[tuple[int, ...], ...]
    allowed: Flags
    capacity: tuple[int, ...]
    orders: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]
    most: tuple[int, ...]

    @property
    def all_held(self) -> bool:
        """Whether every meeting is to be held."""
        return self.day.hold is Hold.ALL


def board_of(day: Day) -> Board:
    """The day in numbers."""
    names = tuple(sorted(day.people))
    meetings = sorted(day.meetings, key=lambda meeting: meeting.id)
    number = {name: at for at, name in enumerate(names)}
    place = {meeting.id: at for at, meeting in enumerate(meetings)}
    members = tuple(tuple(sorted(number[name] for name in meeting.people)) for meeting in meetings)
    meetings_of: list[list[int]] = [[] for _ in names]
    for at, people in enumerate(members):
        for person in people:
            meetings_of[person].append(at)
    orders = sorted({(place[first], place[meeting.id]) for meeting in meetings for first in meeting.after})
    return Board(
        day=day,
        slots=day.slots,
        names=names,
        ids=tuple(meeting.id for meeting in meetings),
        members=members,
        meetings_of=tuple(map(tuple, meetings_of)),
        allowed=_allowed(day, meetings, members, names),
        capacity=day.tables,
        orders=tuple(orders),
        weights=tuple(meeting.weight for meeting in meetings),
        most=tuple(min(day.caps.get(name, day.slots), day.slots) for name in names),
    )


def _allowed(day: Day, meetings: Sequence[Meeting], members: Sequence[tuple[int, ...]], names: Sequence[str]) -> Flags:
    here = np.ones((len(names), day.slots), np.bool_)
    for person, name in enumerate(names):
        here[person, sorted(day.away.get(name, ()))] = False
    sessions = {session.name: session for session in day.sessions}
    open_slots = np.array(day.tables) > 0
    allowed = np.tile(open_slots, (len(meetings), 1))
    for at, meeting in enumerate(meetings):
        allowed[at] &= here[list(members[at])].all(axis=0)
        if meeting.session is not None:
            allowed[at, : sessions[meeting.session].first] = False
            allowed[at, sessions[meeting.session].last + 1 :] = False
        if meeting.slot is not None:
            allowed[at, : meeting.slot] = False
            allowed[at, meeting.slot + 1 :] = False
    return allowed


def packed(lists: Iterable[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Lists of numbers as one array, and where each begins in it (with one more place for the end)."""
    rows = list(lists)
    begins = np.array([0, *accumulate(len(row) for row in rows)], np.int32)
    return begins, np.array([number for row in rows for number in row], np.int32)


def breaks_of(slots: Iterable[int]) -> int:
    """The breaks of a person who meets in these slots: consecutive meetings not in neighbouring slots."""
    held = sorted(slots)
    return sum(1 for one, other in pairwise(held) if other != one + 1)


def breaks_per_person(board: Board, slot: Sequence[int]) -> list[int]:
    """The breaks of everybody; `slot` has -1 for a meeting that is not held."""
    return [breaks_of(slot[m] for m in meetings if slot[m] >= 0) for meetings in board.meetings_of]
