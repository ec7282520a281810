"""The program `navet`: one word per thing an operator does. Modules plug in their own through their `program.py`.

Ends with 0 when it is done, 1 when it failed, 2 when the input was wrong. Errors are one line; NAVET_DEBUG=on shows all.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from navet.config.trouble import BAD_INPUT, FAILED, HOUSE, Trouble, WrongInput

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

INTERRUPTED = 130

DESCRIPTION = "The open platform on which a digital innovation hub runs. Settings are variables: navet settings."


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say and tell how it went."""
    parser = build_parser()
    arguments = parser.parse_args(words)
    os.environ["NAVET_ACT_AS"] = getattr(arguments, "act_as", "runtime")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navet.config.settings")
    try:
        make_ready(arguments)
        return int(arguments.run(arguments) or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("NAVET_DEBUG", "").lower() in {"on", "yes", "true", "1"}:
            raise
        print(f"navet {arguments.command}: {one_line(error)}", file=sys.stderr)
        return BAD_INPUT if is_bad_input(error) else FAILED


def make_ready(arguments: argparse.Namespace) -> None:
    """Reach the database for a module's command that asks it: the module stands below whoever knows where it is."""
    if getattr(arguments, "asks_database", False):
        from navet.config.keeping import ready_database

        ready_database()


def one_line(error: Exception) -> str:
    """The error as a person reads it; one that nobody foresaw keeps its name."""
    text = " ".join(str(error).split())
    foreseen = isinstance(error, Trouble | OSError) or type(error).__name__ in FORESEEN
    return text if foreseen and text else f"{type(error).__name__}: {text} (NAVET_DEBUG=on shows where)"


def is_bad_input(error: Exception) -> bool:
    """Whether the one who typed can mend it."""
    return isinstance(error, WrongInput) or type(error).__name__ == "WrongSetting"


# By name, for their modules are slow to load and often not needed.
FORESEEN = {"WrongSetting", "DatabaseTrouble", "OperationalError", "CommandError", "Refused", "NotFound", "NotAllowed"}


def build_parser() -> argparse.ArgumentParser:
    """The whole language of the program."""
    parser = argparse.ArgumentParser(prog="navet", description=DESCRIPTION, allow_abbrev=False)
    parser.add_argument("--version", action=Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_running(commands)
    add_keeping(commands)
    for path in sorted(HOUSE.glob("*/program.py")):
        if path.parent.name != "config":
            importlib.import_module(f"navet.{path.parent.name}.program").add_commands(commands)
    return parser


class Version(argparse.Action):
    """Print the version when asked, not before: reading it takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from navet.config.keeping import version

        print(f"navet {version()}")
        parser.exit()


def later(place: str) -> Callable[[argparse.Namespace], int]:
    """Load the code of a command only when it is asked for: `module:function`."""

    def run(arguments: argparse.Namespace) -> int:
        module, _, name = place.partition(":")
        done: int | None = getattr(importlib.import_module(f"navet.config.{module}"), name)(arguments)
        return done or 0

    return run


def add_running(commands: "Commands") -> None:
    """What runs Navet."""
    demo = commands.add_parser("demo", help="start everything with a demo region; Ctrl-C stops it")
    demo.add_argument("--fresh", action="store_true", help="forget the demo's data first")
    demo.set_defaults(run=later("demonstration:show_demo"))
    serve = commands.add_parser("serve", help="serve pages and API (production)")
    serve.set_defaults(run=later("serving:serve"))
    worker = commands.add_parser("worker", help="do the queued and timed work (production)")
    worker.set_defaults(run=later("serving:work"))
    stop = commands.add_parser("stop", help="stop the demo and the embedded PostgreSQL")
    stop.add_argument("--remove", action="store_true", help="remove the embedded database's data too")
    stop.set_defaults(run=later("demonstration:stop_everything"))


def add_keeping(commands: "Commands") -> None:
    """What keeps Navet in order."""
    migrate = commands.add_parser("migrate", help="bring the database and the static files in step with the code")
    migrate.set_defaults(run=later("keeping:migrate"), act_as="owner")
    prepare = commands.add_parser("prepare-demo")  # asked by `demo` only, so not in the list
    prepare.set_defaults(run=later("keeping:prepare_demo"), act_as="owner")
    load = commands.add_parser("load-demo", help="load the demo region, once")
    load.set_defaults(run=later("keeping:load_demo"), act_as="owner")
    check = commands.add_parser("check", help="is everything as it should be for production?")
    check.set_defaults(run=later("keeping:check"))
    settings = commands.add_parser("settings", help="every setting: meaning, default, present value")
    settings.add_argument("--markdown", action="store_true", help="as the table in docs/operate.md")
    settings.set_defaults(run=later("keeping:show_settings"))
    export = commands.add_parser("export", help="write everything a hub owns to one file")
    export.add_argument("--hub", required=True, metavar="SLUG", help="the hub, as in its address")
    export.add_argument("--out", required=True, metavar="FILE.zip", type=Path, help="the file to write")
    export.set_defaults(run=later("export:export_hub"), act_as="owner")
    first = commands.add_parser(
        "invite-administrator", help="make someone a hub's administrator, and tell how to sign in"
    )
    first.add_argument("--hub", required=True, metavar="SLUG", help="the hub, as in its address")
    first.add_argument("--name", help="the name of a hub that is to be opened")
    first.add_argument("--country", default="SE", help="the country of a hub that is to be opened: SE, NO …")
    first.add_argument("email", metavar="EMAIL", help="whom to invite")
    first.set_defaults(run=later("keeping:invite_administrator"), act_as="owner")
    database = commands.add_parser("database", help="the embedded PostgreSQL's address, for psql and pg_dump")
    database.add_argument("--superuser", action="store_true", help="the address for backup and restore")
    database.add_argument(
        "--programs", action="store_true", help="the folder of its pg_dump, pg_restore and psql instead"
    )
    database.set_defaults(run=later("keeping:show_database"))
    django = commands.add_parser("django", help="Django's own commands, as the owner of the tables", add_help=False)
    django.add_argument("words", nargs=argparse.REMAINDER)
    django.set_defaults(run=later("keeping:run_django"), act_as="owner")
