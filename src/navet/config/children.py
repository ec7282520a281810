"""Programs we start and stop: the web server and the worker of a demo."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

GRACE_SECONDS = 8.0
FAREWELL_SECONDS = 3.0
OURS = ("navet", "gunicorn")


class Children:
    """Programs that live no longer than we do. Their numbers are written down, for those who die without a farewell."""

    def __init__(self, register: Path) -> None:
        self.register = register
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, words: list[str], environment: Mapping[str, str], log: Path) -> None:
        """Start a Python program whose words go to a log. A Ctrl-C at the terminal reaches us, not it."""
        with log.open("ab") as out:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *words],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.register.write_text("".join(f"{child.pid}\n" for child in self.running.values()))

    def dead(self, *, but: str = "") -> str | None:
        """The name of one that has ended, if any; the one that the rest can do without is not meant."""
        ended = (name for name, child in self.running.items() if child.poll() is not None)
        return next((name for name in ended if name != but), None)

    def stop(self) -> None:
        """End all, last first: kindly, then not."""
        for child in reversed(self.running.values()):
            tell(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self.register.unlink(missing_ok=True)


def tell(process: int, what: signal.Signals) -> None:
    """Send a signal, unless the process is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, what)


def end_left_behind(register: Path) -> None:
    """End programs that an earlier run, killed without warning, left behind."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        numbers = [int(line) for line in register.read_text().splitlines()]
        for what, patience in ((signal.SIGTERM, FAREWELL_SECONDS), (signal.SIGKILL, 1.0)):
            left = [number for number in numbers if is_ours(number)]
            for number in left:
                tell(number, what)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline and any(is_ours(number) for number in left):
                time.sleep(0.1)
        register.unlink()


def is_ours(number: int) -> bool:
    """Whether this process number still belongs to a program of ours."""
    told = subprocess.run(["ps", "-o", "command=", "-p", str(number)], capture_output=True, text=True, check=False)
    return any(name in told.stdout for name in OURS)
