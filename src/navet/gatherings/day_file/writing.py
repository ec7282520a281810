"""Writes an answer to a file so that nobody ever finds half of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from navet.kit.whole_files import written_whole


def write_whole(path: Path, answer: Mapping[str, Any]) -> None:
    """Whoever reads, or kills us, finds a whole answer: the new or the last one."""
    with written_whole(path) as stream:
        stream.write(f"{json.dumps(answer)}\n".encode())
