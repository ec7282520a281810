"""Writes an answer to a file so that nobody ever finds half of it."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Any


def write_whole(path: Path, answer: Mapping[str, Any]) -> None:
    """Write beside and rename, so that whoever reads, or kills us, finds a whole answer: the new or the last one."""
    for left in path.parent.glob(f".{escape(path.name)}.*.part"):
        _clear_away(left)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            stream.write(f"{json.dumps(answer)}\n")
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _clear_away(beside: Path) -> None:
    """Remove what was half written when its process was killed."""
    if not _is_running(beside.suffixes[-2][1:]):
        # Another person's file is theirs to remove.
        with suppress(OSError):
            beside.unlink()


def _is_running(process: str) -> bool:
    """Whether somebody may still be writing: the process is there, or the name is none that we give."""
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except (PermissionError, ValueError):
        return True
    return True
