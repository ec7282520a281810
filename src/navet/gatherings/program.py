"""The terminal's door to timetables: `navet timetable solve`, `repair`, `mix` and `build`."""

import argparse
import json
import math
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from navet.questionnaires.places import Misplaced

if TYPE_CHECKING:
    from navet.mixing.rounds import Mix
    from navet.timetable.day import Answer

    Actions = argparse._SubParsersAction[Any]

Made = TypeVar("Made")
Plain = dict[str, Any]

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
LOOKS_PER_SECOND, LINES_PER_SECOND = 10, 2
SECONDS_BETWEEN_SIGNALS = 1
SHARE = 10  # of the time, at most one part is spent on writing plans that are not the last
LONGEST = 1e7  # seconds; beyond, clocks of the solvers overflow
SECONDS_OF_A_MIX = 10.0

ABOUT = """\
Who meets whom, when and at which table: plans a day of meetings, mends the plan when the
day turns out otherwise, and mixes groups at round tables. Every plan is checked by an
independent checker before it is written, and says how far it is from the best possible one."""
STEPS = """\
in three steps:
  1. write the day down as day.json:
       {"slots": 4, "tables": 2, "people": ["Ada", "Bo", "Cy"],
        "meetings": [{"id": "m1", "people": ["Ada", "Bo"]}, {"id": "m2", "people": ["Bo", "Cy"]}]}
  2. navet timetable solve day.json --seconds 60 --out plan.json
  3. on the day, when somebody does not come:
       navet timetable repair day.json plan.json changes.json --out new-plan.json

`navet timetable solve --help` tells all that a day can hold."""


class Refusal(Exception):
    """Why there is no answer, as a line for the person who asked."""

    def __init__(self, line: str, status: int = BAD_INPUT) -> None:
        super().__init__(line)
        self.status = status


class Asking(argparse.ArgumentParser):
    """Says in one line what is wrong with the words, and loads its explanations only when asked for them."""

    def format_help(self) -> str:
        from navet.gatherings.day_file.explained import EXPLAINED

        self.description, self.epilog = EXPLAINED[self.prog.split()[-1]]
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {_one_line(message)} (see {self.prog} --help)\n")


