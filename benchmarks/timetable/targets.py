"""What is asked of the planner, and what was found. One list for each part that was measured."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.timetable.alone import Told

SECONDS_OF_ALL_ROWS, SECONDS_OF_A_ROW, SECONDS_OF_A_SHORT_DAY = 120, 20, 0.3
SHORT_DAYS = (8, 10)
ABOVE_EARLY = 1
BREAKS_OF = {1_000: 130, 5_000: 600}
ON_TIME = 1.05
"""A search that is told to end still gives out tables; so much longer than allowed is no miss."""
MEMORY_MB = 1_000
FIRST_ANSWER, MOVED, HELD = 2.0, 0.02, 0.997
MENDED_PEOPLE = 5_000


@dataclass(frozen=True, slots=True)
class Target:
    """What was asked, what was found, and whether that is enough."""

    asked: str
    found: str
    met: bool

    def __str__(self) -> str:
        return f"{self.asked}: {self.found}{'' if self.met else ' – missed'}"


def of_rows(told: Told) -> list[Target]:
    """The published rows."""
    rows = told["rows"]
    wrong = [fault for row in rows for fault in row["wrong"]]
    total = sum(row["seconds"] for row in rows)
    slowest = max(rows, key=lambda row: row["seconds"])
    short = [row for row in rows if row["set"] == "original" and row["slots"] in SHORT_DAYS]
    late = max(short, key=lambda row: row["seconds"], default=slowest)
    far = [row for row in rows if row["early"] is None or row["early"] > ABOVE_EARLY]
    return [
        Target(
            f"{len(rows)} rows proven, every value the published one",
            "; ".join(wrong) or "so it is",
            not wrong,
        ),
        Target(f"{SECONDS_OF_ALL_ROWS} s in all", f"{total:.1f} s", total <= SECONDS_OF_ALL_ROWS),
        Target(f"{SECONDS_OF_A_ROW} s a row", *slowness(slowest, SECONDS_OF_A_ROW)),
        Target(f"{SECONDS_OF_A_SHORT_DAY} s an original with 8 or 10 slots", *slowness(late, SECONDS_OF_A_SHORT_DAY)),
        Target(
            "after 2 s at most one break above the optimum",
            "; ".join(f"{row['name']} {too_far(row)}" for row in far) or "so it is",
            not far,
        ),
    ]


def slowness(row: Told, allowed: float) -> tuple[str, bool]:
    return f"slowest {row['name']}, {row['seconds']:.3f} s", row["seconds"] <= allowed


def too_far(row: Told) -> str:
    return "no plan" if row["early"] is None else f"+{row['early']}"


def of_days(told: Told) -> list[Target]:
    """The large days."""
    found = []
    for day in told["days"]:
        name, most = f"{day['people']:,} people (draw {day['seed']})", BREAKS_OF[day["people"]]
        on_time = day["seconds"] <= ON_TIME * day["allowed_seconds"]
        found += [
            Target(
                f"{name}: at most {most} breaks in {day['allowed_seconds']:g} s",
                f"{day['breaks']} in {day['seconds']:.1f} s",
                day["breaks"] <= most and on_time and not day["faults"],
            ),
            Target(
                f"{name}: every meeting held that can be",
                f"{day['held']:,} of {day['most_held']:,}",
                day["held"] == day["most_held"],
            ),
            Target(
                f"{name}: less than {MEMORY_MB} MB",
                f"{day['memory_mb']} MB",
                day["memory_mb"] < MEMORY_MB,
            ),
        ]
    return found


def of_repair(told: Told) -> list[Target]:
    """The large day that is mended."""
    found = []
    for day in told["days"]:
        if day["people"] != MENDED_PEOPLE:
            continue
        few, wrong = day["choices"][0], [*day["faults"], *day["anew"]["faults"]]
        moved, held = few["moved"] / day["staying"], few["held"] / day["anew"]["held"]
        found += [
            Target("5,000 people mended: first answer in 2 s", f"{day['first_seconds']:.1f} s", day["first_seconds"] <= FIRST_ANSWER),
            Target("5,000 people mended: at most 2 % moved", f"{moved:.2%}", moved <= MOVED),
            Target("5,000 people mended: 99.7 % held of what a new plan holds", f"{held:.2%}", held >= HELD),
            Target("5,000 people mended: no rule broken", "; ".join(wrong) or "none", not wrong),
        ]  # fmt: skip
    return found


def of_growth(told: Told) -> list[Target]:
    """Days of every size: nothing asked but that no rule is broken and all is held that can be."""
    wrong = [fault for day in told["days"] for fault in day["faults"]]
    less = [f"{day['people']:,} people {day['held']} of {day['most_held']}" for day in told["days"] if day["held"] < day["most_held"]]  # fmt: skip
    return [
        Target("20 to 10,000 people: no rule broken", "; ".join(wrong) or "none", not wrong),
        Target("20 to 10,000 people: every meeting held that can be", "; ".join(less) or "so it is", not less),
    ]


def of_mix(told: Told) -> list[Target]:
    """The round tables."""
    asked = [case for case in told["cases"] if case["most"] is not None]
    missed = [case for case in asked if not enough(case)]
    found = "; ".join(f"{case['name']} {case['repeats']} repeats in {case['seconds']:.2f} s" for case in missed)
    return [Target(f"{len(asked)} mixes with as few repeats as asked, in time", found or "so it is", not missed)]


def enough(case: Told) -> bool:
    """Whether a mix is as good as asked, proven where that is asked, and in time."""
    proven = case["status"] == "optimal" or not case["proven"]
    on_time = case["seconds"] <= ON_TIME * case["allowed_seconds"]
    return proven and on_time and case["repeats"] <= case["most"] and not case["faults"]


TARGETS: dict[str, Callable[[Told], list[Target]]] = {
    "rows": of_rows,
    "days": of_days,
    "repair": of_repair,
    "growth": of_growth,
    "mix": of_mix,
}


def misses(told: Told) -> list[str]:
    """Every target that was measured and not met."""
    found = [target for part, targets in TARGETS.items() if part in told for target in targets(told[part])]
    return [f"{target.asked}: {target.found}" for target in found if not target.met]
