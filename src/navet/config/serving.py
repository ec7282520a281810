"""`navet serve` and `navet worker`: the two programs of a real installation."""

import argparse
import os
import sys

from navet.config.options import Options, options
from navet.config.safety import is_loopback, unsafe
from navet.config.trouble import Trouble

REQUESTS_BEFORE_RENEWAL = 20_000
CONNECT_SECONDS = 10


def serve(_: argparse.Namespace) -> int:
    """Become the web server. Refused with unsafe settings, each named."""
    refuse_unsafe(options)
    reach_database(options)
    os.execv(sys.executable, [sys.executable, "-m", *web_words(options, options.port)])


def work(_: argparse.Namespace) -> int:
    """Become the worker. Refused with unsafe settings, each named."""
    refuse_unsafe(options)
    reach_database(options)
    return run_worker()


def run_worker() -> int:
    """Do jobs until told to stop; the job at hand is finished first."""
    import django
    from django.core.management import call_command

    django.setup()
    words = ["worker", f"--concurrency={options.jobs}", "--delete-jobs=successful", "--shutdown-graceful-timeout=20"]
    call_command("procrastinate", *words)
    return 0


def web_words(chosen: Options, port: int) -> list[str]:
    """How the web server is started: the code is loaded once and shared by its processes."""
    host = f"[{chosen.bind}]" if ":" in chosen.bind else chosen.bind
    return [
        "gunicorn",
        "navet.config.wsgi",
        f"--bind={host}:{port}",
        f"--workers={chosen.workers}",
        f"--threads={chosen.threads}",
        "--worker-class=gthread",
        "--preload",
        f"--max-requests={REQUESTS_BEFORE_RENEWAL}",
        f"--max-requests-jitter={REQUESTS_BEFORE_RENEWAL // 10}",
        "--timeout=60",
        "--graceful-timeout=20",
        "--keep-alive=5",
        "--no-control-socket",
        f"--forwarded-allow-ips={'*' if chosen.trusted_proxy else '127.0.0.1'}",
        f"--log-level={chosen.log_level}",
        "--name=navet",
    ]


def refuse_unsafe(chosen: Options) -> None:
    """Raise with every unsafe setting. Without NAVET_PRODUCTION only this machine itself is served."""
    if not chosen.production and is_loopback(chosen.bind):
        return
    reasons = unsafe(chosen)
    if reasons:
        for reason in reasons:
            print(f"unsafe: {reason}", file=sys.stderr)
        raise Trouble(f"not started, {len(reasons)} unsafe setting(s)")


def reach_database(chosen: Options) -> None:
    """Start the embedded PostgreSQL when it serves and does not run yet; knock at a server of one's own."""
    if chosen.embedded:
        chosen.server.start()
        return
    import psycopg

    psycopg.connect(chosen.database.as_url(), connect_timeout=CONNECT_SECONDS).close()
