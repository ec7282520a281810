"""What was measured of matching as a section of `docs/performance.md`, with its targets."""

import json
from pathlib import Path
from typing import Any

from benchmarks.timetable.report import table

Told = dict[str, Any]
WHOLE_MS, EMBEDDING_MINUTES, ENCODER_MB, WORKER_MB = 30, 20, 500, 20
TOP = """
## Needs answered

Written by `python -m benchmarks.matching`; needs and offers are invented, in seven languages in turn. One thread; processor time,
milliseconds, p50 and p95. **Need**: one of {need_tokens:g} word pieces read by the encoder. **Clauses**: what the reasons need beside. **Scan**,
**letters**, **fusion**: everything on offer held against it. **Whole**: all of it, with reasons for ten. The vectors beyond {offers:,} are
mixtures of two real ones of one language (seven parts and three) with a tenth of noise: of twelve topics, they lie closer together
than a catalogue's would, and the search by bits has it harder.

Measured {measured_at}; load at the start and the end {load}.
"""
READ = """
Offers read: {offers_per_second:g} a second ({offers:,} were read), so 100,000 take {minutes_for_100000:g} minutes on one core. The encoder's process holds
{memory_mb:g} MB then, {own_memory_mb:g} MB of them its own, and {most_memory_mb:g} MB at most, with a request of 256 texts of 10,000 letters. A web process that maps the vectors of {mapped:,} offers and answers from them grows by {own_mb:g} MB of its own
and {shared_mb:g} MB that all processes share.
"""
SEARCHES = """
The nearest ten, exactly and by one bit for each number with so many compared again exactly; **recall**: how many of the exact ten are found.
"""
GRAPH = """
pgvector's graph (HNSW, m 16), measured by `python -m benchmarks.graph`, drawn at once by one process, asked for {asked:,} near texts: milliseconds until they are there, processor time
of the database, how many of the nearest ten are among them, on average and for the need that is served worst; beside comparing all.
"""


def sections(folder: Path) -> str:
    told = _read(folder)
    if not told:
        return ""
    load = " and ".join(f"{each:g}" for each in told["load_average"])
    text = TOP.format(**told["encoder"], measured_at=told["measured_at"], load=load)
    names = ("need", "scan", "letters", "fusion", "reasons", "whole")
    heads = ("offers", *(f"{name} {share}" for name in names for share in ("p50", "p95")))
    rows = [[f"{each['offers']:,}", *(each[n][s] for n in names for s in ("p50", "p95"))] for each in told["answers"]]
    text += table(heads, rows)
    text += READ.format(**_flat(told))
    text += SEARCHES + table(*_searches(told["searches"]))
    return text + GRAPH.format(**told["graphs"][0]) + table(*_graphs(told["graphs"]))


def misses(folder: Path) -> list[str]:
    """Every target that was measured and not met."""
    told = _read(folder)
    if not told:
        return []
    whole, read, grown = told["answers"][-1]["whole"]["p50"], told["encoder"], told["worker"]["own_mb"]
    minutes, held = read["minutes_for_100000"], read["most_memory_mb"]
    checks = [
        (
            whole > WHOLE_MS,
            f"a need over 100,000 offers: {whole:g} ms of processor time at the median, {WHOLE_MS} allowed",
        ),
        (minutes > EMBEDDING_MINUTES, f"100,000 offers read: {minutes:g} minutes, {EMBEDDING_MINUTES} allowed"),
        (held > ENCODER_MB, f"the encoder's process: {held:g} MB, {ENCODER_MB} allowed"),
        (grown > WORKER_MB, f"a web process grows by {grown:g} MB, {WORKER_MB} allowed"),
    ]
    return [sentence for missed, sentence in checks if missed]


def _flat(told: Told) -> Told:
    worker = told["worker"]
    return told["encoder"] | {"mapped": worker["offers"], "own_mb": worker["own_mb"], "shared_mb": worker["shared_mb"]}


def _graphs(measured: list[Told]) -> tuple[list[str], list[list[Any]]]:
    heads = ["texts", "drawn in s", "MB", "p50", "p95", "database", "recall", "worst", "all compared p50", "p95"]
    names = ("drawn_seconds", "graph_mb", ("ms", "p50"), ("ms", "p95"), "server_ms", "recall", "least")
    names += (("exact_ms", "p50"), ("exact_ms", "p95"))
    return heads, [
        [f"{told['texts']:,}", *(told[name] if isinstance(name, str) else told[name[0]][name[1]] for name in names)]
        for told in measured
    ]


def _searches(measured: list[Told]) -> tuple[list[str], list[list[Any]]]:
    heads = ["offers", "vectors MB", "exact p50", "p95", "bits MB"]
    heads += [head for each in measured[0]["again"] for head in (f"{each['again']:,} again p50", "p95", "recall")]
    rows = []
    for told in measured:
        cells = [
            f"{told['offers']:,}",
            told["vectors_mb"],
            told["exact_ms"]["p50"],
            told["exact_ms"]["p95"],
            told["bits_mb"],
        ]
        rows.append(
            cells + [cell for each in told["again"] for cell in (each["ms"]["p50"], each["ms"]["p95"], each["recall"])]
        )
    return heads, rows


def _read(folder: Path) -> Told:
    path = folder / "matching.json"
    told: Told = json.loads(path.read_text()) if path.exists() else {}
    return told
