"""Simulated annealing over Kempe chains: a good plan at once, a better one with every cycle, for days of any size."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from navet.mixing.compiled import compiled_bare
from navet.timetable.planner.board import Board, packed
from navet.timetable.planner.ground import (
    BEST,
    BREAKS,
    BROKEN,
    DISORDER,
    EXCESS,
    LONELY,
    OVER,
    PENCE,
    TALLIES,
    UNFAIR,
    UNHELD,
    WAITING,
    WORTH,
    Ground,
    Numbers,
    Rates,
    State,
)
from navet.timetable.planner.moves import MOST_PUT_OFF, below, cost, disorder, hold, push, put_off, slot_beside, swap

NEVER = 2**62
STEPS_TOGETHER = 1000
# Copying a plan costs as much as some moves for each meeting, so a large one is kept now and then only.
OFTEN = 1000
# Of 64 moves: how many push a waiting meeting in while there is one, push a held one, and choose their person freely.
PUSH_WAITING, PUSH_HELD, FREELY = 16, 1, 8


@compiled_bare
def rank(rates: Rates, state: State, breaks_most: int) -> int:
    """The plan's place in the contract's order: least weight not held, then fewest alone, then fewest breaks."""
    tally = state.tally
    if tally[EXCESS] + tally[DISORDER] + tally[UNFAIR] + tally[OVER] > 0:
        return NEVER
    if rates.by_cost:
        return tally[WORTH] + np.int64(PENCE * cost(rates, tally))
    return (tally[UNHELD] * (len(state.blocks) + 1) + tally[LONELY]) * breaks_most + tally[BREAKS]


@compiled_bare
def keep_best(rates: Rates, state: State, breaks_most: int) -> None:
    """Remember the plan if it is the best so far."""
    now = rank(rates, state, breaks_most)
    if now < state.tally[BEST]:
        state.tally[BEST] = now
        for meeting in range(len(state.slot)):
            state.best[meeting] = state.slot[meeting]


@compiled_bare
def somebody(state: State, freely: bool) -> int:
    """A person whose breaks could go, or anybody."""
    if freely or state.tally[BROKEN] == 0:
        return below(state.random, len(state.blocks))
    return state.broken[below(state.random, state.tally[BROKEN])]


@compiled_bare
def push_one(ground: Ground, rates: Rates, state: State, warmth: float, waiting: bool) -> bool:
    """One move of the second kind: a waiting meeting, or one of a person with breaks, into a slot beside others."""
    slots = ground.allowed.shape[1]
    if waiting:
        meeting = state.waiting[below(state.random, state.tally[WAITING])]
    else:
        meeting = one_of(ground, state, somebody(state, False))
    if meeting < 0 or ground.frozen[meeting]:
        return False
    first, last = ground.member_from[meeting], ground.member_from[meeting + 1]
    person = ground.members[first + below(state.random, last - first)]
    slot = slot_beside(state, person, state.slot[meeting], slots)
    if slot == state.slot[meeting]:
        return False
    return push(ground, rates, state, meeting, slot, warmth)


@compiled_bare
def one_of(ground: Ground, state: State, person: int) -> int:
    """One of the person's meetings, or -1."""
    first, last = ground.meeting_from[person], ground.meeting_from[person + 1]
    return ground.meetings[first + below(state.random, last - first)] if last > first else -1


@compiled_bare
def swap_one(ground: Ground, rates: Rates, state: State, warmth: float, freely: bool) -> bool:
    """One move of the first kind."""
    slots = ground.allowed.shape[1]
    person = somebody(state, freely)
    meeting = one_of(ground, state, person)
    if meeting < 0 or state.slot[meeting] < 0:
        return False
    left = state.slot[meeting]
    other = below(state.random, slots) if freely else slot_beside(state, person, left, slots)
    return other != left and swap(ground, rates, state, meeting, other, warmth)


@compiled_bare
def step(ground: Ground, rates: Rates, state: State, warmth: float) -> bool:
    """One move, drawn by chance; whether it was taken."""
    kind = below(state.random, 64)
    waiting = state.tally[WAITING] > 0
    if waiting and kind < PUSH_WAITING:
        return push_one(ground, rates, state, warmth, True)
    if kind < PUSH_HELD:
        return push_one(ground, rates, state, warmth, False)
    return swap_one(ground, rates, state, warmth, kind % FREELY == 0)


@compiled_bare
def cool(
    ground: Ground, rates: Rates, state: State, steps: int, hot: float, cold: float, breaks_most: int, goal: int
) -> int:
    """So many moves while it grows colder; stops when the goal is reached or `stop` is set. Returns the moves made."""
    if steps <= 0:
        return 0
    warmth, ratio, made = hot, (cold / hot) ** (STEPS_TOGETHER / steps), 0
    often = len(state.slot) <= OFTEN
    while made < steps and state.stop[0] == 0 and state.tally[BEST] > goal:
        warmth *= ratio
        for _ in range(STEPS_TOGETHER):
            if step(ground, rates, state, warmth) and often:
                keep_best(rates, state, breaks_most)
        keep_best(rates, state, breaks_most)
        made += STEPS_TOGETHER
    return made


