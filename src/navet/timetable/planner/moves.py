"""The moves of the search, compiled: swap two slots along a Kempe chain, or hold a meeting and put off those in its way.

Slots are the colours of an edge colouring, people its vertices: where a person is free in slot b, the meetings of slots a
and b that hang together with theirs (Kempe's chain, 1879) can trade slots, and only the people at the chain's ends notice.
"""

import math

import numpy as np

from navet.mixing.chances import draw
from navet.mixing.compiled import compiled_bare
from navet.timetable.planner.ground import (
    BREAKS,
    DISORDER,
    EXCESS,
    IDLE,
    LONELY,
    MOVED,
    NOBODY,
    OVER,
    PENCE,
    STAMP,
    UNFAIR,
    UNHELD,
    WAITING,
    WORTH,
    Bits,
    Counts,
    Ground,
    Numbers,
    Rates,
    State,
)
from navet.timetable.planner.runs import (
    beside,
    end_change,
    first_without,
    last_without,
    neighbours,
    runs_change,
    set_blocks,
    set_ends,
)

MOST_PUT_OFF = 2
TRIES = 8
# People looked at for the meeting that a full slot can spare most.
SOUGHT = 12


@compiled_bare
def below(random: Bits, most: int) -> int:
    """A number from 0 to below `most`."""
    return np.int64(((draw(random) >> np.uint64(32)) * np.uint64(most)) >> np.uint64(32))


