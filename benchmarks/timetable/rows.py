"""The published rows: a day and a fairness each, with the optimum, or that there is no plan, and how long others took.

The days stay where they are: a folder with `instances/` and `published.csv` is told at the call.
"""

import csv
import json
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timetable.alone import Told, alone
from navet.gatherings.day_file import answer_json, read_day
from navet.gatherings.plan_checker import faults
from navet.mixing.proof import Status
from navet.timetable.day import Answer
from navet.timetable.planner import solve

INFEASIBLE = "infeasible"
SETS = {"original": "original", "forb": "more away", "fixed": "some fixed", "prec": "in order"}
PATIENCE = 120.0
EARLY = 2.0


@dataclass(frozen=True, slots=True)
class Row:
    """One published row; `optimum` is None where it was proven that there is no plan."""

    instance: str
    fairness: int
    optimum: int | None
    seconds: float

    @property
    def name(self) -> str:
        return f"{self.instance} d={self.fairness}"

    @property
    def set(self) -> str:
        """How the day was made from an event."""
        variant = self.instance.partition(".")[2]
        return next(name for start, name in SETS.items() if variant.startswith(start))


def published(folder: Path) -> list[Row]:
    """The rows of `published.csv`, in its order."""
    with (folder / "published.csv").open(newline="") as lines:
        return [
            Row(
                instance=line["instance"],
                fairness=int(line["fairness_d"]),
                optimum=None if line["optimum"] == INFEASIBLE else int(line["optimum"]),
                seconds=float(line["maxsat_s"]),
            )
            for line in csv.DictReader(lines)
        ]


def measure(folder: Path, only: str) -> Told:
    """Every row whose name has `only` in it, one after the other."""
    told = []
    for row in published(folder):
        if only in row.name:
            told.append(alone(solved, folder, row))
            print(line(told[-1]), flush=True)
    return {"rows": told}


def solved(folder: Path, row: Row) -> Told:
    """One row solved and checked."""
    plain = json.loads((folder / "instances" / f"{row.instance}.json").read_text()) | {"fairness": row.fairness}
    day = read_day(json.dumps(plain).encode())
    heard: list[tuple[float, Answer]] = []
    begun, worked = time.perf_counter(), time.process_time()
    answer = solve(
        day, seconds=PATIENCE, threads=2, tell=lambda better: heard.append((time.perf_counter() - begun, better))
    )
    seconds = time.perf_counter() - begun
    told = {
        "name": row.name,
        "set": row.set,
        "slots": day.slots,
        "published": INFEASIBLE if row.optimum is None else row.optimum,
        "ours": INFEASIBLE if answer.status is Status.INFEASIBLE else answer.breaks,
        "bound": answer.bound,
        "status": answer.status.value,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(time.process_time() - worked, 3),
        "published_seconds": row.seconds,
        "early": 0 if row.optimum is None else above(row.optimum, seconds, heard),
        "faults": faults(plain, answer_json(answer)),
    }
    return told | {"wrong": wrong(told)}


def above(optimum: int, seconds: float, heard: list[tuple[float, Answer]]) -> int | None:
    """How many breaks above the optimum the plan held early on has; None while there is no plan."""
    if seconds <= EARLY:
        return 0
    early = [answer.breaks for at, answer in heard if at <= EARLY and answer.breaks is not None]
    return min(early) - optimum if early else None


def wrong(told: Told) -> list[str]:
    """What must never be: a broken rule, another value than the published one, or no proof."""
    proven = told["status"] in {Status.OPTIMAL, Status.INFEASIBLE}
    found = [f"{told['name']}: {fault}" for fault in told["faults"]]
    if proven and told["ours"] != told["published"]:
        found.append(f"{told['name']}: DIFFERS, {told['ours']} proven here, {told['published']} published")
    if not proven:
        found.append(f"{told['name']}: NOT PROVEN, {told['ours']} found, bound {told['bound']}")
    return found


def line(told: Told) -> str:
    ratio = told["published_seconds"] / max(told["seconds"], 0.001)
    ours = (
        f"{told['name']:32} {told['ours']!s:>10} {told['seconds']:8.3f} s  published {told['published_seconds']:6.1f} s"
    )
    return f"{ours} {ratio:8.1f}×  early +{told['early']}" + "".join(f"\n  !!! {each}" for each in told["wrong"])
