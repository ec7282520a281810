"""Who sits at which table, once the slots are known: people stay where they are if they can, or walk a little.

A walk is a change of table between two meetings that follow each other in one person's day. Slot by slot, each meeting
is offered the tables its people come from. Meetings of two make these offers a graph in which taking what has only
one choice left first is best possible (Karp and Sipser 1981); then chains of moves inside a slot, which see the
meetings after it too, are tried until none pays.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# Up to so many meetings a second try, from the end of the day, costs too little to be noticed.
BOTH_WAYS = 8_000
SWEEPS = 8
LONGEST_CHAIN = 3
# How often tables are drawn together: fewer times the more walks there are.
ROUNDS = 50
FEWEST_ROUNDS = 4

# A meeting and its table, or a table and the next.
Moves = list[tuple[int, int]]
# Meetings and tables that suit each other; a table t is called ~t here.
Links = dict[int, set[int]]


def seat(
    day_slots: int,
    tables: Sequence[int],
    members: Sequence[Sequence[int]],
    slots: Sequence[int],
    *,
    people: int,
    hosts: Mapping[int, int] | None = None,
    kept: Mapping[int, int] | None = None,
    preferred: Mapping[int, int] | None = None,
) -> list[int]:
    """The table of each meeting, -1 when it is not held (its slot is -1). The order of the meetings does not matter.

    `tables` has a number for each slot, `members` the people (0 to `people` - 1) of each meeting. `hosts` tells whose
    table stays the same, `kept` the table a meeting must have, which goes before the host's; `preferred` the one it
    gets unless it is gone or taken by these. Others sit at a host's table only when no other is left.
    Raises ValueError when a person is in two meetings at once or a slot has no table for each meeting, kept or hosted.
    """
    fixed = _Fixed(hosts or {}, kept or {}, preferred or {})
    found = _seated(tables[:day_slots], members, slots, people, fixed)
    if len(slots) > BOTH_WAYS:
        return found
    mirrored = [day_slots - 1 - slot if slot >= 0 else -1 for slot in slots]
    other = _seated(tables[:day_slots][::-1], members, mirrored, people, fixed)
    return min(found, other, key=lambda tables_of: walks(members, slots, tables_of))


@dataclass(frozen=True, slots=True)
class _Fixed:
    """The tables of hosts, and those that meetings must or should have."""

    hosts: Mapping[int, int]
    kept: Mapping[int, int]
    preferred: Mapping[int, int]


def _seated(
    tables: Sequence[int], members: Sequence[Sequence[int]], slots: Sequence[int], people: int, fixed: _Fixed
) -> list[int]:
    held = [meeting for meeting, slot in enumerate(slots) if slot >= 0]
    held.sort(key=lambda meeting: slots[meeting] * people + min(members[meeting]))
    room = _room(held, members, slots, people)
    room.tables, room.host_tables = tables, frozenset(fixed.hosts.values())
    room.taken, room.waiting = [{} for _ in tables], [0] * max(tables, default=0)
    _keep(room, held, members, fixed)
    _prefer(room, held, fixed.preferred)
    for slot, here in enumerate(room.meetings_by_slot()):
        _settle(room, slot, here)
    _improve(room)
    _draw_together(room)
    found = [-1] * len(slots)
    for number, meeting in enumerate(held):
        found[meeting] = room.at[number]
    return found


def walks(members: Sequence[Sequence[int]], slots: Sequence[int], tables_of: Sequence[int]) -> int:
    """How often a person changes table between two meetings that follow each other. Slots below 0: not held."""
    return sum(before != after for before, after in steps(members, slots, tables_of))


def steps(
    members: Sequence[Sequence[int]], slots: Sequence[int], tables_of: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The table before and after, for each two meetings that follow each other in a person's day."""
    last: dict[int, int] = {}
    held = (meeting for meeting, slot in enumerate(slots) if slot >= 0)
    for meeting in sorted(held, key=slots.__getitem__):
        for person in members[meeting]:
            if person in last:
                yield last[person], tables_of[meeting]
            last[person] = tables_of[meeting]


