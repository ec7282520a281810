"""`make bench`: makes the data set once, starts the servers as production does, measures, writes what came out."""

import argparse
import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.dataset import HUB
from benchmarks.journey import Applicant
from benchmarks.load import ask, weigh
from benchmarks.processes import circumstances, family, memory, processor_seconds
from benchmarks.report import write_report
from navet.config.postgres import Server

HERE = Path(__file__).resolve().parent
STATE = HERE.parent / ".navet" / "bench"
PORT = 8765
KEY = "only-for-measuring-0123456789-abcdefghijklmnopqrstuvwxyz"


def settings() -> dict[str, str]:
    """As in production, on this machine only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NAVET_")}
    paths = os.pathsep.join([str(HERE.parent / "src"), str(HERE.parent)])
    return kept | {
        "PYTHONPATH": paths,
        "DJANGO_SETTINGS_MODULE": "navet.config.settings",
        "NAVET_STATE": str(STATE),
        "NAVET_PRODUCTION": "on",
        "NAVET_ALLOW_EMBEDDED": "on",
        "NAVET_SECRET_KEY": KEY,
        "NAVET_BASE_URL": "https://localhost",
        "NAVET_HOSTS": "localhost",
        "NAVET_EMAIL_URL": "smtp://127.0.0.1:9?security=none",
        "NAVET_PORT": str(PORT),
        "NAVET_LOG_LEVEL": "error",
    }


def run(*words: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=settings() | more, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def prepare(server: Server) -> None:
    """Tables and rows; the rows only once."""
    server.start()
    run("-m", "navet", "migrate")
    mark = server.data / "navet.bench"
    if not mark.exists():
        print("Making the data set …", flush=True)
        code = "import django; django.setup(); from benchmarks.dataset import fill; fill()"
        run("-c", code, NAVET_ACT_AS="owner")
        mark.write_text("made\n")
        import psycopg

        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("vacuum analyze")


def start_web() -> tuple[subprocess.Popen[bytes], float]:
    """The web server, and the seconds until it answered."""
    began = time.perf_counter()
    web = subprocess.Popen([sys.executable, "-m", "navet", "serve"], env=settings(), stdout=subprocess.DEVNULL)
    while time.perf_counter() < began + 60:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
            connection.request("GET", "/health/", headers={"Host": "localhost"})
            if connection.getresponse().status == http.HTTPStatus.OK:
                return web, time.perf_counter() - began
        except OSError:
            time.sleep(0.02)
    web.terminate()
    raise SystemExit("the web server does not answer")


def measure(page: dict[str, Any], cookie: str, roots: list[int], seconds: float) -> dict[str, Any]:
    """One page: warmed, weighed, asked over 8 connections and over 32."""
    cookie = cookie if page["staff"] else ""
    ask(PORT, page["path"], cookie, connections=8, seconds=seconds / 4)
    text, small, first = weigh(PORT, page["path"], cookie)
    before = processor_seconds(roots)
    steady = ask(PORT, page["path"], cookie, connections=8, seconds=seconds)
    used = processor_seconds(roots) - before
    full = ask(PORT, page["path"], cookie, connections=32, seconds=seconds)
    return page | {
        "cpu_ms": round(1000 * used / max(1, len(steady.times)), 2),
        "p50_ms": round(steady.percentile(0.50), 1),
        "p95_ms": round(steady.percentile(0.95), 1),
        "p99_ms": round(steady.percentile(0.99), 1),
        "requests_per_second": round(max(steady.rate, full.rate), 1),
        "wrong": steady.wrong + full.wrong,
        "bytes": text,
        "bytes_gzip": small,
        "bytes_first_visit": first,
    }


def measure_application(roots: list[int], path: str, warming: int = 10, times: int = 40) -> dict[str, Any]:
    """Whole applications, one after the other, from the first question to the thanks. Letters go later, by the worker.

    Warmed as the pages are: enough of them first that each of the two web processes has shown every step.
    """
    run_number = int(time.time())
    for number in range(warming):
        Applicant(PORT, run_number + times + number).apply(path)
    before, began = processor_seconds(roots), time.perf_counter()
    requests = [Applicant(PORT, run_number + number).apply(path) for number in range(times)]
    took = time.perf_counter() - began
    used = processor_seconds(roots) - before
    return {
        "requests": requests[0],
        "cpu_ms": round(1000 * used / times, 1),
        "budget_ms": 100,
        "seconds": round(took / times, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each page is asked")
    parser.add_argument("--only", default="", help="only pages with this in their name; nothing is written")
    arguments = parser.parse_args()
    server = Server(STATE)
    prepare(server)
    web, took = start_web()
    try:
        told = json.loads(run("-m", "benchmarks.counting"))
        roots = [web.pid, server.process or 0]
        results = []
        for page in told["pages"]:
            if arguments.only not in page["name"]:
                continue
            measured = measure(page, told["cookie"], roots, arguments.seconds)
            results.append(measured)
            print(f"{page['name']:26} {measured['status']} {measured['queries']:3} queries "
                  f"{measured['cpu_ms']:7.2f} ms CPU {measured['p50_ms']:7.1f} ms p50 "
                  f"{measured['requests_per_second']:7.1f}/s {measured['bytes_gzip']:6} B", flush=True)  # fmt: skip
        application = measure_application(roots, f"/h/{HUB}/apply/")
        print(f"a whole application        {application}", flush=True)
        memories = {
            "web process (of 2)": round(max(memory(pid) for pid in family(web.pid)[1:]), 1),
            "web parent": round(memory(web.pid), 1),
            "database, all processes": round(sum(memory(pid) for pid in family(server.process or 0)), 1),
        }
    finally:
        web.terminate()
        web.wait(30)
        server.stop()
    if not arguments.only:
        write_report(
            HERE,
            {
                **circumstances(),
                "seconds_per_page": arguments.seconds,
                "start_up_seconds": round(took, 2),
                "memory_mb": memories,
                "application": application,
                "pages": results,
            },
        )


if __name__ == "__main__":
    main()
