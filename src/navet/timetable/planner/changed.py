"""The day as it is after changes: what is history, what was promised, and what may still be planned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from navet.timetable.day import Changes, Day, Hold, Meeting, Seat
from navet.timetable.planner.board import Board, board_of


@dataclass(frozen=True, slots=True)
class Changed:
    """A board on which history is fixed and nothing else is before `now`.

    `promised` are the slots of meetings planned before, by number; `history` those that were held already; `seats` where
    all of them sat.
    """

    board: Board
    promised: Mapping[int, int]
    history: frozenset[int]
    seats: Mapping[int, Seat]

    @property
    def kept(self) -> list[int]:
        """Meetings to come that were promised."""
        return [meeting for meeting in self.promised if meeting not in self.history]

    def moved(self, slots: list[int]) -> int:
        """How many promised meetings are held in another slot."""
        return sum(1 for meeting, slot in self.promised.items() if slots[meeting] not in {slot, -1})


def changed(day: Day, plan: Mapping[str, Seat], changes: Changes) -> Changed:
    """The day after the changes. Whoever is gone keeps what was held before now, and nothing else.

    What was planned with somebody who is gone is no longer asked for; what is wanted with them is, in vain.
    """
    past = frozenset(name for name, seat in plan.items() if seat.slot < changes.now)
    stay = [meeting for meeting in day.meetings if meeting.id in past or _stays(meeting, changes)]
    meetings = (*stay, *changes.wanted)
    names = {meeting.id for meeting in meetings}
    after = replace(
        day,
        people=(*day.people, *(name for name in sorted(changes.came) if name not in set(day.people))),
        meetings=tuple(replace(m, after=tuple(first for first in m.after if first in names)) for m in meetings),
        away={**day.away, **changes.came, **dict.fromkeys(changes.gone, frozenset(range(day.slots)))},
        tables=day.tables if changes.tables is None else (*day.tables[: changes.now], *changes.tables[changes.now :]),
        hold=Hold.MOST,
        fairness=None,
        hosts=_hosts(day, changes),
    )
    board = board_of(after)
    number = {name: meeting for meeting, name in enumerate(board.ids)}
    seats = {number[name]: seat for name, seat in plan.items() if name in number}
    for meeting in range(len(board.ids)):
        board.allowed[meeting, : changes.now] = False
    history = frozenset(number[name] for name in past)
    for meeting in history:
        board.allowed[meeting] = False
        board.allowed[meeting, seats[meeting].slot] = True
    return Changed(board, {meeting: seat.slot for meeting, seat in seats.items()}, history, seats)


def _stays(meeting: Meeting, changes: Changes) -> bool:
    return meeting.id not in changes.cancelled and changes.gone.isdisjoint(meeting.people)


def _hosts(day: Day, changes: Changes) -> dict[str, int]:
    """A host whose table is taken away sits where there is room."""
    tables = day.tables if changes.tables is None else changes.tables
    fewest = min((count for count in tables[changes.now :] if count), default=0)
    return {name: table for name, table in day.hosts.items() if table < fewest}
