"""What pgvector's graph finds of the nearest, and how soon: `python -m benchmarks.graph`, after `benchmarks.matching`.

The vectors are its, in a PostgreSQL of their own; the needs are held against them as an answer does it.
"""

import json
import statistics
import subprocess
import sys
import time
from functools import partial

import numpy as np
import psycopg

from benchmarks.matching import HERE, KEPT, KEPT_FIGURES, SHOWN, Told, clocked, figures, mended, summed
from benchmarks.processes import processor_seconds
from navet.encoding.offsets import Offsets
from navet.encoding.providers import Floats
from navet.matching.ranking import HALF
from navet.vectors.index.scans import best, similarities
from navet.vectors.index.stored import Stamp

SIZES, MEMORY = (200_000, 1_000_000), "4GB"
MADE_BY = Stamp("bench", "bench")
STATE = HERE.parent / ".navet" / "graph"


def main() -> None:
    from benchmarks.report import write_page

    told = figures() | {"graphs": [measure(size) for size in SIZES]}
    KEPT_FIGURES.write_text(json.dumps(told, indent=1) + "\n")
    write_page(HERE)


def measure(size: int) -> Told:
    """Draw the graph of so many texts and ask it, in a server that is started for it and thrown away."""
    from benchmarks.__main__ import settings
    from navet.config.postgres import Server

    server = Server(STATE)
    server.start()
    own = settings() | {"NAVET_STATE": str(STATE)}
    try:
        with psycopg.connect(server.url("postgres"), autocommit=True) as superuser:
            superuser.execute("CREATE EXTENSION IF NOT EXISTS vector")
        subprocess.run([sys.executable, "-m", "navet", "migrate"], env=own, check=True, stdout=subprocess.DEVNULL)
        given = f"{server.url('postgres')!r}, {server.process or 0}"
        code = f"import django; django.setup(); from benchmarks import graph; graph.say({size}, {given})"
        told = subprocess.run([sys.executable, "-c", code], env=own, check=True, stdout=subprocess.PIPE, text=True)
        made: Told = json.loads(told.stdout.splitlines()[-1])
        return made
    finally:
        server.remove()


def say(size: int, address: str, server: int) -> None:
    """Draw and ask, with Django set up; prints what was seen."""
    levelled, spoken, offsets = mended(size)
    print(json.dumps(draw(address, levelled, spoken) | asked(server, levelled, offsets)))


def draw(address: str, levelled: Floats, spoken: list[str]) -> Told:
    """All points copied, then the graph drawn over them, as fast as can be; Navet itself adds them one by one."""
    from navet.vectors.graph import point
    from navet.vectors.models import HalfVectorField
    from navet.vectors.table import GRAPH

    written = HalfVectorField()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP INDEX vectors_point_graph")
        into = "COPY vectors_point (id, created_at, provider, offsets, digest, language, vector) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(into) as copy:
            for row, (vector, language) in enumerate(zip(levelled, spoken, strict=True)):
                numbers = written.get_prep_value(point(vector, language))
                copy.write_row(
                    [f"{row:032x}", "2026-01-01", MADE_BY.provider, MADE_BY.offsets, f"{row:032x}", language, numbers]
                )
        connection.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        connection.execute("SET max_parallel_maintenance_workers = 0")
        begun = time.perf_counter()
        connection.execute(GRAPH)
        took = time.perf_counter() - begun
        connection.execute("VACUUM ANALYZE vectors_point")
        (size,) = connection.execute("SELECT pg_relation_size('vectors_point_graph')").fetchone() or (0,)
    return {"texts": len(spoken), "drawn_seconds": round(took), "graph_mb": round(size / 1e6)}


def asked(server: int, levelled: Floats, offsets: Offsets) -> Told:
    """Each need once to warm what is to be warm, and once measured, beside comparing everything."""
    from navet.vectors.queries import LOOKED_AT, nearest_texts

    halves = levelled.astype(np.float16)
    anyway = np.zeros(1, np.float32) if offsets.need is None else HALF * offsets.need
    needs = [need - anyway for need in np.load(KEPT)["needs"]]
    right = [best(similarities(halves, need), SHOWN) for need in needs]
    exact = [clocked(lambda need=need: best(similarities(halves, need), SHOWN)) for need in needs]
    ask = partial(nearest_texts, MADE_BY, drawn=offsets, now=offsets, most=LOOKED_AT)
    found = [{int(digest, 16) for digest in ask(need)} for need in needs]
    before, taken = processor_seconds([server]), []
    for need in needs:
        begun = time.perf_counter()
        ask(need)
        taken.append(1000 * (time.perf_counter() - begun))
    held = [len(some & set(rows.tolist())) / SHOWN for some, rows in zip(found, right, strict=True)]
    return {
        "asked": LOOKED_AT,
        "ms": summed(taken),
        "server_ms": round(1000 * (processor_seconds([server]) - before) / len(needs), 1),
        "exact_ms": summed(exact),
        "recall": round(statistics.mean(held), 3),
        "least": min(held),
    }


if __name__ == "__main__":
    main()
