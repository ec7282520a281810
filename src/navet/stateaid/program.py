"""The terminal's door: `navet aid check FILE`."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from navet.stateaid.check_file import BadInput, check

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

BAD_INPUT = 2


def add_commands(commands: "Commands") -> None:
    """Add `aid` and what can be asked of it."""
    aid = commands.add_parser("aid", help="ask the state-aid ledger's rules")
    questions = aid.add_subparsers(dest="question", required=True, metavar="QUESTION")
    question = questions.add_parser(
        "check",
        help="would this aid keep to the ceiling?",
        description="Would this aid keep to the ceiling? Reads one JSON object, writes the answer as JSON.",
    )
    question.add_argument("file", metavar="FILE", help="the question as JSON, or - for standard input")
    question.set_defaults(run=check_aid)


def check_aid(arguments: argparse.Namespace) -> int:
    """Print the answer; on bad input print one line that names the place, and end with status 2."""
    try:
        answer = check(_content(arguments.file))
    except (BadInput, OSError) as error:
        print(f"navet aid check: {_one_line(error)}", file=sys.stderr)
        return BAD_INPUT
    print(json.dumps(answer, indent=2))
    return 0


def _content(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _one_line(error: Exception) -> str:
    reason = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
    return ascii(reason)[1:-1] if not reason.isprintable() else reason