@dataclass(slots=True)
class _Room:
    """Where everybody sits so far. Meetings have new numbers, by slot and then by their lowest person.

    `near`: the meetings just before and after in the days of a meeting's people, once for each person. `at`: its table,
    -1 so far. `taken`: per slot, which meeting is at a table. `waiting`: per table, who sat there last and will meet on.
    """

    slot_of: list[int]
    near: list[list[int]]
    at: list[int]
    pinned: bytearray
    tables: Sequence[int] = ()
    host_tables: frozenset[int] = frozenset()
    taken: list[dict[int, int]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)

    def meetings_by_slot(self) -> list[list[int]]:
        by_slot: list[list[int]] = [[] for _ in self.tables]
        for number, slot in enumerate(self.slot_of):
            by_slot[slot].append(number)
        return by_slot

    def put(self, meeting: int, table: int) -> None:
        self.at[meeting] = table
        self.taken[self.slot_of[meeting]][table] = meeting

    def pin(self, meeting: int, table: int) -> None:
        self.put(meeting, table)
        self.pinned[meeting] = True

    def wants(self, meeting: int) -> dict[int, int]:
        """How many of its people's steps would be none, per table they come from or go to."""
        at, limit = self.at, self.tables[self.slot_of[meeting]]
        found: dict[int, int] = {}
        for other in self.near[meeting]:
            table = at[other]
            if 0 <= table < limit and table not in self.host_tables:
                found[table] = found.get(table, 0) + 1
        return found

    def gain(self, meeting: int) -> int:
        """How many of its people's steps are none where it is."""
        table = self.at[meeting]
        return sum(self.at[other] == table for other in self.near[meeting])

    def middle(self, meeting: int) -> int:
        """The table from which its people's ways are shortest: the middle one of those they come from or go to."""
        known = sorted(table for table in map(self.at.__getitem__, self.near[meeting]) if table >= 0)
        return known[len(known) // 2] if known else 0


def _room(held: Sequence[int], members: Sequence[Sequence[int]], slots: Sequence[int], people: int) -> _Room:
    last = [-1] * people
    near: list[list[int]] = [[] for _ in held]
    slot_of = [slots[meeting] for meeting in held]
    for number, meeting in enumerate(held):
        for person in sorted(members[meeting]):
            before = last[person]
            if before >= 0:
                if slot_of[before] == slot_of[number]:
                    raise ValueError(f"Person {person} is in two meetings in slot {slot_of[number]}.")
                near[number].append(before)
                near[before].append(number)
            last[person] = number
    return _Room(slot_of, near, [-1] * len(held), bytearray(len(held)))


# --- Tables that are given ----------------------------------------------------------------------------------


def _keep(room: _Room, held: Sequence[int], members: Sequence[Sequence[int]], fixed: _Fixed) -> None:
    hosts = fixed.hosts
    for number, meeting in enumerate(held):
        hosted = min((hosts[person] for person in members[meeting] if person in hosts), default=-1)
        table = fixed.kept.get(meeting, hosted)
        if table >= 0:
            if not _is_free(room, number, table):
                raise ValueError(f"Table {table} is not free in slot {room.slot_of[number]} for meeting {meeting}.")
            room.pin(number, table)


def _prefer(room: _Room, held: Sequence[int], preferred: Mapping[int, int]) -> None:
    for number, meeting in enumerate(held):
        table = preferred.get(meeting, -1)
        if not room.pinned[number] and _is_free(room, number, table):
            room.pin(number, table)


def _is_free(room: _Room, number: int, table: int) -> bool:
    slot = room.slot_of[number]
    return 0 <= table < room.tables[slot] and table not in room.taken[slot]


# --- Slot by slot -------------------------------------------------------------------------------------------


def _settle(room: _Room, slot: int, here: Sequence[int]) -> None:
    """Give each meeting of a slot a table, looking at the slots before it and at what is given."""
    if len(here) > room.tables[slot]:
        raise ValueError(f"Slot {slot} has {len(here)} meetings and {room.tables[slot]} tables.")
    for meeting, table in _matched(_links(room, slot, here)):
        room.put(meeting, table)
    _arrive(room, here)
    _fill(room, slot, [meeting for meeting in here if room.at[meeting] < 0])
    _await(room, here)


def _links(room: _Room, slot: int, here: Iterable[int]) -> Links:
    """The free tables that suit each meeting best, and the meetings each of them suits."""
    taken = room.taken[slot]
    links: Links = {}
    for meeting in here:
        wants = {} if room.pinned[meeting] else room.wants(meeting)
        most = max(wants.values(), default=0)
        for table, count in wants.items():
            if count == most and table not in taken:
                links.setdefault(meeting, set()).add(~table)
                links.setdefault(~table, set()).add(meeting)
    return links


def _arrive(room: _Room, here: Iterable[int]) -> None:
    """Nobody waits any longer for the tables these people come from."""
    for meeting in here:
        for other in room.near[meeting]:
            if other < meeting:
                room.waiting[room.at[other]] -= 1


def _await(room: _Room, here: Iterable[int]) -> None:
    """Those of these people who will meet again may come back to their tables."""
    for meeting in here:
        room.waiting[room.at[meeting]] += sum(other > meeting for other in room.near[meeting])


def _matched(links: Links) -> Moves:
    """Pairs of meeting and table, as many as can be. Uses up the links."""
    found: Moves = []
    leaves = [node for node, others in links.items() if len(others) == 1]
    nodes = iter(sorted(links, reverse=True))
    while links:
        node = leaves.pop() if leaves else next(nodes)
        if links.get(node):
            other = min(links[node])
            found.append((node, ~other) if node >= 0 else (other, ~node))
            _unlink(links, other, leaves)
        if node in links:
            _unlink(links, node, leaves)
    return found


def _unlink(links: Links, node: int, leaves: list[int]) -> None:
    """Take out a node and note whom it leaves with only one choice."""
    for other in links.pop(node):
        links[other].discard(node)
        if len(links[other]) == 1:
            leaves.append(other)


def _fill(room: _Room, slot: int, rest: Iterable[int]) -> None:
    """The nearest free table for the rest: first one that nobody may come back to, a host's one last."""
    free = _Free(room, slot)
    for meeting in rest:
        room.put(meeting, free.nearest(room.middle(meeting)))


class _Free:
    """The free tables of a slot: those nobody comes back to, those somebody does, those of hosts."""

    def __init__(self, room: _Room, slot: int) -> None:
        taken = room.taken[slot]
        free = [table for table in range(room.tables[slot]) if table not in taken]
        self._kinds = (
            [table for table in free if table not in room.host_tables and not room.waiting[table]],
            [table for table in free if table not in room.host_tables and room.waiting[table]],
            [table for table in free if table in room.host_tables],
        )

    def nearest(self, to: int) -> int:
        """Take out the nearest table of the best kind."""
        tables = next(filter(None, self._kinds))
        right = bisect_left(tables, to)
        nearer_left = right == len(tables) or (right > 0 and to - tables[right - 1] <= tables[right] - to)
        return tables.pop(right - nearer_left)


# --- Better, seen from both sides ---------------------------------------------------------------------------


def _improve(room: _Room) -> None:
    """Sweep back and forth over the day, then over what moves have touched, as long as it pays."""
    order: Iterable[int] = [meeting for meeting, pinned in enumerate(room.pinned) if not pinned]
    for sweep in range(SWEEPS):
        touched: set[int] = set()
        for meeting in sorted(order, reverse=sweep % 2 == 0):
            for mover, _ in _moved(room, meeting):
                touched.update(room.near[mover])
        order = [meeting for meeting in touched if not room.pinned[meeting]]


def _moved(room: _Room, meeting: int) -> Moves:
    """Move a meeting, and those it puts out of their tables, if fewer walks remain."""
    now, left = room.gain(meeting), room.at[meeting]
    if max(room.wants(meeting).values(), default=0) <= now:
        return []
    del room.taken[room.slot_of[meeting]][left]
    moves = _chain(room, meeting, left, -now, [left])
    for mover, table in moves or [(meeting, left)]:
        room.put(mover, table)
    return moves


def _chain(room: _Room, meeting: int, left: int, owed: int, seen: list[int]) -> Moves:
    """Moves that begin with this meeting and win more than is owed; the last one may go to the table that was left."""
    taken = room.taken[room.slot_of[meeting]]
    for table, count in sorted(room.wants(meeting).items(), key=lambda want: (-want[1], want[0])):
        won, out = owed + count, taken.get(table)
        if out is None and won > 0:
            return [(meeting, table)]
        if out is None or table in seen or room.pinned[out] or len(seen) > LONGEST_CHAIN:
            continue
        rest = _chain(room, out, left, won - room.gain(out), [*seen, table])
        if rest:
            return [(meeting, table), *rest]
    return [(meeting, left)] if len(seen) > 1 and owed > 0 else []


# --- Shorter ways -------------------------------------------------------------------------------------------


def _draw_together(room: _Room) -> None:
    """Give tables other numbers, so that those between which people walk lie closer; nobody walks more often."""
    size = min((room.tables[slot] for slot, taken in enumerate(room.taken) if taken), default=0)
    fixed = room.host_tables.union(room.at[meeting] for meeting, pinned in enumerate(room.pinned) if pinned)
    free = [table for table in range(size) if table not in fixed]
    ways = _ways(room)
    best = place = list(range(max(room.tables, default=0)))
    shortest = _length(place, ways)
    for _ in range(max(FEWEST_ROUNDS, ROUNDS - len(ways) // 200) if ways else 0):
        place = _drawn(place, ways, free)
        length = _length(place, ways)
        if length < shortest:
            best, shortest = place, length
    room.at = [best[table] for table in room.at]


def _ways(room: _Room) -> Moves:
    """The two tables of each walk."""
    at = room.at
    return [
        (at[meeting], at[after])
        for meeting, near in enumerate(room.near)
        for after in near
        if after > meeting and at[after] != at[meeting]
    ]


def _length(place: Sequence[int], ways: Moves) -> int:
    return sum(abs(place[before] - place[after]) for before, after in ways)


def _drawn(place: Sequence[int], ways: Moves, free: Sequence[int]) -> list[int]:
    """The free tables in the order of the mean place of those they have walks to and from."""
    sums, counts = list(place), [1] * len(place)
    for before, after in ways:
        sums[before] += place[after]
        sums[after] += place[before]
        counts[before] += 1
        counts[after] += 1
    drawn = list(place)
    for number, table in zip(free, sorted(free, key=lambda table: sums[table] / counts[table]), strict=True):
        drawn[table] = number
    return drawn
