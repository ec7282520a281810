"""Writes an answer to a file so that nobody ever finds half of it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_whole(path: Path, answer: Mapping[str, Any]) -> None:
    """Write beside and rename, so that whoever reads, or kills us, finds a whole answer: the new or the last one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            stream.write(f"{json.dumps(answer)}\n")
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