@compiled_bare
def place_first(ground: Ground, rates: Rates, state: State, order: Numbers, starts: Numbers) -> None:
    """First fit: every waiting meeting of `order` into the first slot from its start in which all are free."""
    slots = ground.allowed.shape[1]
    for meeting in order:
        for at in range(slots):
            slot = (starts[meeting] + at) % slots
            if fits(ground, state, meeting, slot):
                push(ground, rates, state, meeting, slot, 0.0)
                break


@compiled_bare
def lay(ground: Ground, rates: Rates, state: State, slots: Numbers) -> None:
    """Every meeting into its slot of a plan that holds all of them."""
    for meeting in range(len(slots)):
        if state.slot[meeting] >= 0:
            put_off(ground, rates, state, meeting)
    for meeting in range(len(slots)):
        hold(ground, rates, state, meeting, slots[meeting])


@compiled_bare
def fits(ground: Ground, state: State, meeting: int, slot: int) -> bool:
    """Whether a slot is allowed, has a table left, and all are free in it."""
    if not ground.allowed[meeting, slot] or state.load[slot] >= ground.capacity[slot]:
        return False
    if disorder(ground, state, meeting, slot) > 0:
        return False
    for at in range(ground.member_from[meeting], ground.member_from[meeting + 1]):
        person = ground.members[at]
        if state.busy[person, slot + 1] >= 0 or state.degree[person] >= ground.most[person]:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Promised:
    """What a repair starts from: the slots of meetings already planned, and which of them are history.

    `lost` and `moved` are what it costs, in breaks, to lose a planned meeting and to move one.
    """

    slots: Mapping[int, int]
    frozen: frozenset[int]
    lost: float
    moved: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """What an idle slot costs, and the warmth at the beginning and at the end, all in breaks."""

    idle: float
    hot: float
    cold: float


DRAWING_TOGETHER = Schedule(0.7, 0.9, 0.3)
CLOSING = Schedule(0.1, 0.2, 0.1)
SETTLING = Schedule(0.1, 0.5, 0.12)
IDLE_ON_A_WALK = 0.02
# The part of a cycle in which people's meetings are drawn together, and how many moves are made between two looks at the clock.
DRAWN, STEPS_TIMED = 0.75, 20_000


