"""Large days mended in the morning, when some do not come and some come late, and the same days planned anew."""

import time
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from benchmarks.timetable.alone import Told, alone, memory_mb
from benchmarks.timetable.days import large_day
from benchmarks.timetable.large import DAYS
from benchmarks.timetable.plain import changes_json, day_json
from navet.gatherings.day_file import answer_json, repaired_json
from navet.gatherings.plan_checker import faults, repair_faults
from navet.timetable.day import Answer, Changes, Day
from navet.timetable.planner import repair, solve

GONE, LATE = 0.05, 0.02
MISSED = frozenset({0, 1, 2})


def measure(cases: Iterable[tuple[int, float]] = DAYS) -> Told:
    """The large days of the targets, each planned, mended and planned anew; `allowed` is what both plans are given."""
    return {"days": [said(alone(mended, *case)) for case in cases]}


def morning(day: Day, seed: int = 1) -> Changes:
    """Some people are gone and some others miss the first three slots."""
    chance = np.random.default_rng(seed)
    names = chance.permutation(day.people).tolist()
    gone, late = round(GONE * len(names)), round(LATE * len(names))
    came = {name: day.away.get(name, frozenset()) | MISSED for name in names[gone : gone + late]}
    return Changes(now=0, gone=frozenset(names[:gone]), came=came)


def after(day: Day, changes: Changes) -> Day:
    """The day for somebody who plans it anew."""
    return replace(
        day,
        people=tuple(name for name in day.people if name not in changes.gone),
        meetings=tuple(meeting for meeting in day.meetings if changes.gone.isdisjoint(meeting.people)),
        away={name: slots for name, slots in {**day.away, **changes.came}.items() if name not in changes.gone},
    )


def mended(people: int, allowed: float) -> Told:
    """One day planned, mended and checked."""
    day = large_day(people)
    first = solve(day, seconds=allowed, threads=2)
    changes = morning(day)
    heard: list[float] = []
    begun = time.perf_counter()
    repaired = repair(day, first.plan, changes, threads=2, tell=lambda _: heard.append(time.perf_counter() - begun))
    seconds, memory = time.perf_counter() - begun, memory_mb()
    left = after(day, changes)
    staying = [meeting.id for meeting in left.meetings if meeting.id in first.plan]
    choices = [(choice.moved, choice.answer) for choice in repaired.choices]
    told = repaired_json(repaired.answer, repaired.moved, choices)
    return {
        "people": people,
        "allowed_seconds": allowed,
        "gone": len(changes.gone),
        "late": len(changes.came),
        "meetings": len(left.meetings),
        "staying": len(staying),
        "first_seconds": round(heard[0], 2),
        "seconds": round(seconds, 2),
        "memory_mb": memory,
        "choices": [{"moved": moved, "held": made.held, "breaks": made.breaks} for moved, made in choices],
        "anew": anew(left, first, allowed),
        "faults": repair_faults(day_json(day), answer_json(first), changes_json(changes), told),
    }


def anew(left: Day, first: Answer, allowed: float) -> Told:
    """The same day planned as if nobody had been promised anything."""
    begun = time.perf_counter()
    answer = solve(left, seconds=allowed, threads=2)
    moved = [name for name, seat in answer.plan.items() if name in first.plan and first.plan[name].slot != seat.slot]
    return {
        "seconds": round(time.perf_counter() - begun, 2),
        "held": answer.held,
        "moved": len(moved),
        "breaks": answer.breaks,
        "faults": faults(day_json(left), answer_json(answer)),
    }


def said(told: Told) -> Told:
    """Said on the terminal, too."""
    plans = ", ".join(f"{each['moved']} moved {each['held']} held {each['breaks']} breaks" for each in told["choices"])
    print(
        f"{told['people']:6} people  first answer {told['first_seconds']} s, all {told['seconds']} s: {plans}; of {told['staying']} staying"
        f"\n        anew: {told['anew']['moved']} moved {told['anew']['held']} held {told['anew']['breaks']} breaks, {told['anew']['seconds']} s"
        + "".join(f"\n  !!! {fault}" for fault in (*told["faults"], *told["anew"]["faults"])),
        flush=True,
    )
    return told
