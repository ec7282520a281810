"""Files that nobody ever finds half of."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Write beside and rename, so that whoever reads, or kills us, finds a whole file: the new or the last one."""
    for left in path.parent.glob(f".{escape(path.name)}.*.part"):
        if not _is_running(left.suffixes[-2][1:]):
            with suppress(OSError):  # another person's file is theirs to remove
                left.unlink()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _is_running(process: str) -> bool:
    """Whether somebody may still be writing: the process is there, or the name is none that we give."""
    try:
        with suppress(PermissionError, ValueError):
            os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    return True
