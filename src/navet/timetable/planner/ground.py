"""The shapes that the search works on: numbers and arrays only, so that it can be compiled.

M meetings, P people and T slots are numbered from 0 in the order of their names, whatever the order they came in.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]
Bits = NDArray[np.uint64]

WAITING, BROKEN, BREAKS, EXCESS, DISORDER, UNFAIR, OVER, LONELY, MOVED, STAMP, UNHELD, BEST, WORTH, IDLE = range(14)
TALLIES = 14
PENCE = 1000.0
NOBODY = -1


class Ground(NamedTuple):
    """What is given and does not change while searching.

    `member_from[m]:member_from[m + 1]` are a meeting's people in `members`, `meeting_from` and `meetings` the other way
    round; `earlier` and `later` are the meetings that come before and after one, found the same way. `allowed` is
    M by T. `home` is the slot a meeting was promised, or -1; `frozen` meetings never move.
    """

    member_from: Numbers
    members: Numbers
    meeting_from: Numbers
    meetings: Numbers
    allowed: Flags
    capacity: Numbers
    earlier_from: Numbers
    earlier: Numbers
    later_from: Numbers
    later: Numbers
    weight: Counts
    worth: Reals
    home: Numbers
    frozen: Flags
    most: Numbers


class Rates(NamedTuple):
    """What each fault costs beside a break, which costs 1; `limit` is the most breaks a person may have.

    The best plan is the first in the contract's order, or, `by_cost`, the one whose faults cost least. Where not everything
    needs to be held, `crowding`, a meeting that is pushed into a full slot puts off another there.
    """

    table: float
    order: float
    unfair: float
    over: float
    lonely: float
    moved: float
    idle: float
    limit: int
    by_cost: bool
    crowding: bool


class State(NamedTuple):
    """Where the search stands.

    `busy` is P by T + 2: the meeting a person has in slot t stands in column t + 1, and the columns at both ends are
    always free, so that no slot lacks a neighbour. `waiting` and `broken` are the meetings not held and the people with
    breaks, each a list with the place of every number in it. `tally` counts what the cost is made of.
    """

    slot: Numbers
    busy: Numbers
    load: Numbers
    blocks: Numbers
    degree: Numbers
    first: Numbers
    last: Numbers
    waiting: Numbers
    waits_at: Numbers
    broken: Numbers
    broken_at: Numbers
    tally: Counts
    chain: Numbers
    out: Numbers
    mark: Counts
    best: Numbers
    random: Bits
    stop: Numbers
