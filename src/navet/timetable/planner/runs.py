"""One person's meetings as runs without a pause: what the breaks and the waiting become when a slot is left or taken."""

from navet.mixing.compiled import compiled_bare
from navet.timetable.planner.ground import BREAKS, BROKEN, IDLE, UNFAIR, Numbers, Rates, State


@compiled_bare
def set_blocks(state: State, person: int, blocks: int, limit: int) -> None:
    """A person now has so many runs of meetings without a pause."""
    old = state.blocks[person]
    tally = state.tally
    tally[BREAKS] += max(0, blocks - 1) - max(0, old - 1)
    tally[UNFAIR] += max(0, blocks - 1 - limit) - max(0, old - 1 - limit)
    state.blocks[person] = blocks
    if old < 2 and blocks >= 2:
        state.broken_at[person] = tally[BROKEN]
        state.broken[tally[BROKEN]] = person
        tally[BROKEN] += 1
    elif old >= 2 and blocks < 2:
        tally[BROKEN] -= 1
        last = state.broken[tally[BROKEN]]
        state.broken[state.broken_at[person]] = last
        state.broken_at[last] = state.broken_at[person]


@compiled_bare
def first_without(state: State, person: int, left: int) -> int:
    """The person's first meeting if they leave a slot; past the end when they have no other."""
    slot = state.first[person]
    if slot == left:
        slot += 1
        while slot < state.busy.shape[1] - 2 and state.busy[person, slot + 1] < 0:
            slot += 1
    return slot


@compiled_bare
def last_without(state: State, person: int, left: int) -> int:
    """The person's last meeting if they leave a slot; before the beginning when they have no other."""
    slot = state.last[person]
    if slot == left:
        slot -= 1
        while slot >= 0 and state.busy[person, slot + 1] < 0:
            slot -= 1
    return slot


@compiled_bare
def set_ends(state: State, person: int, first: int, last: int) -> None:
    """A person's day now begins and ends with these slots."""
    state.tally[IDLE] += max(0, last - first) - max(0, state.last[person] - state.first[person])
    state.first[person], state.last[person] = first, last


@compiled_bare
def neighbours(busy: Numbers, person: int, slot: int) -> int:
    """In how many of the two slots beside this one the person has a meeting."""
    return (1 if busy[person, slot] >= 0 else 0) + (1 if busy[person, slot + 2] >= 0 else 0)


@compiled_bare
def beside(state: State, person: int, slot: int, left: int) -> bool:
    """Whether a free slot touches one of the person's runs, were `left` no longer theirs."""
    row = state.busy[person]
    if slot == left or row[slot + 1] >= 0:
        return False
    before = row[slot] >= 0 and slot - 1 != left
    after = row[slot + 2] >= 0 and slot + 1 != left
    return before or after


@compiled_bare
def runs_change(busy: Numbers, person: int, left: int, taken: int) -> int:
    """By how many the runs of a person grow who leaves one slot for another."""
    row = busy[person]
    before = 1 if row[taken] >= 0 and taken - 1 != left else 0
    after = 1 if row[taken + 2] >= 0 and taken + 1 != left else 0
    return neighbours(busy, person, left) - before - after


@compiled_bare
def span_change(state: State, person: int, left: int, taken: int) -> int:
    """By how much a person's day grows from first meeting to last, who leaves one slot for another."""
    first = min(taken, first_without(state, person, left))
    last = max(taken, last_without(state, person, left))
    return (last - first) - (state.last[person] - state.first[person])


@compiled_bare
def end_change(rates: Rates, state: State, person: int, left: int, taken: int) -> float:
    """What it costs that a person leaves one slot for another."""
    more = runs_change(state.busy, person, left, taken)
    idle = span_change(state, person, left, taken) if rates.idle > 0 else 0
    breaks = state.blocks[person] - 1
    return (
        more + rates.idle * idle + rates.unfair * (max(0, breaks + more - rates.limit) - max(0, breaks - rates.limit))
    )
