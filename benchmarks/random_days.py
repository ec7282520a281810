"""`make prove`: the properties of the planner's own tests, over thousands of random small days and repairs.

A property is taken as it stands in `test_solve.py` and `test_repair.py`; only the number of examples is another. What it
compares with is brute force, which shares no code with the planner. The same seed draws the same days.
"""

import argparse
import json
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.processes import circumstances
from benchmarks.report import write_page
from navet.gatherings.tests import test_repair, test_solve
from navet.gatherings.tests.days import small_days
from navet.timetable.day import Day, Hold

RESULTS = Path(__file__).resolve().parent / "random_days.json"
DAYS, REPAIRS = 20_000, 2_000
BETWEEN_LINES = 1_000


@dataclass(slots=True)
class Trial:
    """One property over many examples. Those that held are counted, and days among them that are the same only once."""

    name: str
    property: Callable[[Any], None]
    drawn_from: st.SearchStrategy[Any]
    examples: int
    begun: float = field(default_factory=time.perf_counter)
    held: int = 0
    seen: set[int] = field(default_factory=set)

    def run(self, start: int) -> dict[str, Any]:
        """How many examples held, in how many seconds, and the smallest that did not."""
        limits = settings(
            max_examples=self.examples,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        failure = None
        try:
            seed(start)(limits(given(self.drawn_from)(self.example)))()
        except Exception as fault:  # noqa: BLE001 - whatever an example breaks is what is to be told
            failure = "".join(traceback.format_exception(fault))
        told = {"examples": self.held, "seconds": round(time.perf_counter() - self.begun, 1), "failure": failure}
        return told | ({"different_days": len(self.seen)} if self.seen else {})

    def example(self, drawn: Any) -> None:
        self.property(drawn)
        self.held += 1
        if isinstance(drawn, Day):
            self.seen.add(hash(repr(drawn)))
        if self.held % BETWEEN_LINES == 0:
            print(f"  {self.held:6} of {self.examples}, {time.perf_counter() - self.begun:.0f} s", flush=True)


def trials(days: int, repairs: int) -> list[Trial]:
    """So many days of which everything is to be held, so many of which the most is, and so many repairs."""
    return [
        Trial(
            "everything held: valid, as few breaks as brute force, refused only when brute force finds no plan",
            bare(test_solve.test_everything_held_is_as_good_as_brute_force_or_rightly_refused),
            small_days(),
            days,
        ),
        Trial(
            "the most held: valid, as good as brute force, never less than everything",
            bare(test_solve.test_the_most_is_as_much_as_brute_force_and_never_less_than_everything),
            small_days(Hold.MOST, most_meetings=4),
            days,
        ),
        Trial(
            "repairs: history untouched, nothing keepable lost, as good as brute force",
            bare(test_repair.test_a_repair_is_the_best_there_is),
            st.data(),
            repairs,
        ),
    ]


def bare(test: Any) -> Callable[[Any], None]:
    """The property within a Hypothesis test."""
    inner: Callable[[Any], None] = test.hypothesis.inner_test
    return inner


def main() -> None:
    parser = argparse.ArgumentParser(prog="make prove")
    parser.add_argument(
        "--days", type=int, default=DAYS, help="how many random days for each aim; other numbers are not kept"
    )
    parser.add_argument("--repairs", type=int, default=REPAIRS, help="how many random repairs")
    parser.add_argument("--seed", type=int, default=1, help="chance starts here")
    arguments = parser.parse_args()
    told: dict[str, Any] = {}
    for trial in trials(arguments.days, arguments.repairs):
        print(trial.name, flush=True)
        trial.begun = time.perf_counter()
        told[trial.name] = trial.run(arguments.seed)
        print(f"  {told[trial.name]['failure'] or 'held'}: {told[trial.name]}", flush=True)
    if (arguments.days, arguments.repairs) == (DAYS, REPAIRS):
        RESULTS.write_text(json.dumps({"seed": arguments.seed, "trials": told} | circumstances(), indent=1) + "\n")
        write_page(RESULTS.parent)
    if any(each["failure"] for each in told.values()):
        raise SystemExit("a property does not hold; the example stands above")


if __name__ == "__main__":
    main()