class Annealer:
    """A search that goes on where it stopped. Not to be shared between threads; `stop_now` may be called from any."""

    def __init__(self, board: Board, *, seed: int, promised: Promised | None = None, worth: float = 8.0) -> None:
        people, meetings = len(board.names), len(board.ids)
        self.board = board
        self.ground = ground_of(board, promised, worth)
        limit = board.day.fairness if board.day.fairness is not None else board.slots
        crowding = promised is not None or not board.all_held
        # Where meetings may be put off, none is worth a broken rule; else the plan would stay a forbidden one.
        dear = float(self.ground.worth.max(initial=0.0)) if crowding else 0.0
        self.rates = Rates(
            table=2.0 + dear,
            order=4.0 + dear,
            unfair=2.0 + dear,
            over=1.5 * worth + dear,
            lonely=0.0 if board.all_held else 3.0,
            moved=promised.moved if promised else 0.0,
            idle=0.0,
            limit=limit,
            by_cost=promised is not None,
            crowding=crowding,
        )
        self.breaks_most = people * board.slots + 1
        self.state = State(
            slot=np.full(meetings, -1, np.int32),
            busy=np.full((people, board.slots + 2), -1, np.int32),
            load=np.zeros(board.slots, np.int32),
            blocks=np.zeros(people, np.int32),
            degree=np.zeros(people, np.int32),
            first=np.full(people, board.slots, np.int32),
            last=np.full(people, -1, np.int32),
            waiting=np.arange(meetings, dtype=np.int32),
            waits_at=np.arange(meetings, dtype=np.int32),
            broken=np.zeros(people, np.int32),
            broken_at=np.zeros(people, np.int32),
            tally=np.zeros(TALLIES, np.int64),
            chain=np.zeros(meetings + 1, np.int32),
            out=np.zeros(MOST_PUT_OFF, np.int32),
            mark=np.zeros(meetings, np.int64),
            best=np.full(meetings, -1, np.int32),
            random=np.array([(seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % 2**64 or 1], np.uint64),
            stop=np.zeros(1, np.int32),
        )
        tally = self.state.tally
        tally[WAITING], tally[UNHELD], tally[LONELY], tally[BEST] = meetings, sum(board.weights), people, NEVER
        tally[WORTH] = sum(int(PENCE * worth) for worth in self.ground.worth.tolist())
        self._begin(promised)

    def _begin(self, promised: Promised | None) -> None:
        """The promised meetings in their slots, then first fit, the busiest people's meetings first."""
        meetings = len(self.board.ids)
        starts = np.zeros(meetings, np.int32)
        degrees = [len(own) for own in self.board.meetings_of]
        order = sorted(range(meetings), key=lambda m: -sum(degrees[p] for p in self.board.members[m]))
        if promised is not None:
            order.sort(key=lambda m: (m not in promised.frozen, m not in promised.slots))
            starts[list(promised.slots)] = list(promised.slots.values())
        place_first(self.ground, self.rates, self.state, np.array(order, np.int32), starts)

    def cool(self, steps: int, seconds: float | None = None, goal: int = -1) -> None:
        """So many moves, or for so long, growing colder; stops early at a rank of `goal` or better.

        First waiting counts nearly as much as breaks, which leads a gap to close slot by slot; then the breaks alone count.
        """
        for schedule, part in ((DRAWING_TOGETHER, DRAWN), (CLOSING, 1.0 - DRAWN)):
            if self.best_rank <= goal:
                return
            if seconds is None:
                self._cool(schedule, round(steps * part), goal)
            else:
                self._cool_for(schedule, seconds * part, goal)

    def _cool_for(self, schedule: Schedule, seconds: float, goal: int) -> None:
        """How warm it is follows the clock."""
        begun = time.monotonic()
        while (past := (time.monotonic() - begun) / seconds) < 1.0 and self.best_rank > goal and not self.state.stop[0]:
            warmth = schedule.hot * (schedule.cold / schedule.hot) ** past
            self._cool(Schedule(schedule.idle, warmth, warmth), STEPS_TIMED, goal)

    def settle(self, steps: int) -> None:
        """So many cool moves from where it stands, for a plan that is to change little."""
        self._cool(SETTLING, steps, -1)

    def stand_at(self, plan: Sequence[int]) -> None:
        """Go on from a plan that holds everything."""
        lay(self.ground, self.rates, self.state, np.array(plan, np.int32))
        keep_best(self.rates, self.state, self.breaks_most)

    def wander(self, steps: int, warmth: float) -> None:
        """So many moves from where it stands, no colder at the end; breaks count, and waiting hardly."""
        self._cool(Schedule(IDLE_ON_A_WALK, warmth, warmth), steps, -1)

    def _cool(self, schedule: Schedule, steps: int, goal: int) -> int:
        rates = self.rates._replace(idle=schedule.idle)
        return cool(self.ground, rates, self.state, steps, schedule.hot, schedule.cold, self.breaks_most, goal)

    def stop_now(self) -> None:
        """Let the running `cool` return at once."""
        self.state.stop[0] = 1

    @property
    def slots(self) -> Numbers:
        """The slot of every meeting as it stands, -1 if not held."""
        return self.state.slot.copy()

    @property
    def best(self) -> list[int] | None:
        """The best plan so far that keeps every rule (of `hold: all` too): a slot for every meeting, -1 if not held."""
        if self.state.tally[BEST] == NEVER:
            return None
        slots: list[int] = self.state.best.tolist()
        return None if self.board.all_held and -1 in slots else slots

    def rank_of(self, breaks: int) -> int:
        """The rank of a plan that holds everything with so many breaks: nobody is alone but who has no meetings."""
        alone = sum(1 for own in self.board.meetings_of if not own)
        return alone * self.breaks_most + breaks

    @property
    def best_rank(self) -> int:
        """The rank of the best plan; with everything held it is its breaks."""
        return int(self.state.tally[BEST])


def ground_of(board: Board, promised: Promised | None, worth: float) -> Ground:
    """The board as arrays. What is not held costs `worth` for each of its weight."""
    meetings = range(len(board.ids))
    earlier: list[list[int]] = [[] for _ in meetings]
    later: list[list[int]] = [[] for _ in meetings]
    for first, last in board.orders:
        earlier[last].append(first)
        later[first].append(last)
    member_from, members = packed(board.members)
    meeting_from, own = packed(board.meetings_of)
    earlier_from, before = packed(earlier)
    later_from, after = packed(later)
    weight = np.array(board.weights, np.int64)
    ground = Ground(
        member_from=member_from,
        members=members,
        meeting_from=meeting_from,
        meetings=own,
        allowed=board.allowed,
        capacity=np.array(board.capacity, np.int32),
        earlier_from=earlier_from,
        earlier=before,
        later_from=later_from,
        later=after,
        weight=weight,
        worth=np.array(board.weights, np.float64) * worth,
        home=np.full(len(meetings), -1, np.int32),
        frozen=np.zeros(len(meetings), np.bool_),
        most=np.array(board.most, np.int32),
    )
    return promise(ground, promised) if promised is not None else ground


def promise(ground: Ground, promised: Promised) -> Ground:
    """The ground with what was already planned written in."""
    for meeting, slot in promised.slots.items():
        # Who must move in any case is not punished for it: so a chain of meetings can give way to each other.
        ground.home[meeting] = slot if ground.allowed[meeting, slot] else -1
        ground.worth[meeting] += promised.lost
    ground.frozen[list(promised.frozen)] = True
    return ground
