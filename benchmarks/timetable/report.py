"""What was measured of the planner as sections of `docs/performance.md`, each part with its targets."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.timetable.alone import Told
from benchmarks.timetable.targets import TARGETS

TOP = """
## Meetings planned

Written by `python -m benchmarks.timetable`. Two threads; every measurement in a process of its own that has loaded the compiled
code; every plan checked by the independent checker. Breaks are counted over all people.
"""
ROWS = """
### Published days

Days, optima and seconds are those of Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret (JAIR 74, 2022); the
seconds are of the best published approach (MaxSAT), proof included, on a machine of 2012. `d` is fairness. **Early**: how many breaks above the
optimum the plan held after 2 s has.
"""
DAYS = """
### Large days

Ten meetings a person, 20 slots, popularity log-normal, everybody away a tenth of the day on average, 15 % more tables than
meetings in an average slot; each size drawn three times. **Can be held**: no plan holds more, proven by matching meetings with slots. **Bound**: no plan that
holds all of them has fewer breaks, proven. **First fit**: the heaviest meeting first, each in the first slot that is free.
"""
REPAIR = """
### Days mended in the morning

The large days after 5 % of the people did not come and 2 % miss the first three slots. The three plans offered, from the fewest moves to the
fewest breaks, and the day planned anew in {allowed}.
"""
GROWTH = """
### As days grow

The same days from 20 to 10 000 people. Each is given a hundredth of a second for each person, at least one second and at most 60.
"""
MIX = """
### Round tables

A pair that meets n times counts n(n - 1)/2 repeats; the bound is proven. `asked`: the most repeats, and the most seconds.
"""
PROVEN = """
### Against brute force

Written by `make prove`: the properties of the planner's tests over random small days (at most five people, five slots and five
meetings, with everything a day may have) and repairs, seed {seed}. Chance draws some days twice; **different** counts each once.
"""


def table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table whose first column is words and whose others are figures."""
    first, *others = heads
    lines = [f"| {' | '.join((first, *others))} |", f"|---|{'--:|' * len(others)}"]
    return "\n" + "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)]) + "\n"


def measured_at(told: Told) -> str:
    return f"\nMeasured {told['measured_at']} on {told['machine']}; load at the end {told['load_average']}.\n"


def rows(told: Told) -> str:
    heads = ("set", "rows", "proven", "different", "s", "published s", "slowest row", "s")
    sets = table(heads, sums(told["rows"]))
    heads = ("row", "published", "ours", "proof", "s", "published s", "ratio", "early")
    return ROWS + measured_at(told) + sets + table(heads, map(of_row, told["rows"]))


def sums(all_rows: list[Told]) -> Iterator[tuple[Any, ...]]:
    for name in (*dict.fromkeys(row["set"] for row in all_rows), "all"):
        own = [row for row in all_rows if name in {"all", row["set"]}]
        slowest = max(own, key=lambda row: row["seconds"])
        proven = [row for row in own if row["status"] in {"optimal", "infeasible"}]
        different = sum(row["ours"] != row["published"] for row in proven)
        total = sum(row["seconds"] for row in own)
        others = sum(row["published_seconds"] for row in own)
        yield name, len(own), len(proven), different, f"{total:.1f}", f"{others:.1f}", slowest["name"], f"{slowest['seconds']:.2f}"  # fmt: skip


def of_row(row: Told) -> tuple[Any, ...]:
    ratio = row["published_seconds"] / max(row["seconds"], 0.001)
    early = "no plan" if row["early"] is None else f"+{row['early']}" if row["early"] else "0"
    seconds = f"{row['seconds']:.3f}", f"{row['published_seconds']:.1f}"
    return row["name"], row["published"], row["ours"], row["status"], *seconds, f"{ratio:.1f}×", early


def days(told: Told, top: str = DAYS) -> str:
    heads = ("people", "meetings", "s", "held", "can be held", "breaks", "bound", "most of one person", "MB")
    others = ("first fit: held", "breaks", "most of one person")
    return top + measured_at(told) + table((*heads, *others), map(of_day, told["days"]))


def of_day(day: Told) -> tuple[Any, ...]:
    greedy = day["greedy"]
    own = (
        f"{day['people']:,}",
        f"{day['meetings']:,}",
        f"{day['seconds']:.1f}",
        f"{day['held']:,}",
        f"{day['most_held']:,}",
    )
    breaks = f"{day['breaks']:,}", f"{day['bound']:,}", day["worst_person"], day["memory_mb"]
    return *own, *breaks, f"{greedy['held']:,}", f"{greedy['breaks']:,}", greedy["worst_person"]


def growth(told: Told) -> str:
    return days(told, GROWTH)


def repair(told: Told) -> str:
    heads = ("people, plan", "s", "staying", "moved", "moved share", "held", "of a new plan", "breaks")
    lines = [cells for day in told["days"] for cells in of_repaired(day)]
    allowed = " and ".join(f"{day['allowed_seconds']:g} s" for day in told["days"])
    return REPAIR.format(allowed=allowed) + measured_at(told) + table(heads, lines)


def of_repaired(day: Told) -> Iterator[tuple[Any, ...]]:
    names = ("fewest moves", "between", "fewest breaks")
    times = (f"{day['first_seconds']:.2f}", "", f"{day['seconds']:.2f}")
    plans = [*zip(names, times, day["choices"], strict=True), ("anew", f"{day['anew']['seconds']:.2f}", day["anew"])]
    for name, seconds, plan in plans:
        shares = f"{plan['moved'] / day['staying']:.2%}", f"{plan['held'] / day['anew']['held']:.2%}"
        counts = f"{plan['moved']:,}", shares[0], f"{plan['held']:,}", shares[1], f"{plan['breaks']:,}"
        yield f"{day['people']:,}, {name}", seconds, f"{day['staying']:,}", *counts


def mix(told: Told) -> str:
    heads = ("round tables", "repeats", "bound", "proof", "s", "asked")
    return MIX + measured_at(told) + table(heads, map(of_mix, told["cases"]))


def of_mix(case: Told) -> tuple[Any, ...]:
    asked = "" if case["most"] is None else f"{case['most']} in {case['allowed_seconds']:g} s"
    return case["name"], case["repeats"], case["bound"], case["status"], f"{case['seconds']:.3f}", asked


def proven(path: Path) -> str:
    """What `make prove` counted last."""
    if not path.exists():
        return ""
    kept = json.loads(path.read_text())
    heads = ("what holds", "examples", "different", "failures", "s")
    lines = [
        (name, f"{told['examples']:,}", f"{told.get('different_days', ''):,}" if "different_days" in told else "", int(bool(told["failure"])), told["seconds"])
        for name, told in kept["trials"].items()
    ]  # fmt: skip
    return PROVEN.format(**kept) + measured_at(kept) + table(heads, lines)


PARTS: dict[str, Callable[[Told], str]] = {"rows": rows, "days": days, "repair": repair, "growth": growth, "mix": mix}


def sections(folder: Path) -> str:
    """Every part that was measured, and its targets below it."""
    path = folder / "timetable.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    parts = [PARTS[part](kept[part]) + targets(part, kept[part]) for part in PARTS if part in kept]
    return TOP + "".join(parts) + proven(folder / "random_days.json")


def targets(part: str, told: Told) -> str:
    lines = [f"- {target}\n" for target in TARGETS[part](told)]
    return "\nTargets:\n\n" + "".join(lines) if lines else ""