def add_commands(commands: "Actions") -> None:
    """Plug `timetable` into the program."""
    timetable = commands.add_parser(
        "timetable",
        help="who meets whom, when and at which table; round tables that mix",
        description=ABOUT,
        epilog=STEPS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    timetable.set_defaults(run=lambda _: timetable.print_help())
    actions = timetable.add_subparsers(dest="action", metavar="ACTION", parser_class=Asking)
    solving = _action(actions, "solve", "plan a day of meetings", solve_day)
    solving.add_argument("file", metavar="FILE", help="the day as JSON, or - for standard input")
    repairing = _action(actions, "repair", "mend a plan after changes", repair_plan)
    repairing.add_argument(
        "file", metavar="FILE", help="the day as JSON; - for standard input, as for one of the others"
    )
    repairing.add_argument("plan", metavar="PLAN.json", help="the answer of solve")
    repairing.add_argument("changes", metavar="CHANGES.json", help="what happened")
    mixing = _action(actions, "mix", "mix people at round tables", mix_tables)
    mixing.add_argument("--people", type=_number(2, 10_000), required=True, metavar="N", help="how many people")
    mixing.add_argument("--table-size", type=_number(2, 10_000), required=True, metavar="K", help="how many at a table")
    mixing.add_argument("--rounds", type=_number(1, 1000), required=True, metavar="R", help="how many rounds")
    mixing.add_argument("--apart", metavar="FILE", help="JSON list of pairs who never sit together, or -")
    for action in (solving, repairing):
        action.add_argument("--threads", type=_number(1, 64), default=2, metavar="N", help="1 to 64 (2 unless said)")
    for action in (solving, repairing, mixing):
        action.add_argument("--seconds", type=_seconds, metavar="N", help="stop after so many seconds")
        action.add_argument("--memory", type=_number(1, 10**6), metavar="MB", help="stop when it holds so much memory")
        action.add_argument("--seed", type=_number(0, 2**31), default=1, metavar="N", help="chance starts here")
        action.add_argument("--out", metavar="PLAN.json", help="write the answer here, each better one as it comes")
    _action(actions, "build", "compile the solver beforehand", build_solver)


def solve_day(arguments: argparse.Namespace) -> int:
    """Write the best plan of a day."""
    return _told(arguments, _solve)


def repair_plan(arguments: argparse.Namespace) -> int:
    """Write a plan for what is left of the day."""
    return _told(arguments, _repair)


def mix_tables(arguments: argparse.Namespace) -> int:
    """Write who sits where in each round."""
    return _told(arguments, _mix)


def build_solver(arguments: argparse.Namespace) -> int:
    """Compile everything that is compiled."""
    from navet.mixing import rounds
    from navet.timetable import planner

    planner.build()
    rounds.build()
    return 0


def _action(
    actions: "Actions", name: str, help: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    look = argparse.RawDescriptionHelpFormatter
    action: argparse.ArgumentParser = actions.add_parser(name, help=help, formatter_class=look, allow_abbrev=False)
    action.set_defaults(run=run)
    return action


def _solve(arguments: argparse.Namespace) -> int:
    from navet.gatherings.day_file import answer_json, read_day
    from navet.gatherings.plan_checker import faults

    raw = _content(arguments.file)
    day = _read(arguments.file, lambda: read_day(raw))
    outlet = Outlet(arguments, lambda answer: faults(_plain(raw), answer))
    with Watch(arguments, len(day.meetings), lambda answer: outlet.offer(answer_json(answer))) as watch:
        from navet.timetable.planner import solve

        answer = watch.wait(lambda: solve(day, **_limits(arguments, watch), threads=arguments.threads))
        return outlet.close(answer_json(answer), stopped=watch.stop.is_set())


def _repair(arguments: argparse.Namespace) -> int:
    from navet.gatherings.day_file import moved_json, read_changes, read_day, read_plan, repaired_json
    from navet.gatherings.plan_checker import repair_faults

    files = (arguments.file, arguments.plan, arguments.changes)
    if files.count("-") > 1:
        raise Refusal("only one file can come from standard input")
    raw = [_content(file) for file in files]
    day = _read(files[0], lambda: read_day(raw[0]))
    plan = _read(files[1], lambda: read_plan(raw[1], day))
    changes = _read(files[2], lambda: read_changes(raw[2], day))
    outlet = Outlet(arguments, lambda answer: repair_faults(_plain(raw[0]), _plain(raw[1]), _plain(raw[2]), answer))
    meetings = len(day.meetings) + len(changes.wanted)
    with Watch(arguments, meetings, lambda answer: outlet.offer(moved_json(answer, plan, changes.now))) as watch:
        from navet.timetable.planner import repair

        limits = {**_limits(arguments, watch), "threads": arguments.threads}
        repaired = watch.wait(lambda: repair(day, plan, changes, **limits))
        choices = [(choice.moved, choice.answer) for choice in repaired.choices]
        return outlet.close(repaired_json(repaired.answer, repaired.moved, choices), stopped=watch.stop.is_set())


def _mix(arguments: argparse.Namespace) -> int:
    from navet.gatherings.day_file import mix_json, read_apart
    from navet.gatherings.plan_checker import mix_faults

    file, people = arguments.apart, arguments.people
    apart = [] if file is None else _read(file, lambda: read_apart(_content(file), people))
    asked = (people, arguments.table_size, arguments.rounds)
    outlet = Outlet(arguments, lambda answer: mix_faults(*asked, apart, answer))
    with Watch(arguments, 0, lambda mixed: outlet.offer(mix_json(mixed))) as watch:
        from navet.mixing.rounds import mix

        limits = {**_limits(arguments, watch), "seconds": arguments.seconds or SECONDS_OF_A_MIX}
        mixed = watch.wait(lambda: mix(*asked, apart=apart, **limits))
        return outlet.close(mix_json(mixed), stopped=watch.stop.is_set())


class Watch:
    """Waits for the solver in the main thread, which hears signals, and tells how far it is."""

    def __init__(self, arguments: argparse.Namespace, meetings: int, offer: Callable[[Any], None]) -> None:
        self.memory, self.meetings, self.offer = arguments.memory or math.inf, meetings, offer
        self.stop = threading.Event()
        self.heard: Answer | Mix | None = None
        self.began = time.monotonic()
        self.stopped_at = math.inf
        self.said, self.said_at = "", -math.inf
        self.offered, self.offers_at = "", -math.inf

    def __enter__(self) -> Self:
        self.before = {each: signal.signal(each, self.halt) for each in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_: object) -> None:
        for each, handler in self.before.items():
            signal.signal(each, handler)

    def halt(self, number: int, frame: FrameType | None) -> None:
        """Ask for the best plan so far; who asks again later will not wait for it."""
        now = time.monotonic()
        if now > self.stopped_at + SECONDS_BETWEEN_SIGNALS:
            raise KeyboardInterrupt
        self.stopped_at = min(now, self.stopped_at)
        self.stop.set()

    def hear(self, answer: "Answer | Mix") -> None:
        """Take a better plan or bound, in whatever thread it was found."""
        self.heard = answer

    def wait(self, work: Callable[[], Made]) -> Made:
        """What the work brings."""
        future: Future[Made] = Future()
        # A daemon, so that a solver that does not listen can not keep the program from ending.
        threading.Thread(target=_fulfil, args=(future, work), daemon=True).start()
        while not wait([future], 1 / LOOKS_PER_SECOND).done:
            if not self.stop.is_set() and _held_mb() > self.memory:
                print(f"stopped at {self.memory} MB of memory", file=sys.stderr, flush=True)
                self.stop.set()
            if self.heard and time.monotonic() > self.said_at + 1 / LINES_PER_SECOND:
                self.tell(self.heard)
                self.keep(self.heard)
        if self.heard:
            self.tell(self.heard)
        return future.result()

    def tell(self, answer: "Answer | Mix") -> None:
        """Say how far the search is, when that has changed."""
        line = self.line(answer)
        if line != self.said:
            self.said, self.said_at = line, time.monotonic()
            print(f"{self.said_at - self.began:.1f} s  {line}", file=sys.stderr, flush=True)

    def keep(self, answer: "Answer | Mix") -> None:
        """Offer a plan that is better than the last; not so often that it takes the search's time."""
        begin = time.monotonic()
        better = self.line(answer).rpartition("bound")[0]
        if answer.status != "unknown" and better != self.offered and begin > self.offers_at:
            self.offer(answer)
            self.offered, self.offers_at = better, begin + SHARE * (time.monotonic() - begin)

    def line(self, answer: "Answer | Mix") -> str:
        """Where the search is."""
        if answer.status == "unknown":
            return f"no plan yet  bound {answer.bound}"
        if hasattr(answer, "repeats"):
            return f"repeats {answer.repeats}  bound {answer.bound}"
        return f"held {answer.held}/{self.meetings}  breaks {answer.breaks}  bound {answer.bound}"


class Outlet:
    """Where the answer goes once the checker has found nothing wrong with it."""

    def __init__(self, arguments: argparse.Namespace, check: Callable[[Plain], list[str]]) -> None:
        self.path = None if arguments.out is None else _replaceable(arguments)
        self.check = check

    def offer(self, answer: Plain) -> None:
        """Keep a plan that is good so far. What goes wrong here goes wrong at the end too, and is told there."""
        if self.path and not self.check(answer):
            from navet.gatherings.day_file import write_whole

            try:
                write_whole(self.path, answer)
            except OSError:
                return

    def close(self, answer: Plain, *, stopped: bool) -> int:
        """Give the answer, unless there is none because somebody stopped the search."""
        if stopped and answer["status"] == "unknown":
            raise Refusal("stopped before there was a plan", INTERRUPTED)
        if faults := self.check(answer):
            first = f"the answer broke a rule and was not written: {faults[0]}"
            raise Refusal(f"{first}. The fault is Navet's; please report it with the file", FAILED)
        if self.path is None:
            print(json.dumps(answer))
            return 0
        from navet.gatherings.day_file import write_whole

        try:
            write_whole(self.path, answer)
        except OSError as fault:
            raise Refusal(f"--out {self.path}: {fault.strerror}", FAILED) from fault
        return 0


def _told(arguments: argparse.Namespace, act: Callable[[argparse.Namespace], int]) -> int:
    try:
        return act(arguments)
    except Refusal as refusal:
        print(f"navet timetable {arguments.action}: {_one_line(str(refusal))}", file=sys.stderr)
        return refusal.status


def _limits(arguments: argparse.Namespace, watch: Watch) -> dict[str, Any]:
    return {"seconds": arguments.seconds, "seed": arguments.seed, "stop": watch.stop, "tell": watch.hear}


def _fulfil(future: "Future[Made]", work: Callable[[], Made]) -> None:
    try:
        future.set_result(work())
    except BaseException as fault:  # noqa: BLE001 - the main thread raises it again
        future.set_exception(fault)


def _content(file: str) -> bytes:
    """A file's bytes, no more of them than are read anyway."""
    from navet.gatherings.day_file import TOO_LARGE

    try:
        if file == "-":
            return sys.stdin.buffer.read(TOO_LARGE)
        with Path(file).open("rb") as stream:
            return stream.read(TOO_LARGE)
    except OSError as fault:
        raise Refusal(f"{file}: {fault.strerror}") from fault


def _read(file: str, reading: Callable[[], Made]) -> Made:
    try:
        return reading()
    except Misplaced as fault:
        raise Refusal(f"{'standard input' if file == '-' else file}: {fault}") from fault


def _plain(raw: bytes) -> Any:
    return json.loads(raw.decode("utf-8-sig"))


def _replaceable(arguments: argparse.Namespace) -> Path:
    """Where to write, known to be possible before the long search begins. A device is no file: it must not be replaced."""
    path = Path(arguments.out).resolve()
    reasons = {
        "there is no such folder": not path.parent.is_dir(),
        "is not a file that can be replaced": path.exists() and not path.is_file(),
        "the folder can not be written into": path.parent.is_dir() and not os.access(path.parent, os.W_OK),
        "is a file that is read": path in _files_read(arguments),
    }
    for reason, holds in reasons.items():
        if holds:
            raise Refusal(f"--out {arguments.out}: {reason}")
    return path


def _files_read(arguments: argparse.Namespace) -> set[Path]:
    """All but the plan: a repaired plan may take the place of the one it repairs."""
    files = (getattr(arguments, name, None) for name in ("file", "changes", "apart"))
    return {Path(file).resolve() for file in files if file and file != "-"}


def _held_mb() -> float:
    """The most memory this process has held."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return kilobytes / 1024


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return min(seconds, LONGEST)


def _one_line(text: str) -> str:
    return text if text.isprintable() else ascii(text)[1:-1]
