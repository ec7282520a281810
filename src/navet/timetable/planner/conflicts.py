"""Why a day cannot hold every meeting, in a sentence: the smallest set that was found of things that cannot go together.

What one person, one slot or one chain of orders shows is found by matching (Hall 1935), also once the meetings that have
one slot only are in it; what remains is narrowed by leaving out meetings as long as the rest still cannot be held.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from navet.mixing.proof import Status
from navet.timetable.day import Because, Day
from navet.timetable.planner.board import Board, board_of
from navet.timetable.planner.clauses import Solver
from navet.timetable.planner.exact import exact

NAMED = 12
QUESTIONS = 25
EFFORT = 0.2


def plain_conflict(board: Board) -> Because | None:
    """A reason that needs no search, or None."""
    return _first(board, (_no_slot, _too_busy, _no_order, _too_few_tables)) or _settled_conflict(board)


def narrowed_conflict(day: Day) -> Because:
    """The reason why a day that was proven infeasible is so, as small as a bounded number of questions makes it."""
    if day.fairness is not None and _possible(replace(day, fairness=None)):
        text = (
            f"Every meeting can be held, but not so that the breaks of any two people differ by at most {day.fairness}"
        )
        return Because(text)
    left = _narrow([meeting.id for meeting in sorted(day.meetings, key=lambda meeting: meeting.id)], day)
    people = sorted({name for meeting in day.meetings if meeting.id in left for name in meeting.people})
    text = f"These {len(left)} meetings cannot all be held: {_named(left)}"
    return Because(text, meetings=tuple(left), people=tuple(people))


def _first(board: Board, finds: Sequence[Callable[[Board], Because | None]]) -> Because | None:
    return next((because for find in finds if (because := find(board)) is not None), None)


def _no_slot(board: Board) -> Because | None:
    for meeting, name in enumerate(board.ids):
        if not board.allowed[meeting].any():
            people = tuple(board.names[person] for person in board.members[meeting])
            text = f"Meeting {name} has no slot left in which {_named(people)} are all free and a table is open to it"
            return Because(text, meetings=(name,), people=people)
    return None


def _too_busy(board: Board) -> Because | None:
    """More meetings of one person than slots for them."""
    for person, own in enumerate(board.meetings_of):
        crowd = crowded(own, lambda m: _slots(board, m), [1] * board.slots)
        if crowd:
            slots = sorted({slot for m in crowd for slot in _slots(board, m)})
            name, meetings = board.names[person], tuple(board.ids[m] for m in crowd)
            text = f"{name} has {len(crowd)} meetings and {len(slots)} free slots for them: {_named(meetings)}"
            return Because(text, meetings=meetings, people=(name,), slots=tuple(slots))
        if len(own) > board.most[person]:
            text = f"{board.names[person]} has {len(own)} meetings and wants at most {board.most[person]}"
            return Because(text, meetings=tuple(board.ids[m] for m in own), people=(board.names[person],))
    return None


def _too_few_tables(board: Board) -> Because | None:
    """More meetings than tables in the only slots they may have."""
    crowd = crowded(range(len(board.ids)), lambda m: _slots(board, m), board.capacity)
    if not crowd:
        return None
    slots = sorted({slot for m in crowd for slot in _slots(board, m)})
    tables = sum(board.capacity[slot] for slot in slots)
    meetings = tuple(board.ids[m] for m in crowd)
    where = f"slot {slots[0]}" if len(slots) == 1 else f"the slots {', '.join(map(str, slots))}"
    text = f"These {len(crowd)} meetings all need {where} and there are {tables} tables: {_named(meetings)}"
    return Because(text, meetings=meetings, slots=tuple(slots))


def _no_order(board: Board) -> Because | None:
    """A chain of meetings, each after the one before, that does not fit into the slots they may have."""
    earliest = [_slots(board, meeting)[0] for meeting in range(len(board.ids))]
    came: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for first, last in board.orders:
            if earliest[last] > earliest[first]:
                continue
            later = [slot for slot in _slots(board, last) if slot > earliest[first]]
            came[last] = first
            if not later:
                return _chain(board, came, last)
            earliest[last], changed = later[0], True
    return None


def _settled_conflict(board: Board) -> Because | None:
    """A reason that shows once every meeting with one slot left is in it, of no more meetings than it needs."""
    because = _settled_reason(board)
    if because is None:
        return None
    for name in because.meetings:
        because = _settled_reason(board_of(_only(board.day, set(because.meetings) - {name}))) or because
    return because


def _settled_reason(board: Board) -> Because | None:
    settled, ousted = _settled(board)
    because = _first(settled, (_no_slot, _too_busy, _too_few_tables))
    if because is None:
        return None
    place = {name: at for at, name in enumerate(board.ids)}
    causes = [
        m for m in _causes([place[name] for name in because.meetings], ousted) if board.ids[m] not in because.meetings
    ]
    held = [f"{board.ids[m]} (slot {_slots(settled, m)[0]})" for m in causes]
    text = f"{because.text}; these have no other slot: {_named(held)}" if held else because.text
    return replace(because, text=text, meetings=(*because.meetings, *(board.ids[m] for m in causes)))


def _settled(board: Board) -> tuple[Board, dict[int, list[int]]]:
    """The board without the slots that meetings lose to those with one slot left, and to which ones each lost some."""
    allowed, ousted = board.allowed.copy(), dict[int, list[int]]()
    waiting = np.flatnonzero(allowed.sum(axis=1) == 1).tolist()
    for meeting in waiting:
        slots = np.flatnonzero(allowed[meeting])
        others = [other for person in board.members[meeting] for other in board.meetings_of[person] if other != meeting]
        for other in others:
            if not len(slots) or not allowed[other, slots[0]]:
                continue
            allowed[other, slots[0]] = False
            ousted.setdefault(other, []).append(meeting)
            if allowed[other].sum() == 1:
                waiting.append(other)
    return replace(board, allowed=allowed), ousted


def _causes(meetings: Sequence[int], ousted: Mapping[int, Sequence[int]]) -> list[int]:
    """All that made these meetings lose slots, and what made those."""
    found = list(meetings)
    for meeting in found:
        found += [cause for cause in ousted.get(meeting, ()) if cause not in found]
    return found


def _chain(board: Board, came: dict[int, int], last: int) -> Because:
    chain = [last]
    while chain[-1] in came:
        chain.append(came[chain[-1]])
    names = tuple(board.ids[meeting] for meeting in reversed(chain))
    text = f"Held one after the other, these {len(names)} meetings find no slot for the last: {' before '.join(names)}"
    return Because(text, meetings=names)


def crowded(things: Sequence[int], places: Callable[[int], Sequence[int]], room: Sequence[int]) -> list[int]:
    """Things that need more room than the only places they may have give together, or nothing when all fit."""
    sits: dict[int, list[int]] = {}
    for thing in things:
        reached: dict[int, int] = {}
        free = _free_place(thing, places, room, sits, reached)
        if free is None:
            inside = {other for place in reached for other in sits.get(place, [])}
            return sorted({thing, *inside})
        _shift(thing, free, sits, reached)
    return []


def _free_place(
    thing: int,
    places: Callable[[int], Sequence[int]],
    room: Sequence[int],
    sits: dict[int, list[int]],
    reached: dict[int, int],
) -> int | None:
    """A place with room at the end of an augmenting path; `reached` tells by whom each place was reached."""
    waiting = [thing]
    for one in waiting:
        for place in places(one):
            if place in reached:
                continue
            reached[place] = one
            if len(sits.get(place, ())) < room[place]:
                return place
            waiting.extend(sits[place])
    return None


def _shift(thing: int, free: int, sits: dict[int, list[int]], reached: dict[int, int]) -> None:
    """Move everybody on the path one place on, so that the thing gets in."""
    place = free
    while (one := reached[place]) != thing:
        before = next(at for at, inside in sits.items() if one in inside)
        sits[before].remove(one)
        sits.setdefault(place, []).append(one)
        place = before
    sits.setdefault(place, []).append(thing)


def _slots(board: Board, meeting: int) -> list[int]:
    found: list[int] = board.allowed[meeting].nonzero()[0].tolist()
    return found


def _possible(day: Day) -> bool:
    """Whether a plan exists, as far as a bounded search can tell; what it cannot decide counts as possible."""
    solved = Solver(seed=0, effort=EFFORT).solve(exact(board_of(day)).clauses)
    return solved.status is not Status.INFEASIBLE


def _narrow(names: list[str], day: Day) -> list[str]:
    """Fewer and fewer meetings that cannot all be held, a part of them left out at a time."""
    left, part, asked = names, max(1, len(names) // 2), 0
    while asked < QUESTIONS:
        shrunk = False
        at = 0
        while at < len(left) and asked < QUESTIONS:
            rest = left[:at] + left[at + part :]
            asked += 1
            if rest and not _possible(_only(day, set(rest))):
                left, shrunk = rest, True
            else:
                at += part
        if part == 1 and not shrunk:
            break
        part = max(1, part // 2)
    return left


def _only(day: Day, names: set[str]) -> Day:
    kept = tuple(
        replace(meeting, after=tuple(first for first in meeting.after if first in names))
        for meeting in day.meetings
        if meeting.id in names
    )
    return replace(day, meetings=kept)


def _named(names: Sequence[str]) -> str:
    """A list of names that stays readable."""
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
