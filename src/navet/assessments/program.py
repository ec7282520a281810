"""The terminal's door to maturity: `navet maturity score FILE`."""

import argparse
import json
import sys
from pathlib import Path

from navet.assessments.score_file import score_file
from navet.questionnaires.places import Misplaced

BAD_INPUT = 2


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Plug `maturity` into the program."""
    maturity = commands.add_parser("maturity", help="digital maturity: scores from answers")
    actions = maturity.add_subparsers(dest="action", required=True, metavar="ACTION")
    scoring = actions.add_parser("score", help="score a file of answers and print the figures as JSON")
    scoring.add_argument("file", metavar="FILE", help="answers as JSON, or - for standard input")
    scoring.set_defaults(run=score_maturity)


def score_maturity(arguments: argparse.Namespace) -> int:
    """Print the figures and return 0; or say in one line what is wrong and return 2."""
    try:
        raw = sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
        answer = json.dumps(score_file(raw))
    except OSError as fault:
        return _refuse(f"{json.dumps(arguments.file)}: {fault.strerror or 'cannot be read'}")
    except (Misplaced, ValueError) as fault:
        return _refuse(str(fault))
    sys.stdout.write(f"{answer}\n")
    return 0


def _refuse(line: str) -> int:
    sys.stderr.write(f"{' '.join(line.split())}\n")
    return BAD_INPUT
