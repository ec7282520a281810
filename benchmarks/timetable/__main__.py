"""`python -m benchmarks.timetable rows|days|repair|growth|mix|all`: measures, keeps what came out, and writes the page."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.processes import circumstances
from benchmarks.report import write_page
from benchmarks.timetable import large, mixes, repairs, rows

HERE = Path(__file__).resolve().parent.parent
RESULTS = HERE / "timetable.json"
HOW = """\
The published days are measured when it is said where they are:
    make bench INSTANCES=FOLDER        or    python -m benchmarks.timetable rows --instances FOLDER
FOLDER holds instances/ and published.csv."""
PARTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "rows": lambda given: rows.measure(given.instances, given.only),
    "days": lambda given: large.measure_days(sized(given) or large.DAYS),
    "repair": lambda given: repairs.measure(sized(given) or large.DAYS),
    "growth": lambda given: large.measure_growth(given.people or large.GROWTH),
    "mix": lambda given: mixes.measure(given.only),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.timetable")
    parser.add_argument("part", choices=[*PARTS, "all"])
    parser.add_argument("--instances", type=Path, metavar="FOLDER", help="holds instances/ and published.csv")
    parser.add_argument("--only", default="", help="only rows or mixes with this in their name; nothing is kept")
    parser.add_argument("--people", type=int, nargs="+", metavar="N", help="days of these sizes; nothing is kept")
    arguments = parser.parse_args()
    asked = list(PARTS) if arguments.part == "all" else [arguments.part]
    found = arguments.instances is not None and (arguments.instances / "published.csv").exists()
    if arguments.instances is not None and not found:
        parser.error(f"{arguments.instances} holds no published.csv")
    for part in asked:
        if part == "rows" and not found:
            continue
        print(f"\n{part}", flush=True)
        told = PARTS[part](arguments)
        if not (arguments.only or arguments.people):
            keep(part, told | circumstances())
    if "rows" in asked and not found:
        print(f"\n{HOW}")


def sized(given: argparse.Namespace) -> list[tuple[int, float]]:
    """Days of the sizes that were asked for, with the effort that a day of that size is given."""
    return [(people, large.effort(people)) for people in given.people or ()]


def keep(part: str, told: dict[str, Any]) -> None:
    """One part's results beside the other parts', and on the page."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(kept | {part: told}, indent=1) + "\n")
    write_page(HERE)


if __name__ == "__main__":
    main()
