"""Large days made up by chance, the plan that first come, first served makes of them, and how much of them can be held at all."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from navet.timetable.day import Day, Hold, Meeting

SLOTS = 20
MEETINGS_EACH = 10
SPREAD = 0.6
AWAY = 0.1
ROOM = 1.15
WEIGHTS = (1, 1, 1, 2, 2, 3)

Slots = Mapping[str, int]
"""The slot of each meeting that is held."""


def large_day(people: int, *, slots: int = SLOTS, seed: int = 1) -> Day:
    """A day of so many people, ten meetings each on average, some far more sought after than others.

    Popularity is log-normal; pairs are drawn by it, none twice, nobody in more than `slots` - 2; everybody is away in one
    window of exponential length, a tenth of the day on average; there are 15 % more tables than meetings in an average slot.
    """
    chance = np.random.default_rng(seed)
    pairs = drawn_pairs(people, people * MEETINGS_EACH // 2, slots - 2, chance)
    degree = Counter(person for pair in pairs for person in pair)
    away = {f"p{person}": window(slots, slots - degree[person], chance) for person in range(people)}
    weights = chance.choice(WEIGHTS, len(pairs)).tolist()
    return Day(
        slots=slots,
        tables=(math.ceil(ROOM * len(pairs) / slots),) * slots,
        people=tuple(away),
        meetings=tuple(
            Meeting(f"m{number}", (f"p{one}", f"p{other}"), weight=weight)
            for number, ((one, other), weight) in enumerate(zip(pairs, weights, strict=True))
        ),
        away={name: gone for name, gone in away.items() if gone},
        hold=Hold.MOST,
    )


def drawn_pairs(people: int, many: int, most: int, chance: np.random.Generator) -> list[tuple[int, int]]:
    """So many pairs, drawn by the popularity of both."""
    popularity = np.exp(chance.normal(0, SPREAD, people))
    share = popularity / popularity.sum()
    degree: Counter[int] = Counter()
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < many:
        for one, other in chance.choice(people, (many, 2), p=share).tolist():
            pair = min(one, other), max(one, other)
            if len(pairs) < many and one != other and pair not in pairs and max(degree[one], degree[other]) < most:
                pairs[pair] = None
                degree.update(pair)
    return list(pairs)


def window(slots: int, most: int, chance: np.random.Generator) -> frozenset[int]:
    """Slots in a row at the start, at the end or anywhere."""
    length = min(most, round(chance.exponential(AWAY * slots)))
    first = int(chance.choice(np.array([0, slots - length, chance.integers(0, slots - length + 1)])))
    return frozenset(range(first, first + length))


def first_fit(day: Day) -> dict[str, int]:
    """The heaviest meeting first, each in the first slot in which both are free and a table is; what does not fit is lost."""
    busy = {name: set(day.away.get(name, ())) for name in day.people}
    room = list(day.tables)
    plan: dict[str, int] = {}
    for meeting in sorted(day.meetings, key=lambda meeting: -meeting.weight):
        taken = set().union(*(busy[name] for name in meeting.people))
        slot = next((slot for slot in range(day.slots) if room[slot] and slot not in taken), None)
        if slot is not None:
            plan[meeting.id] = slot
            room[slot] -= 1
            for name in meeting.people:
                busy[name].add(slot)
    return plan


def breaks_of_people(day: Day, plan: Slots) -> list[int]:
    """The breaks of everybody who meets somebody."""
    busy: defaultdict[str, list[int]] = defaultdict(list)
    for meeting in day.meetings:
        if meeting.id in plan:
            for name in meeting.people:
                busy[name].append(plan[meeting.id])
    return [sum(later > earlier + 1 for earlier, later in pairwise(sorted(slots))) for slots in busy.values()]


def no_common_slot(day: Day) -> set[str]:
    """The meetings whose people are never there together: no plan can hold them."""
    return {meeting.id for meeting, slots in common_slots(day) if not slots}


def common_slots(day: Day) -> Iterator[tuple[Meeting, set[int]]]:
    for meeting in day.meetings:
        away = set().union(*(day.away.get(name, ()) for name in meeting.people))
        yield meeting, {slot for slot in range(day.slots) if day.tables[slot] and slot not in away}


def most_held(day: Day) -> int:
    """No plan holds more meetings than this, proven.

    What has no common slot is out. Of the rest, everybody alone can hold no more than can be matched with slots; a meeting
    that is too much for both of two people is counted for both, hence the half.
    """
    of_person: defaultdict[str, list[set[int]]] = defaultdict(list)
    possible = 0
    for meeting, slots in common_slots(day):
        possible += bool(slots)
        for name in meeting.people if slots else ():
            of_person[name].append(slots)
    largest = max((len(meeting.people) for meeting in day.meetings), default=1)
    too_many = sum(len(own) - matched(own) for own in of_person.values())
    return possible - math.ceil(too_many / largest)


def matched(wanted: list[set[int]]) -> int:
    """How many can each have a slot of their own among the wanted ones (augmenting paths)."""
    owner: dict[int, int] = {}

    def finds(number: int, seen: set[int]) -> bool:
        for slot in wanted[number] - seen:
            seen.add(slot)
            if slot not in owner or finds(owner[slot], seen):
                owner[slot] = number
                return True
        return False

    return sum(finds(number, set()) for number in range(len(wanted)))
