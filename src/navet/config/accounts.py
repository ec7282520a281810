"""Whom the embedded PostgreSQL runs as, and whether its process lives."""

import contextlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path


class DatabaseTrouble(RuntimeError):
    """The embedded PostgreSQL cannot do what was asked; the message is one line for a person."""


@dataclass(frozen=True)
class Account:
    """The operating system's account that the server runs as; PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int

    @property
    def ours(self) -> bool:
        """Whether that is simply who we are."""
        return self.uid == os.geteuid()

    def may_reach(self, place: Path) -> bool:
        """Whether the account can pass through every folder above this place."""
        return all(self._may_pass(above) for above in place.absolute().parents if above.exists())

    def _may_pass(self, place: Path) -> bool:
        seen = place.stat()
        return bool(seen.st_mode & (0o100 if seen.st_uid == self.uid else 0o001))


def server_account() -> Account:
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            known = pwd.getpwnam(name)
            return Account(name, known.pw_uid, known.pw_gid)
    raise DatabaseTrouble("PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody'")


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_postgres(process: int) -> bool:
    """Whether the process is a PostgreSQL server; its number may have gone to another program since."""
    if not is_alive(process):
        return False
    told = subprocess.run(["ps", "-o", "command=", "-p", str(process)], capture_output=True, text=True, check=False)
    return "postgres" in told.stdout
