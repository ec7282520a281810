"""Large days planned within a time, beside what first come, first served makes of them; and the same from 20 to 10 000 people."""

import time
from collections.abc import Iterable

from benchmarks.timetable.alone import Told, alone, memory_mb
from benchmarks.timetable.days import Slots, breaks_of_people, first_fit, large_day, most_held, no_common_slot
from benchmarks.timetable.plain import day_json
from navet.gatherings.day_file import answer_json
from navet.gatherings.plan_checker import faults
from navet.timetable.day import Day
from navet.timetable.planner import solve

DAYS = ((1_000, 5.0), (5_000, 60.0))
SEEDS = (1, 2, 3)
GROWTH = (20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
SECONDS_EACH, LEAST, MOST = 0.01, 1.0, 60.0
"""The effort as days grow: a hundredth of a second for each person, at least one second and at most a minute."""


def effort(people: int) -> float:
    """The seconds that a day of so many people is given."""
    return min(MOST, max(LEAST, SECONDS_EACH * people))


def measure_days(cases: Iterable[tuple[int, float]] = DAYS) -> Told:
    """The large days of the targets, each drawn three times: one draw may be lucky."""
    return {"days": [said(alone(planned, *case, seed)) for case in cases for seed in SEEDS]}


def measure_growth(sizes: Iterable[int] = GROWTH) -> Told:
    """One day of each size."""
    return {"effort": [SECONDS_EACH, LEAST, MOST], "days": [said(alone(planned, size, effort(size))) for size in sizes]}


def planned(people: int, allowed: float, seed: int = 1) -> Told:
    """One day planned and checked."""
    day = large_day(people, seed=seed)
    begun, worked = time.perf_counter(), time.process_time()
    answer = solve(day, seconds=allowed, threads=2)
    seconds, used, memory = time.perf_counter() - begun, time.process_time() - worked, memory_mb()
    slots = {name: seat.slot for name, seat in answer.plan.items()}
    return {
        "people": people,
        "seed": seed,
        "meetings": len(day.meetings),
        "slots": day.slots,
        "tables": day.tables[0],
        "allowed_seconds": allowed,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(used, 2),
        "memory_mb": memory,
        "status": answer.status.value,
        "no_common_slot": len(no_common_slot(day)),
        "most_held": most_held(day),
        "bound": answer.bound,
        "weight_bound": answer.weight_bound,
        **worth(day, slots),
        "greedy": greedy(day),
        "faults": faults(day_json(day), answer_json(answer)),
    }


def greedy(day: Day) -> Told:
    """What first come, first served makes of the day."""
    begun = time.perf_counter()
    slots = first_fit(day)
    return {"seconds": round(time.perf_counter() - begun, 2)} | worth(day, slots)


def worth(day: Day, slots: Slots) -> Told:
    """What a plan is worth, counted here and not by who made it."""
    breaks = breaks_of_people(day, slots)
    return {
        "held": len(slots),
        "weight": sum(meeting.weight for meeting in day.meetings if meeting.id in slots),
        "breaks": sum(breaks),
        "worst_person": max(breaks, default=0),
    }


def said(told: Told) -> Told:
    """Said on the terminal, too."""
    print(
        f"{told['people']:6} people  {told['seconds']:6.2f} s of {told['allowed_seconds']:g}  held {told['held']} of {told['most_held']}"
        f"  breaks {told['breaks']} (bound {told['bound']}, first fit {told['greedy']['breaks']})  {told['memory_mb']} MB"
        + "".join(f"\n  !!! {fault}" for fault in told["faults"]),
        flush=True,
    )
    return told