@compiled_bare
def patience(random: Bits, warmth: float) -> float:
    """How much worse a move may be and still be taken (Metropolis 1953), drawn anew for each move."""
    unit = np.float64(draw(random) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
    return -warmth * math.log(unit + 1e-300)


@compiled_bare
def disorder(ground: Ground, state: State, meeting: int, slot: int) -> int:
    """How many meetings stand on the wrong side of this one, if it were held in that slot."""
    wrong = 0
    for at in range(ground.earlier_from[meeting], ground.earlier_from[meeting + 1]):
        if state.slot[ground.earlier[at]] >= slot:
            wrong += 1
    for at in range(ground.later_from[meeting], ground.later_from[meeting + 1]):
        other = state.slot[ground.later[at]]
        if 0 <= other <= slot:
            wrong += 1
    return wrong


@compiled_bare
def strays(ground: Ground, meeting: int, slot: int) -> int:
    """1 if the slot is not the one the meeting was promised."""
    return 1 if ground.home[meeting] >= 0 and ground.home[meeting] != slot else 0


@compiled_bare
def put_off(ground: Ground, rates: Rates, state: State, meeting: int) -> None:
    """Take a held meeting out of the plan."""
    slot = state.slot[meeting]
    tally = state.tally
    for at in range(ground.member_from[meeting], ground.member_from[meeting + 1]):
        person = ground.members[at]
        set_ends(state, person, first_without(state, person, slot), last_without(state, person, slot))
        state.busy[person, slot + 1] = NOBODY
        set_blocks(state, person, state.blocks[person] + neighbours(state.busy, person, slot) - 1, rates.limit)
        state.degree[person] -= 1
        tally[OVER] -= 1 if state.degree[person] >= ground.most[person] else 0
        tally[LONELY] += 1 if state.degree[person] == 0 else 0
    tally[EXCESS] -= 1 if state.load[slot] > ground.capacity[slot] else 0
    state.load[slot] -= 1
    state.slot[meeting] = NOBODY
    tally[DISORDER] -= disorder(ground, state, meeting, slot)
    tally[MOVED] -= strays(ground, meeting, slot)
    tally[UNHELD] += ground.weight[meeting]
    tally[WORTH] += np.int64(PENCE * ground.worth[meeting])
    state.waits_at[meeting] = tally[WAITING]
    state.waiting[tally[WAITING]] = meeting
    tally[WAITING] += 1


@compiled_bare
def hold(ground: Ground, rates: Rates, state: State, meeting: int, slot: int) -> None:
    """Hold a waiting meeting in a slot in which its people are free."""
    tally = state.tally
    for at in range(ground.member_from[meeting], ground.member_from[meeting + 1]):
        person = ground.members[at]
        state.busy[person, slot + 1] = meeting
        set_ends(state, person, min(state.first[person], slot), max(state.last[person], slot))
        set_blocks(state, person, state.blocks[person] + 1 - neighbours(state.busy, person, slot), rates.limit)
        tally[LONELY] -= 1 if state.degree[person] == 0 else 0
        tally[OVER] += 1 if state.degree[person] >= ground.most[person] else 0
        state.degree[person] += 1
    state.load[slot] += 1
    tally[EXCESS] += 1 if state.load[slot] > ground.capacity[slot] else 0
    tally[DISORDER] += disorder(ground, state, meeting, slot)
    state.slot[meeting] = slot
    tally[MOVED] += strays(ground, meeting, slot)
    tally[UNHELD] -= ground.weight[meeting]
    tally[WORTH] -= np.int64(PENCE * ground.worth[meeting])
    tally[WAITING] -= 1
    last = state.waiting[tally[WAITING]]
    state.waiting[state.waits_at[meeting]] = last
    state.waits_at[last] = state.waits_at[meeting]


@compiled_bare
def cost(rates: Rates, tally: Counts) -> float:
    """What the plan costs, the worth of waiting meetings left out."""
    return (
        tally[BREAKS]
        + rates.table * tally[EXCESS]
        + rates.order * tally[DISORDER]
        + rates.unfair * tally[UNFAIR]
        + rates.over * tally[OVER]
        + rates.lonely * tally[LONELY]
        + rates.moved * tally[MOVED]
        + rates.idle * tally[IDLE]
    )


@compiled_bare
def slot_beside(state: State, person: int, left: int, slots: int) -> int:
    """A slot that touches one of the person's runs; any slot when none was found."""
    slot = below(state.random, slots)
    for _ in range(TRIES):
        if beside(state, person, slot, left):
            break
        slot = below(state.random, slots)
    return slot


@compiled_bare
def in_the_way(ground: Ground, state: State, meeting: int, slot: int, found: Numbers) -> int:
    """The meetings that must give way for one to be held in a slot; more than can be told when a frozen one must."""
    count = 0
    for at in range(ground.member_from[meeting], ground.member_from[meeting + 1]):
        other = state.busy[ground.members[at], slot + 1]
        known = other < 0
        for earlier in range(count):
            known = known or found[earlier] == other
        if known:
            continue
        if count == MOST_PUT_OFF or ground.frozen[other]:
            return MOST_PUT_OFF + 1
        found[count] = other
        count += 1
    return count


@compiled_bare
def crowd_out(ground: Ground, state: State, slot: int, found: Numbers, count: int) -> int:
    """One meeting more that must give way, for its table: of those looked at the one worth least.

    More than can be told when none is found.
    """
    least = -1
    for _ in range(SOUGHT if count < MOST_PUT_OFF else 0):
        other = state.busy[below(state.random, len(state.blocks)), slot + 1]
        if other < 0 or ground.frozen[other] or (count == 1 and found[0] == other):
            continue
        if least < 0 or ground.worth[other] < ground.worth[least]:
            least = other
    if least < 0:
        return MOST_PUT_OFF + 1
    found[count] = least
    return count + 1


@compiled_bare
def give_way(ground: Ground, rates: Rates, state: State, meeting: int, slot: int, found: Numbers) -> int:
    """The meetings to be put off for one to be held in a slot; more than can be told when it may not be."""
    if not ground.allowed[meeting, slot]:
        return MOST_PUT_OFF + 1
    count = in_the_way(ground, state, meeting, slot, found)
    if rates.crowding and state.load[slot] - count >= ground.capacity[slot]:
        return crowd_out(ground, state, slot, found, count)
    return count


@compiled_bare
def take_back(ground: Ground, rates: Rates, state: State, meeting: int, count: int) -> None:
    """Undo a push: the meetings in `state.out` have their slot again."""
    slot = state.slot[meeting]
    put_off(ground, rates, state, meeting)
    for at in range(count):
        hold(ground, rates, state, state.out[at], slot)


@compiled_bare
def push(ground: Ground, rates: Rates, state: State, meeting: int, slot: int, warmth: float) -> bool:
    """Hold a meeting in a slot and put off what is in its way, if the plan becomes no worse than patience bears."""
    out = state.out
    count = give_way(ground, rates, state, meeting, slot, out)
    if count > MOST_PUT_OFF:
        return False
    old, left = cost(rates, state.tally), state.slot[meeting]
    change = 0.0
    if left >= 0:
        put_off(ground, rates, state, meeting)
    else:
        change -= ground.worth[meeting]
    for at in range(count):
        change += ground.worth[out[at]]
        put_off(ground, rates, state, out[at])
    hold(ground, rates, state, meeting, slot)
    change += cost(rates, state.tally) - old
    if change <= 0 or change <= patience(state.random, warmth):
        return True
    take_back(ground, rates, state, meeting, count)
    if left >= 0:
        hold(ground, rates, state, meeting, left)
    return False


@compiled_bare
def link(ground: Ground, state: State, meeting: int, slot: int, length: int) -> int:
    """Add a meeting that must trade slots too, and give the chain's new length; 0 when it may not."""
    if state.mark[meeting] == state.tally[STAMP]:
        return length
    if not ground.allowed[meeting, slot]:
        return 0
    state.mark[meeting] = state.tally[STAMP]
    state.chain[length] = meeting
    return length + 1


@compiled_bare
def follow(ground: Ground, rates: Rates, state: State, meeting: int, other: int) -> tuple[int, float]:
    """The chain of meetings that trade slots with this one, in `state.chain`: its length, 0 when it cannot move, and cost."""
    one = state.slot[meeting]
    state.tally[STAMP] += 1
    length = link(ground, state, meeting, other, 0)
    change, seen = 0.0, 0
    while seen < length:
        current = state.chain[seen]
        left = state.slot[current]
        taken = other if left == one else one
        seen += 1
        for at in range(ground.member_from[current], ground.member_from[current + 1]):
            person = ground.members[at]
            next_meeting = state.busy[person, taken + 1]
            if next_meeting < 0:
                change += end_change(rates, state, person, left, taken)
            else:
                length = link(ground, state, next_meeting, left, length)
                if length == 0:
                    return 0, 0.0
    return length, change


@compiled_bare
def table_change(ground: Ground, state: State, slot: int, more: int) -> int:
    """By how many tables the excess of a slot grows with so many meetings more."""
    load, room = state.load[slot], ground.capacity[slot]
    return max(0, load + more - room) - max(0, load - room)


@compiled_bare
def balance(state: State, length: int, one: int) -> int:
    """How many meetings more leave slot `one` than come into it."""
    leaving = 0
    for at in range(length):
        leaving += 1 if state.slot[state.chain[at]] == one else 0
    return 2 * leaving - length


@compiled_bare
def traded(state: State, meeting: int, one: int, other: int) -> int:
    """The slot of a meeting once the chain has traded slots."""
    slot = state.slot[meeting]
    if slot < 0 or state.mark[meeting] != state.tally[STAMP]:
        return slot
    return other if slot == one else one


@compiled_bare
def wrong_pairs(ground: Ground, state: State, meeting: int, one: int, other: int, after: bool) -> int:
    """How many orders with this meeting in them are broken, before the trade or after it; those within the chain once."""
    slot = traded(state, meeting, one, other) if after else state.slot[meeting]
    wrong = 0
    for at in range(ground.earlier_from[meeting], ground.earlier_from[meeting + 1]):
        first = ground.earlier[at]
        begins = traded(state, first, one, other) if after else state.slot[first]
        wrong += 1 if begins >= slot else 0
    for at in range(ground.later_from[meeting], ground.later_from[meeting + 1]):
        last = ground.later[at]
        if state.mark[last] != state.tally[STAMP] and 0 <= state.slot[last] <= slot:
            wrong += 1
    return wrong


@compiled_bare
def order_change(ground: Ground, state: State, length: int, one: int, other: int) -> int:
    """By how many the broken orders grow when the chain trades slots."""
    if len(ground.earlier) == 0:
        return 0
    more = 0
    for at in range(length):
        meeting = state.chain[at]
        more += wrong_pairs(ground, state, meeting, one, other, after=True)
        more -= wrong_pairs(ground, state, meeting, one, other, after=False)
    return more


@compiled_bare
def moved_change(ground: Ground, state: State, length: int, one: int, other: int) -> int:
    """By how many the meetings away from their promised slot grow when the chain trades slots."""
    more = 0
    for at in range(length):
        meeting = state.chain[at]
        taken = other if state.slot[meeting] == one else one
        more += strays(ground, meeting, taken) - strays(ground, meeting, state.slot[meeting])
    return more


@compiled_bare
def end_trades(ground: Ground, rates: Rates, state: State, meeting: int, left: int, taken: int) -> None:
    """Tell the people at the chain's ends of their new slot."""
    for place in range(ground.member_from[meeting], ground.member_from[meeting + 1]):
        person = ground.members[place]
        if state.busy[person, taken + 1] < 0:
            set_blocks(state, person, state.blocks[person] + runs_change(state.busy, person, left, taken), rates.limit)
            first = min(taken, first_without(state, person, left))
            set_ends(state, person, first, max(taken, last_without(state, person, left)))


@compiled_bare
def write_busy(ground: Ground, state: State, meeting: int, slot: int, what: int) -> None:
    """Write into the slot of everybody in a meeting."""
    for place in range(ground.member_from[meeting], ground.member_from[meeting + 1]):
        state.busy[ground.members[place], slot + 1] = what


@compiled_bare
def trade(ground: Ground, rates: Rates, state: State, length: int, one: int, other: int) -> None:
    """Let the chain trade its two slots."""
    for at in range(length):
        left = state.slot[state.chain[at]]
        end_trades(ground, rates, state, state.chain[at], left, other if left == one else one)
    for at in range(length):
        write_busy(ground, state, state.chain[at], state.slot[state.chain[at]], NOBODY)
    for at in range(length):
        meeting = state.chain[at]
        state.slot[meeting] = other if state.slot[meeting] == one else one
        write_busy(ground, state, meeting, state.slot[meeting], meeting)


@compiled_bare
def swap(ground: Ground, rates: Rates, state: State, meeting: int, other: int, warmth: float) -> bool:
    """Let a meeting and all that hangs on it trade slots, if the plan becomes no worse than patience bears."""
    one = state.slot[meeting]
    length, change = follow(ground, rates, state, meeting, other)
    if length == 0:
        return False
    shift = balance(state, length, one)
    excess = 0
    if shift != 0:
        excess = table_change(ground, state, one, -shift) + table_change(ground, state, other, shift)
    order = order_change(ground, state, length, one, other)
    moved = moved_change(ground, state, length, one, other) if rates.moved > 0 else 0
    change += rates.table * excess + rates.order * order + rates.moved * moved
    if change > 0 and change > patience(state.random, warmth):
        return False
    trade(ground, rates, state, length, one, other)
    state.load[one] -= shift
    state.load[other] += shift
    state.tally[EXCESS] += excess
    state.tally[DISORDER] += order
    state.tally[MOVED] += moved
    return True
