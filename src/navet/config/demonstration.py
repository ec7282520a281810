"""`navet demo`: everything a stranger needs to see Navet, started by one word and gone by one Ctrl-C."""

import argparse
import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from navet.config.children import Children, end_left_behind
from navet.config.keeping import write_secret
from navet.config.options import Options, read_options
from navet.config.serving import web_words
from navet.config.trouble import FAILED, HOUSE, Trouble

PORTS_TRIED = 50
PATIENCE_SECONDS = 90
FRONT_PAGE = "/h/syd/"
HUBS = ("syd", "trondelag")
WELCOME = "demo.json"
ENCODER = "encoder"  # without it needs are matched by letters alone


class Ended(Exception):
    """Somebody asked us to stop."""


def show_demo(arguments: argparse.Namespace) -> int:
    """Start database, web server and worker; print where and who; wait; stop everything."""
    chosen, environment = demo_settings()
    chosen.state.mkdir(parents=True, exist_ok=True)
    with only_one(chosen.state), ended_by_signal():
        end_left_behind(chosen.state / "demo.processes")
        if arguments.fresh:
            forget(chosen)
        started = chosen.embedded and chosen.server.start()
        children = Children(chosen.state / "demo.processes")
        try:
            return run_demo(chosen, environment, children)
        except (Ended, KeyboardInterrupt):
            print("\nStopping …", flush=True)
            return 0
        finally:
            with undisturbed():
                children.stop()
                if started:
                    chosen.server.stop()


def demo_settings() -> tuple[Options, dict[str, str]]:
    """The settings of a demo: what the operator said, and otherwise what makes it easy. Never production."""
    environment = dict(os.environ)
    if read_options(environment).production:
        raise Trouble("NAVET_PRODUCTION is on: a demo lets anyone in, so it never runs where real people are served")
    chosen = read_options(environment)
    environment["NAVET_DEMO"] = "on"
    environment["NAVET_ACT_AS"] = "runtime"
    environment.setdefault("NAVET_STAFF_SECOND_FACTOR", "off")
    environment.setdefault("NAVET_SECRET_KEY", write_secret(chosen.state / "secret-key"))
    port = free_port(chosen.bind, chosen.port)
    if port != chosen.port:
        print(f"Port {chosen.port} is taken; using {port}.", flush=True)
    environment["NAVET_PORT"] = str(port)
    return read_options(environment), environment


def run_demo(chosen: Options, environment: dict[str, str], children: Children) -> int:
    """Prepare, start, tell, wait."""
    prepare(chosen, environment)
    log = chosen.state / "demo.log"
    log.write_bytes(b"")
    children.start("web server", web_words(chosen, chosen.port), environment, log)
    children.start("worker", ["navet", "worker"], environment, log)
    if has_encoder(chosen):
        children.start(ENCODER, ["navet", "encoder"], environment, log)
    wait_for_front_page(chosen, children, log)
    print(welcome(chosen), flush=True)
    while True:
        time.sleep(0.5)
        dead = children.dead(but=ENCODER)
        if dead:
            print(f"navet demo: the {dead} ended: {last_words(log)}", file=sys.stderr)
            return FAILED


def has_encoder(chosen: Options) -> bool:
    """Whether the extra is installed and its model built."""
    from navet.encoding.encoder.card import FOLDER, MANIFEST

    return bool(find_spec("onnxruntime")) and (chosen.models / FOLDER / MANIFEST).exists()


