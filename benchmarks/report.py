"""Writes what was measured: `benchmarks/results.json`, and as a table in `docs/performance.md`."""

import json
from pathlib import Path
from typing import Any

from benchmarks import matching_report
from benchmarks.timetable.report import sections
from benchmarks.timetable.targets import misses as planning_misses

QUERIES_MOST, HTML_MOST, FIRST_VISIT_MOST = 12, 60_000, 150_000

TOP = """# How fast Navet is

Written by `make bench`; do not edit. Every figure is of one hub with 10 000 organisations, 2 000 cases and 500 services, served as in
production: gunicorn with 2 processes of 4 threads, PostgreSQL on the same machine, nothing cached between requests.

Measured {measured_at} on {machine}; other work on the machine at the end: load {load_average}. Processor time for each request
hardly changes with that; rates and waiting do.

- **CPU**: processor time of all web and database processes together for one request, over {seconds_per_page:g} s at 8 connections.
- **p50, p95, p99**: how long an answer takes at 8 connections.
- **Rate**: the most answers a second, at 8 or 32 connections.
- **Queries**: questions to the database for one request.
- **Page, first visit**: kilobytes of HTML with gzip; and with all style, script and fonts for someone who was never here.

| page | CPU ms | target | p50 ms | p95 ms | p99 ms | rate /s | queries | page kB | first visit kB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""


SCALE = """
## Figures, files, reports and room, as the data grows

Written by `python -m benchmarks.scale`. The large data set has {hubs} hubs, {organisations:,} organisations, {deliveries:,} deliveries and
{entries:,} entries of aid, and one of its hubs gave {of_one_hub:,} of the deliveries; in the small one everything is a tenth. Processor
time of the process and the database together; the most memory the process held; the 28 columns are written as XLSX.

| what | rows, small | CPU ms | rows, large | CPU ms | growth | seconds | MB | target |
|---|--:|--:|--:|--:|--:|--:|--:|---|
"""
UNITS = {"cpu_ms": "ms CPU", "seconds": "s", "memory_mb": "MB"}


def write_report(folder: Path, told: dict[str, Any]) -> None:
    """What was measured of the pages, and the page that tells it."""
    (folder / "results.json").write_text(json.dumps(told, indent=1) + "\n")
    write_page(folder)


def write_page(folder: Path) -> None:
    """`docs/performance.md`, from what was measured last."""
    told = json.loads((folder / "results.json").read_text())
    lines = [row(page) for page in told["pages"]]
    memory = "".join(f"- {what}: {much:g} MB\n" for what, much in told["memory_mb"].items())
    text = (
        TOP.format(**told)
        + "".join(lines)
        + "\nA whole application, from the first question to the thanks: {requests} requests, {cpu_ms} ms of processor time in all "
        "(target {budget_ms}), {seconds} s.\n".format(**told["application"])
        + f"\nFrom start to first answer: {told['start_up_seconds']:g} s. Memory after the measurements:\n\n{memory}"
        + grown(folder / "scale.json")
        + sections(folder)
        + matching_report.sections(folder)
        + "\n## Against the targets\n\n"
        + "".join(
            f"- {line}\n"
            for line in [*misses(told), *missed_plans(folder / "timetable.json"), *matching_report.misses(folder)]
            or ["Every target is met."]
        )
    )
    (folder.parent / "docs" / "performance.md").write_text(text)


def grown(path: Path) -> str:
    """How much each measurement grew from the small data set to the large one."""
    if not path.exists():
        return ""
    kept = json.loads(path.read_text())
    lines = []
    for what, by_size in kept["measured"].items():
        small, large = by_size["1"], by_size["10"]
        target = ", ".join(f"{limit} {UNITS[unit]}" for unit, limit in kept["targets"][what].items())
        missed = [unit for unit, limit in kept["targets"][what].items() if large[unit] > limit]
        cells = [what, f"{small['rows']:,}", f"{small['cpu_ms']:.1f}", f"{large['rows']:,}", f"{large['cpu_ms']:.1f}"]
        cells += [f"{large['cpu_ms'] / small['cpu_ms']:.1f}×", f"{large['seconds']:.2f}", str(large["memory_mb"])]
        lines.append(f"| {' | '.join([*cells, target + (' – missed' if missed else '')])} |\n")
    return SCALE.format(**kept["sizes"]["10"]) + "".join(lines)


def missed_plans(path: Path) -> list[str]:
    """The planner's targets that were not met."""
    return planning_misses(json.loads(path.read_text())) if path.exists() else []


def row(page: dict[str, Any]) -> str:
    cells = [
        page["name"],
        f"{page['cpu_ms']:.1f}",
        f"{page['budget_ms']}",
        *(f"{page[f'p{share}_ms']:.0f}" for share in (50, 95, 99)),
        f"{page['requests_per_second']:.0f}",
        str(page["queries"]),
        f"{page['bytes_gzip'] / 1000:.1f}",
        f"{page['bytes_first_visit'] / 1000:.0f}",
    ]
    return f"| {' | '.join(cells)} |\n"


def misses(told: dict[str, Any]) -> list[str]:
    """Every target that was not met, by name."""
    whole = told["application"]
    found = [line for page in told["pages"] for line in page_misses(page)]
    if whole["cpu_ms"] > whole["budget_ms"]:
        found.append(f"a whole application: {whole['cpu_ms']} ms of processor time, {whole['budget_ms']} allowed")
    return found


def page_misses(page: dict[str, Any]) -> list[str]:
    """The targets that one page did not meet."""
    name = page["name"]
    small, first = page["bytes_gzip"], page["bytes_first_visit"]
    checks = [
        (page["status"] != 200, f"{name}: answered {page['status']}"),
        (page["wrong"] > 0, f"{name}: {page['wrong']} wrong answers under load"),
        (
            page["cpu_ms"] > page["budget_ms"],
            f"{name}: {page['cpu_ms']:.1f} ms of processor time, {page['budget_ms']} allowed",
        ),
        (page["queries"] > QUERIES_MOST, f"{name}: {page['queries']} queries, {QUERIES_MOST} allowed"),
        (small > HTML_MOST or first > FIRST_VISIT_MOST, f"{name}: {small} bytes of HTML, {first} on first visit"),
    ]
    return [sentence for missed, sentence in checks if missed]
