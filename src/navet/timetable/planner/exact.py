"""The day as a model for CP-SAT, with proofs.

A meeting is in exactly one slot; a person is busy in a slot when one of their meetings is there. A break ends where
somebody who was busy before, and is not now, is busy in the next slot. What makes it fast, each measured: the core-guided
search of one thread without linear relaxation; the implied sums (a person's busy slots are their meetings; the busy people
of a slot are even in number when meetings are pairs); tables counted over a vertex cover of the meetings instead of over
all of them (Bofill et al., JAIR 74, 2022); and for each person one variable "has a break at all", without which their
meetings stand together.

Two people who meet begin not far from each other: who has no break is done so many slots after they began, and by then the
other has begun, too. A model that says so closes some days many times sooner, and others later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations

from navet.timetable.planner.board import Board
from navet.timetable.planner.clauses import Clauses, Literal, is_true

Busy = list[Literal | None]


@dataclass(slots=True)
class Exact:
    """A model of a board and where its variables are. `places[m]` has the literal of every slot a meeting may have."""

    board: Board
    near: bool = False
    clauses: Clauses = field(default_factory=Clauses)
    places: list[dict[int, Literal]] = field(default_factory=list)
    busy: list[Busy] = field(default_factory=list)
    begun: list[Busy] = field(default_factory=list)
    broken: list[Literal | None] = field(default_factory=list)
    breaks: list[list[Literal]] = field(default_factory=list)
    out: list[Literal] = field(default_factory=list)

    def plan(self, values: Sequence[int]) -> list[int]:
        """The slot of every meeting, -1 when it is not held."""
        return [next((slot for slot, at in own.items() if is_true(values, at)), -1) for own in self.places]

    def held(self, meeting: int) -> list[Literal]:
        """The literals of which one is true when the meeting is held."""
        return list(self.places[meeting].values())

    def alone(self) -> list[Literal]:
        """New variables, one of a person, true when they have no meeting; for being made few."""
        found = []
        for own, busy in zip(self.board.meetings_of, self.busy, strict=True):
            if own:
                found.append(self.clauses.variable())
                self.clauses.any_of([found[-1], *(at for at in busy if at is not None)])
        return found

    @property
    def every_break(self) -> list[Literal]:
        """All literals that count breaks."""
        return [at for own in self.breaks for at in own]


def exact(board: Board, *, near: bool = False, plan: Sequence[int] = ()) -> Exact:
    """The model of a board, without an objective; `near` says that who meet begin near each other.

    With a `plan` the search tries everything first as it is there, and finds one nearly as good sooner.
    """
    model = Exact(board, near, Clauses(guided=bool(plan)))
    for meeting in range(len(board.ids)):
        slots = [slot for slot in range(board.slots) if board.allowed[meeting, slot]]
        planned = plan[meeting] if plan else -1
        model.places.append({slot: model.clauses.literal(likely=slot == planned) for slot in slots})
        _hold(model, meeting)
    for person in range(len(board.names)):
        _person(model, person)
    if near and board.all_held:
        _near(model)
    _fairness(model)
    _tables(model)
    for first, last in board.orders:
        _order(model, first, last)
    return model


def fewest_breaks(board: Board, *, near: bool = False, plan: Sequence[int] = ()) -> Exact:
    """The model of a board with its breaks to be made fewest."""
    model = exact(board, near=near, plan=plan)
    found = model.every_break
    model.clauses.minimise(found, [1] * len(found))
    return model


def _hold(model: Exact, meeting: int) -> None:
    if model.board.all_held:
        model.clauses.exactly_one(model.held(meeting))
    else:
        model.out.append(model.clauses.variable())
        model.clauses.exactly_one([*model.held(meeting), model.out[-1]])


def _person(model: Exact, person: int) -> None:
    """When a person is busy, and where their breaks are."""
    board, clauses = model.board, model.clauses
    own = board.meetings_of[person]
    busy: Busy = []
    for slot in range(board.slots):
        here = [model.places[m][slot] for m in own if slot in model.places[m]]
        busy.append(_busy(clauses, here))
    model.busy.append(busy)
    known = [at for at in busy if at is not None]
    most = min(len(own), board.most[person])
    if known:
        clauses.total(known, [1] * len(known), len(own) if board.all_held else 0, most)
    begun, breaks = _breaks(clauses, busy, some=most > 1) if most > 1 or model.near else ([], [])
    model.begun.append(begun)
    model.breaks.append(breaks)
    model.broken.append(_together(model, person) if board.all_held and model.breaks[-1] else None)


def _busy(clauses: Clauses, here: list[Literal]) -> Literal | None:
    if not here:
        return None
    made = clauses.literal(likely=any(at < 0 for at in here))
    clauses.exactly_one([*here, ~made])
    return made


def _breaks(clauses: Clauses, busy: Busy, *, some: bool) -> tuple[Busy, list[Literal]]:
    """Whether a person has begun by each slot but the last, and a variable for every slot in which `some` break may end.

    A break is: busy before a slot, idle in it, busy after. The order of the variables matters: with all of the one kind
    before the other, the hardest published day took half as long again.
    """
    begun: Busy = []
    found: list[Literal] = []
    before: Literal | None = None
    for now, after in pairwise(busy):
        if some and before is not None and after is not None:
            found.append(clauses.both([before, after] if now is None else [before, ~now, after]))
        before = _joined(clauses, before, now)
        begun.append(before)
    return begun, found


def _joined(clauses: Clauses, before: Literal | None, now: Literal | None) -> Literal | None:
    """Whether a person was busy by now; None when they could not be."""
    if before is None or now is None:
        return now if before is None else before
    return clauses.either([before, now])


def _together(model: Exact, person: int) -> Literal:
    """Without any break a person's meetings fill one run: its middle is busy, and no two are further apart than it."""
    clauses, busy, count = model.clauses, model.busy[person], len(model.board.meetings_of[person])
    broken = clauses.variable()
    for at in model.breaks[person]:
        clauses.any_of([broken, ~at])
    clauses.any_of([~broken, *model.breaks[person]])
    usable = [(slot, at) for slot, at in enumerate(busy) if at is not None]
    for place, (slot, now) in enumerate(usable):
        if place < count and len(usable) - place - 1 < count:
            clauses.any_of([broken, now])
        for _, other in (pair for pair in usable if pair[0] >= slot + count):
            clauses.any_of([broken, ~now, ~other])
    if model.near:
        _one_run(clauses, broken, busy, model.begun[person], count)
    return broken