def prepare(chosen: Options, environment: dict[str, str]) -> None:
    """Migrate, gather, load: only when code or database changed since the last time."""
    mark = chosen.state / "demo.prepared"
    state = fingerprint(chosen)
    if mark.exists() and mark.read_text() == state:
        return
    words = [sys.executable, "-m", "navet", "prepare-demo"]
    done = subprocess.run(words, env=environment | {"NAVET_ACT_AS": "owner"}, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise Trouble("the demo could not be prepared (see above)")
    mark.write_text(state)


def fingerprint(chosen: Options) -> str:
    """Changes when any file of Navet does, or when the database is another one."""
    told = hashlib.sha256()
    for path in sorted(HOUSE.rglob("*")):
        if path.suffix not in {".pyc", ".mo"} and path.is_file():
            seen = path.stat()
            told.update(f"{path.relative_to(HOUSE)} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    told.update(identity(chosen).encode())
    return told.hexdigest()


def identity(chosen: Options) -> str:
    """Which database this is."""
    if chosen.database_url:
        return chosen.database_url.as_url()
    mark = chosen.server.data / "navet.furnished"
    return f"{chosen.server.data} {mark.stat().st_mtime_ns if mark.exists() else ''}"


def wait_for_front_page(chosen: Options, children: Children, log: Path) -> None:
    """Come back when the front page answers. Raises `Trouble` when it does not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        dead = children.dead(but=ENCODER)
        if dead:
            raise Trouble(f"the {dead} did not start: {last_words(log)}")
        status = ask_front_page(chosen)
        if status and status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        if status:
            raise Trouble(f"the front page answers {status}: {last_words(log)}")
        time.sleep(0.1)
    raise Trouble(f"the front page does not answer; see {log}")


def ask_front_page(chosen: Options) -> int:
    """The front page's status; 0 when nobody listens yet."""
    host = "127.0.0.1" if chosen.bind in {"0.0.0.0", "::"} else chosen.bind  # noqa: S104 - only compared
    connection = http.client.HTTPConnection(host, chosen.port, timeout=30)
    with suppress(OSError):
        connection.request("GET", FRONT_PAGE, headers={"Host": f"localhost:{chosen.port}"})
        return connection.getresponse().status
    return 0


def welcome(chosen: Options) -> str:
    """Where to look and who to be. The loader leaves the people in `demo.json`: [{name, email, what}]."""
    lines = ["", "Navet is ready:", ""]
    lines += [f"  {chosen.address}/h/{slug}/" for slug in HUBS]
    lines.append("")
    with suppress(OSError, ValueError):
        people = json.loads((chosen.state / WELCOME).read_text())
        widest = max(len(person["email"]) for person in people)
        lines.append("On the sign-in page, step in as any of these people:")
        lines += [f"  {person['email']:<{widest}}  {person['name']}, {person['what']}" for person in people]
    lines += [
        "",
        f"Letters are written to {chosen.letters_folder}, the log to {chosen.state / 'demo.log'}.",
        "Ctrl-C stops everything.",
    ]
    return "\n".join(lines)


def last_words(log: Path) -> str:
    """The log's last line."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return f"{lines[-1] if lines else 'it said nothing'} (all of it in {log})"


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one nobody has."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        if is_free(host, port):
            return port
    raise Trouble(f"no port from {wanted} on is free: set NAVET_PORT")


def is_free(host: str, port: int) -> bool:
    """Whether we could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


@contextmanager
def only_one(state: Path) -> Iterator[None]:
    """One demo in one state folder. Raises `Trouble` when one runs already."""
    with (state / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"a demo runs already in {state}: stop that one first, or set NAVET_STATE") from None
        (state / "demo.pid").write_text(str(os.getpid()))
        yield
        (state / "demo.pid").unlink(missing_ok=True)


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """A signal to stop becomes `Ended`, so that everything is put away."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ended

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, end)
    yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """A second Ctrl-C does not break off the putting away."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    yield


def stop_everything(arguments: argparse.Namespace) -> int:
    """Stop a running demo and the embedded PostgreSQL; with `--remove`, remove its data."""
    chosen = read_options(os.environ)
    with suppress(FileNotFoundError, ValueError, ProcessLookupError):
        os.kill(int((chosen.state / "demo.pid").read_text()), signal.SIGTERM)
        wait_until_free(chosen.state)
    if chosen.state.exists():
        end_left_behind(chosen.state / "demo.processes")
        chosen.server.stop()
    if arguments.remove:
        forget(chosen)
    return 0


def wait_until_free(state: Path) -> None:
    """Wait until the demo has let go of its state folder."""
    with (state / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def forget(chosen: Options) -> None:
    """Remove the embedded database and what was made of it."""
    chosen.server.remove()
    for name in ("demo.prepared", WELCOME):
        (chosen.state / name).unlink(missing_ok=True)
