"""How few breaks a day can have at the least: everybody alone with their own free slots, together only through the tables.

Each person takes the cheapest pattern of busy slots, a shortest path over (slot, meetings so far, idle before, busy or idle
again). Each slot has a price per busy person, for no more can be busy than sit at its tables; the prices are raised where
too many want to be busy. Any prices give a true bound (Lagrange; Held and Karp 1971), better prices a better one.
"""

import math

import numpy as np
from numpy.typing import NDArray

from navet.mixing.compiled import compiled
from navet.timetable.planner.board import Board
from navet.timetable.planner.ground import Flags, Numbers, Reals

IDLE, BUSY, AGAIN = 0, 1, 2
FAR = 1e18
ROUNDS = 1000
PATIENCE = 10
KEPT = 0.7
AHEAD, NEAR = 0.2, 0.01
BEYOND = 0.01
EXACT_ENOUGH = 1e-6

Steps = NDArray[np.int8]


def least_breaks(board: Board, *, rounds: int = ROUNDS, goal: int | None = None) -> int:
    """A proven lower bound on the sum of breaks of any plan that holds every meeting; a goal of so many is aimed at."""
    degree = np.array([len(own) for own in board.meetings_of], np.int32)
    usable = np.zeros((len(board.names), board.slots), np.bool_)
    for person, own in enumerate(board.meetings_of):
        if own:
            usable[person] = board.allowed[list(own)].any(axis=0)
    if (usable.sum(axis=1) < degree).any():
        return 0
    largest = max((len(people) for people in board.members), default=0)
    seats = np.array(board.capacity, np.float64) * largest
    value = best_prices(degree, usable, seats, rounds, FAR if goal is None else goal - 1 + BEYOND)
    return max(0, math.ceil(value - EXACT_ENOUGH))


@compiled
def walk(degree: int, usable: Flags, prices: Reals, cost: Reals, steps: Steps) -> float:
    """The cheapest pattern of one person: fills `cost` and, for going back, from which state each state was reached."""
    slots = len(prices)
    cost[:] = FAR
    cost[0, IDLE] = 0.0
    for slot in range(slots):
        for count in range(min(degree, slot + 1), -1, -1):
            idle, busy, again = cost[count, IDLE], cost[count, BUSY], cost[count, AGAIN]
            steps[slot, count, AGAIN] = BUSY if busy < again else AGAIN
            cost[count, AGAIN] = min(busy, again)
            cost[count, BUSY] = FAR
            if count > 0 and usable[slot]:
                take_up(cost, steps, slot, count, prices[slot])
            cost[count, IDLE] = idle if count == 0 else FAR
    return min(cost[degree, BUSY], cost[degree, AGAIN]) if degree > 0 else 0.0


@compiled
def take_up(cost: Reals, steps: Steps, slot: int, count: int, price: float) -> None:
    """One meeting more in this slot; after a pause it begins a new run, and that is a break."""
    first, going, anew = cost[count - 1, IDLE], cost[count - 1, BUSY], cost[count - 1, AGAIN] + 1.0
    least = min(first, going, anew)
    cost[count, BUSY] = least + price
    steps[slot, count, BUSY] = BUSY if going == least else (IDLE if first == least else AGAIN)


@compiled
def go_back(degree: int, cost: Reals, steps: Steps, use: Reals) -> None:
    """Count the slots of the cheapest pattern in `use`."""
    if degree == 0:
        return
    count = degree
    state = BUSY if cost[degree, BUSY] <= cost[degree, AGAIN] else AGAIN
    for slot in range(len(use) - 1, -1, -1):
        came = steps[slot, count, state] if state != IDLE else IDLE
        if state == BUSY:
            use[slot] += 1.0
            count -= 1
        state = came


@compiled
def bound_at(degree: Numbers, usable: Flags, seats: Reals, prices: Reals, use: Reals) -> float:
    """The bound these prices give; `use` is filled with how many would be busy in each slot."""
    slots = len(prices)
    most = degree.max() if len(degree) > 0 else 0
    cost = np.empty((most + 1, 3))
    steps = np.zeros((slots, most + 1, 3), np.int8)
    use[:] = 0.0
    total = 0.0
    for person in range(len(degree)):
        total += walk(degree[person], usable[person], prices, cost, steps)
        go_back(degree[person], cost, steps, use)
    return total - (prices * seats).sum()


@compiled
def best_prices(degree: Numbers, usable: Flags, seats: Reals, rounds: int, goal: float) -> float:
    """The best bound found by raising the prices of crowded slots and lowering those of empty ones.

    Polyak's steps (1969) towards the goal, and ends there; without one (FAR), towards a level above the best bound that comes
    nearer each time nothing came of it (Goffin and Kiwiel 1999). The direction keeps most of the one before.
    """
    slots = usable.shape[1]
    prices, use, pull = np.zeros(slots), np.zeros(slots), np.zeros(slots)
    best, since, reach, span = -FAR, 0, 1.0, len(degree) * AHEAD
    kept = prices.copy()
    for _ in range(rounds):
        value = bound_at(degree, usable, seats, prices, use)
        since += 1
        if value > best + EXACT_ENOUGH:
            best, since = value, 0
            kept[:] = prices
        if since > PATIENCE:
            reach, since = reach * 0.5, 0
            prices[:], pull[:] = kept, 0.0
            value = bound_at(degree, usable, seats, prices, use)
        crowd = np.where((use < seats) & (prices <= 0.0), 0.0, use - seats)
        pull = KEPT * pull + (1.0 - KEPT) * crowd
        length = (pull * pull).sum()
        if length == 0.0 or best >= goal or reach * span < NEAR:
            break
        ahead = reach * (goal - value) if goal < FAR else best + reach * span - value
        prices = np.maximum(0.0, prices + pull * (ahead / length))
    return best
