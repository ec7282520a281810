"""The program as an operator meets it: real processes, real ports on this machine only."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest

from navet.config.options import read_options
from navet.config.program import build_parser
from navet.config.safety import unsafe

SAFE = {
    "NAVET_PRODUCTION": "on",
    "NAVET_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "NAVET_DATABASE_URL": "postgresql://navet_app:x@db.example.org/navet?sslmode=verify-full",
    "NAVET_OWNER_DATABASE_URL": "postgresql://navet_owner:x@db.example.org/navet?sslmode=verify-full",
    "NAVET_BASE_URL": "https://help.example.org",
    "NAVET_HOSTS": "help.example.org",
    "NAVET_EMAIL_URL": "smtp://mail.example.org",
}
LIMIT = 120


def settings(**more: str) -> dict[str, str]:
    """Nothing of Navet's from outside, the source on the path, no terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NAVET_")}
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "default"} | more


def navet(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "navet", *words]
    return subprocess.run(
        command,
        check=False,
        env=settings(**more),
        capture_output=True,
        text=True,
        timeout=LIMIT,
        stdin=subprocess.DEVNULL,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status


class Demo:
    """One running `navet demo`."""

    started: ClassVar[list["Demo"]] = []

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.process = subprocess.Popen(
            [sys.executable, "-m", "navet", "demo"],
            env=settings(NAVET_STATE=str(state), NAVET_PORT=str(port)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self.started.append(self)
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops" in line:
                break

    def end(self, how: signal.Signals) -> int:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(how)
        self.said += self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(LIMIT)


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    with TemporaryDirectory(prefix="navet-") as folder:
        state = Path(folder) / "demo"
        yield state
        for demo in Demo.started:
            if demo.process.poll() is None:
                demo.end(signal.SIGTERM)
        navet("stop", "--remove", NAVET_STATE=str(state))


def left_running(state: Path) -> list[str]:
    told = subprocess.run(["ps", "-eo", "command="], capture_output=True, text=True, check=True)
    return [line for line in told.stdout.splitlines() if str(state) in line]


def test_every_command_has_help_and_none_loads_django():
    parser = build_parser()
    words = next(action for action in parser._actions if action.dest == "command").choices
    assert {"demo", "serve", "worker", "migrate", "check", "load-demo", "export", "settings", "aid", "maturity"} <= set(
        words
    )
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from navet.config.program import build_parser; build_parser(); print('django' in sys.modules)",
        ],
        check=False,
        env=settings(),
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert loaded.stdout.strip() == "False"


def test_unknown_words_are_bad_input():
    done = navet("dance")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_one_line_and_bad_input():
    done = navet("check", NAVET_PORT="many")
    assert (done.returncode, done.stderr) == (2, "navet check: NAVET_PORT must be a whole number from 1 to 65535\n")


def test_settings_are_shown_and_secrets_are_not():
    done = navet("settings", NAVET_SECRET_KEY="geheim")
    assert done.returncode == 0
    assert "NAVET_SECRET_KEY = (set)" in done.stdout
    assert "geheim" not in done.stdout


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_production_refuses_every_unsafe_setting_by_name(command, tmp_path):
    wrong = {
        "NAVET_PRODUCTION": "on",
        "NAVET_STATE": str(tmp_path),
        "NAVET_DEBUG": "off",
        "NAVET_HOSTS": "*",
        "NAVET_STAFF_SECOND_FACTOR": "off",
        "NAVET_DEMO": "on",
    }
    done = navet(command, **wrong)
    assert done.returncode == 1
    named = {line.split()[1] for line in done.stderr.splitlines() if line.startswith("unsafe: ")}
    assert named == {
        "NAVET_DEMO",
        "NAVET_SECRET_KEY",
        "NAVET_HOSTS",
        "NAVET_BASE_URL",
        "NAVET_STAFF_SECOND_FACTOR",
        "NAVET_EMAIL_URL",
        "NAVET_DATABASE_URL",
    }
    assert done.stderr.splitlines()[-1] == f"navet {command}: not started, 7 unsafe setting(s)"


def test_a_demo_never_runs_in_production(tmp_path):
    done = navet("demo", NAVET_PRODUCTION="on", NAVET_STATE=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("navet demo: NAVET_PRODUCTION is on")


def test_the_settings_of_the_operating_guide_are_safe():
    assert unsafe(read_options(SAFE)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NAVET_PRODUCTION", "off"),
        ("NAVET_DEBUG", "on"),
        ("NAVET_DEMO", "on"),
        ("NAVET_SECRET_KEY", ""),
        ("NAVET_SECRET_KEY", "short"),
        ("NAVET_SECRET_KEY", "ab" * 40),
        ("NAVET_HOSTS", "help.example.org,*"),
        ("NAVET_BASE_URL", ""),
        ("NAVET_BASE_URL", "http://help.example.org"),
        ("NAVET_STAFF_SECOND_FACTOR", "off"),
        ("NAVET_EMAIL_URL", ""),
        ("NAVET_DATABASE_URL", ""),
        ("NAVET_DATABASE_URL", "postgresql://navet_app:x@db.example.org/navet"),
        ("NAVET_DATABASE_URL", SAFE["NAVET_OWNER_DATABASE_URL"]),
    ],
)
def test_each_unsafe_setting_is_named(name, value):
    reasons = unsafe(read_options(SAFE | {name: value}))
    assert [reason.split()[0] for reason in reasons] == [name]


def test_the_embedded_database_may_serve_this_machine_only():
    private = SAFE | {"NAVET_DATABASE_URL": "", "NAVET_OWNER_DATABASE_URL": "", "NAVET_ALLOW_EMBEDDED": "on"}
    assert unsafe(read_options(private)) == []
    public = unsafe(read_options(private | {"NAVET_BIND": "0.0.0.0"}))
    assert [reason.split()[0] for reason in public] == ["NAVET_BIND"]


def test_a_database_that_does_not_answer_is_one_line(tmp_path):
    done = navet(
        "migrate", NAVET_DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/navet", NAVET_STATE=str(tmp_path)
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("navet migrate: ")


def test_the_demo_from_first_start_to_last_stop(state):
    """One story, for each start takes seconds: first run, port taken, killed, second run, export, check, stopped."""
    port = free_port()
    demo = Demo(state, port)
    assert f"http://localhost:{port}/h/syd/" in demo.said, demo.said
    assert " INFO " not in demo.said  # what the log tells is no news to a stranger
    assert [get(port, path) for path in ("/", "/h/syd/", "/h/trondelag/", "/health/")] == [200] * 4
    assert get(port, "/h/nowhere/") == 404

    second = navet("demo", NAVET_STATE=str(state), NAVET_PORT=str(port))
    assert second.returncode == 1
    assert "a demo runs already in" in second.stderr

    archive = state / "syd.zip"
    done = navet("export", "--hub", "syd", "--out", str(archive), NAVET_STATE=str(state))
    assert (done.returncode, done.stderr) == (0, "")
    assert_whole(archive)
    assert navet("export", "--hub", "syd", "--out", str(archive), NAVET_STATE=str(state)).returncode == 2
    assert navet("export", "--hub", "none", "--out", f"{archive}2", NAVET_STATE=str(state)).returncode == 2

    checked = navet("check", NAVET_STATE=str(state))
    assert "ok   the role cannot pass the wall between hubs" in checked.stdout
    assert "ok   tables outside the wall: none" in checked.stdout
    assert "ok   no migrations wait" in checked.stdout

    # As a power cut: nobody says farewell, not even the database.
    database = int((next(state.parent.glob("demo/postgres/*/postmaster.pid"))).read_text().splitlines()[0])
    demo.process.kill()
    demo.process.wait(LIMIT)
    demo.process.stdout.close()
    os.kill(database, signal.SIGKILL)

    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other = free_port()
        taken.bind(("127.0.0.1", other))
        taken.listen()
        again = Demo(state, other)
        assert f"Port {other} is taken; using " in again.said
        used = int(again.said.split("using ")[1].split(".")[0])
        assert get(used, "/h/syd/") == 200
        assert again.end(signal.SIGINT) == 0
    assert left_running(state) == []
    with pytest.raises(ConnectionRefusedError):
        get(used, "/")


def assert_whole(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        manifest = json.loads(opened.read("manifest.json"))
        assert manifest["hub"]["slug"] == "syd"
        assert set(opened.namelist()) == {*manifest["files"], "manifest.json"}
        partners = [json.loads(line) for line in opened.read("tables/hubs_partner.jsonl").splitlines()]
        assert len(partners) == manifest["files"]["tables/hubs_partner.jsonl"]["rows"] == 29
        assert {row["hub_id"] for row in partners} == {manifest["hub"]["id"]}
        people = [json.loads(line) for line in opened.read("tables/directory_person.jsonl").splitlines()]
        assert {tuple(row) for row in people} == {("id", "name", "email", "language")}
        assert "tables/directory_apikey.jsonl" not in opened.namelist()
        for name in opened.namelist():
            if name.endswith(".jsonl"):
                rows = [json.loads(line) for line in opened.read(name).splitlines()]
                assert {row["hub_id"] for row in rows if "hub_id" in row} <= {manifest["hub"]["id"], None}


def test_when_a_child_dies_everything_stops(state):
    demo = Demo(state, free_port())
    first = int((state / "demo.processes").read_text().split()[0])
    os.kill(first, signal.SIGKILL)
    assert demo.process.wait(LIMIT) == 1
    assert "navet demo: the web server ended" in demo.said + demo.process.stdout.read()
    demo.process.stdout.close()
    assert left_running(state) == []