def _one_run(clauses: Clauses, broken: Literal, busy: Busy, begun: Busy, count: int) -> None:
    """Without any break a person is busy in a slot exactly when they have begun by it and had not `count` slots before."""
    for slot, now in enumerate(busy):
        over = begun[slot - count] if slot >= count else None
        if over is not None and now is not None:
            clauses.any_of([broken, ~over, ~now])
        if slot == len(begun):
            clauses.any_of([broken, *(at for at in (over, now) if at is not None)])
        elif (here := begun[slot]) is not None:
            clauses.any_of([broken, ~here, *(at for at in (over, now) if at is not None)])


def _near(model: Exact) -> None:
    """Who has no break has met everybody `count` slots after they began, so whom they meet have begun by then."""
    board = model.board
    for members in board.members:
        for one, other in permutations(members, 2):
            broken, count = model.broken[one], len(board.meetings_of[one])
            if broken is None and count > 1:
                continue
            for first, by in zip(model.begun[one], model.begun[other][count - 1 :], strict=False):
                if first is not None:
                    model.clauses.any_of([~first, *(at for at in (broken, by) if at is not None)])


def _fairness(model: Exact) -> None:
    """No two people's breaks differ by more; as somebody with at most one meeting has none, this mostly limits everybody."""
    limit, clauses = model.board.day.fairness, model.clauses
    if limit is None:
        return
    somebody_has_none = any(not own for own in model.breaks)
    least = None if somebody_has_none else clauses.variable(0, model.board.slots)
    for own in model.breaks:
        if least is None:
            if len(own) > limit:
                clauses.total(own, [1] * len(own), 0, limit)
            continue
        clauses.total([*own, least], [*[1] * len(own), -1], 0, limit)


def _tables(model: Exact) -> None:
    board, clauses = model.board, model.clauses
    pairs = all(len(people) == 2 for people in board.members)
    cover = _cover(board)
    counts = []
    for slot, tables in enumerate(board.capacity):
        here = [meeting for meeting, own in enumerate(model.places) if slot in own]
        if not here:
            continue
        if pairs:
            counts.append(clauses.variable(0, min(tables, len(here))))
            busy = [at for own in model.busy if (at := own[slot]) is not None]
            clauses.total([*busy, counts[-1]], [*[1] * len(busy), -2], 0, 0)
        if len(here) > tables:
            _covered(model, slot, here, cover, tables)
    if pairs and counts and board.all_held:
        clauses.total(counts, [1] * len(counts), len(board.ids), len(board.ids))


def _covered(model: Exact, slot: int, here: list[int], cover: set[int], tables: int) -> None:
    """At most so many meetings, counted by the people of the cover and less what was counted more than once."""
    variables = [at for person in sorted(cover) if (at := model.busy[person][slot]) is not None]
    factors = [1] * len(variables)
    for meeting in here:
        times = sum(person in cover for person in model.board.members[meeting])
        if times > 1:
            variables.append(model.places[meeting][slot])
            factors.append(1 - times)
    model.clauses.total(variables, factors, 0, tables)


def _cover(board: Board) -> set[int]:
    """People such that every meeting has one of them, the busiest first (greedy)."""
    left = [len(own) for own in board.meetings_of]
    open_meetings = set(range(len(board.ids)))
    cover: set[int] = set()
    while open_meetings:
        person = max(range(len(left)), key=lambda at: left[at])
        cover.add(person)
        for meeting in board.meetings_of[person]:
            if meeting in open_meetings:
                open_meetings.discard(meeting)
                for other in board.members[meeting]:
                    left[other] -= 1
    return cover


def _order(model: Exact, first: int, last: int) -> None:
    """The first is in an earlier slot than the last, when both are held."""
    for slot, at in model.places[last].items():
        late = [other for then, other in model.places[first].items() if then >= slot]
        if late:
            model.clauses.at_most_one([at, *late])
