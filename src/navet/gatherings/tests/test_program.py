"""`navet timetable`: the contract, through the terminal's door. Some of it as real processes that are told to stop."""

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba.core.dispatcher import Dispatcher

from navet.config.program import build_parser
from navet.gatherings import program
from navet.gatherings.plan_checker import faults, mix_faults, repair_faults
from navet.mixing.proof import Status
from navet.timetable import planner
from navet.timetable.day import Answer, Because, Seat

LIMIT = 120
DAY = {
    "slots": 3,
    "tables": 1,
    "people": ["Ada", "Bo", "Cy"],
    "meetings": [{"id": "m1", "people": ["Ada", "Bo"]}, {"id": "m2", "people": ["Bo", "Cy"]}],
}
BEST = Answer(Status.OPTIMAL, 0, 0, 2, 2, 2, 0.1, {"m1": Seat(0, 0), "m2": Seat(1, 0)}, ())
GOOD = Answer(Status.FEASIBLE, 1, 0, 2, 2, 2, 0.1, {"m1": Seat(0, 0), "m2": Seat(2, 0)}, ())
NONE = Answer(Status.UNKNOWN, None, 0, 0, 0, 2, 0.1, {}, ())


def run(*words: str) -> int:
    arguments = build_parser().parse_args(["timetable", *words])
    return arguments.run(arguments) or 0


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "navet", "timetable", *words]


def surroundings() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def navet(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*words), check=False, env=surroundings(), capture_output=True, timeout=LIMIT, input=given
    )


@contextlib.contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command(*words), env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def written(folder: Path, **files: object) -> list[str]:
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return [str(folder / f"{name}.json") for name in files]


@pytest.fixture
def file(tmp_path) -> str:
    return written(tmp_path, day=DAY)[0]


def core(monkeypatch, solve: Callable[..., Answer]) -> None:
    """A solver that does what the test needs, in place of the real one."""
    monkeypatch.setattr(planner, "solve", solve)


def long_day() -> dict:
    """More meetings than can be planned provably well in the time of a test."""
    chance = random.Random(7)
    people = [f"p{number}" for number in range(200)]
    pairs = sorted({tuple(sorted(chance.sample(people, 2))) for _ in range(900)})
    away = {person: chance.sample(range(20), 2) for person in people[::3]}
    return {
        "slots": 20,
        "tables": 60,
        "people": people,
        "away": away,
        "meetings": [{"id": f"m{number}", "people": pair} for number, pair in enumerate(pairs)],
        "hold": "most",
    }


def test_a_search_that_holds_too_much_memory_gives_the_best_plan_so_far(file, monkeypatch, capsys):
    held = iter([100.0, 499.0, 501.0])
    monkeypatch.setattr(program, "_held_mb", lambda: next(held))

    def solve(day, *, stop, tell, **_):
        tell(GOOD)
        assert stop.wait(LIMIT)
        return GOOD

    core(monkeypatch, solve)
    assert run("solve", file, "--memory", "500") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["breaks"] == 1
    assert said.err.count("stopped at 500 MB of memory") == 1
    assert list(held) == []


def test_the_memory_a_process_holds_is_known():
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    assert program._held_mb() == pytest.approx(peak / 1024, rel=0.1)


def test_timetable_alone_explains_itself():
    told = navet()
    assert (told.returncode, told.stderr) == (0, b"")
    for words in (b"in three steps:", b"navet timetable solve day.json", b"repair", b"mix", b"build"):
        assert words in told.stdout


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("solve", ("Plan a day of meetings.", '"after": ["m7"]', "--seconds", "examples:", "Ctrl-C")),
        ("repair", ("Mend a plan", '{"now": 5,', "PLAN.json", "example:")),
        ("mix", ("Mix people at round tables", "--table-size", "example:")),
        ("build", ("Compile",)),
    ],
)
def test_every_action_explains_itself(capsys, action, words):
    with pytest.raises(SystemExit) as end:
        run(action, "--help")
    said = capsys.readouterr().out
    assert end.value.code == 0
    assert [word for word in words if word not in said] == []


def test_the_example_in_the_explanation_is_a_day(monkeypatch, capsys, tmp_path):
    run()
    example = capsys.readouterr().out.partition("day.json:\n")[2].partition("  2. ")[0]
    (tmp_path / "day.json").write_text(example)
    core(monkeypatch, lambda day, **_: BEST)
    assert run("solve", str(tmp_path / "day.json")) == 0


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["solve"], "the following arguments are required: FILE"),
        (["solve", "f", "--seconds", "0"], "argument --seconds: '0' is not a number of seconds above 0"),
        (["solve", "f", "--seconds", "nan"], "argument --seconds: 'nan' is not a number of seconds above 0"),
        (["solve", "f", "--seconds", "inf"], "argument --seconds: 'inf' is not a number of seconds above 0"),
        (["solve", "f", "--seconds", "soon"], "argument --seconds: 'soon' is not a number of seconds above 0"),
        (["solve", "f", "--threads", "65"], "argument --threads: '65' is not a whole number from 1 to 64"),
        (["solve", "f", "--threads", "two"], "argument --threads: 'two' is not a whole number from 1 to 64"),
        (["solve", "f", "--seed", "-1"], "argument --seed: '-1' is not a whole number from 0 to 2147483648"),
        (["solve", "f", "--seed", "9" * 20], f"argument --seed: '{'9' * 20}' is not a whole number from 0 to 2147483648"),
        (["solve", "f", "--sec", "1"], "unrecognized arguments: --sec 1"),
        (["mix", "--people", "5", "--rounds", "3"], "the following arguments are required: --table-size"),
    ],
)  # fmt: skip
def test_wrong_words_are_one_line(capsys, words, line):
    with pytest.raises(SystemExit) as end:
        run(*words)
    said = capsys.readouterr()
    # What no action knows is refused by the program as a whole, with its usage.
    assert (end.value.code, said.out) == (2, "")
    assert line in said.err


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "line 1, column 1: not JSON (Expecting value)"),
        (json.dumps(DAY | {"tables": 0}).encode(), "tables: 0 is not between 1 and 100000"),
        (json.dumps(DAY | {"people": ["Ada", "Bo"]}).encode(), 'meetings[1].people[1]: "Cy" is not one of the people'),
        (b"[" * 10_500_000, "is too large (10 MB or more): a file must be smaller than 10 MB"),
    ],
)
def test_a_bad_day_is_one_line_that_names_file_and_place(tmp_path, content, line):
    (tmp_path / "day.json").write_bytes(content)
    told = navet("solve", str(tmp_path / "day.json"))
    assert (told.returncode, told.stdout) == (2, b"")
    assert told.stderr.decode() == f"navet timetable solve: {tmp_path / 'day.json'}: {line}\n"


def test_a_file_that_is_not_there_is_one_line(capsys, tmp_path):
    assert run("solve", str(tmp_path / "no\nwhere")) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.endswith("nowhere: No such file or directory\n".replace("now", "no\\nw"))


def test_a_bad_day_from_standard_input_is_named_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"{}")))
    assert run("solve", "-") == 2
    assert capsys.readouterr().err == "navet timetable solve: standard input: slots: is missing\n"


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("plan", "plan.json: plan.m9: is not one of the day's meetings"),
        ("changes", 'changes.json: gone[0]: "Di" is not one of the people'),
    ],
)  # fmt: skip
def test_the_bad_file_of_a_repair_is_named(capsys, tmp_path, wrong, line):
    bad = {"plan": {"plan": {"m9": {"slot": 0, "table": 0}}}, "changes": {"now": 0, "gone": ["Di"]}}
    files = written(tmp_path, day=DAY, **{"plan": {"plan": {}}, "changes": {"now": 0}, wrong: bad[wrong]})
    assert run("repair", *files) == 2
    assert capsys.readouterr().err == f"navet timetable repair: {tmp_path}/{line}\n"


def test_standard_input_is_read_once(capsys):
    assert run("repair", "-", "-", "changes.json") == 2
    assert capsys.readouterr().err == "navet timetable repair: only one file can come from standard input\n"


def test_bad_pairs_are_one_line(capsys, tmp_path):
    (pairs,) = written(tmp_path, apart=[[0, 5]])
    assert run("mix", "--people", "5", "--table-size", "2", "--rounds", "2", "--apart", pairs) == 2
    assert capsys.readouterr().err == f"navet timetable mix: {pairs}: [0][1]: 5 is not between 0 and 4\n"


def test_where_nothing_can_be_written_is_said_before_the_search(capsys, tmp_path, file):
    for out, reason in (
        (tmp_path / "none" / "plan.json", "there is no such folder"),
        (tmp_path, "is not a file that can be replaced"),
        (Path(os.devnull), "is not a file that can be replaced"),
        (Path(file), "is a file that is read"),
    ):
        assert run("solve", file, "--out", str(out)) == 2
        assert capsys.readouterr().err == f"navet timetable solve: --out {out}: {reason}\n"


def test_what_breaks_a_rule_is_not_written(monkeypatch, capsys, tmp_path, file):
    core(monkeypatch, lambda day, **_: Answer(Status.OPTIMAL, 1, 1, 2, 2, 2, 0.1, BEST.plan, ()))
    out = tmp_path / "plan.json"
    for words in ((), ("--out", str(out))):
        assert run("solve", file, *words) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err == (
            "navet timetable solve: the answer broke a rule and was not written: breaks is 1, but counts 0. "
            "The fault is Navet's; please report it with the file\n"
        )
    assert not out.exists()


def test_better_plans_are_told_and_kept_as_they_come(monkeypatch, capsys, tmp_path, file):
    out = tmp_path / "plan.json"
    kept = []

    def solve(day, *, tell, **_):
        tell(NONE)
        time.sleep(0.7)
        tell(GOOD)
        until(out.exists)
        kept.append(json.loads(out.read_text()))
        return BEST

    core(monkeypatch, solve)
    assert run("solve", file, "--out", str(out)) == 0
    said = capsys.readouterr()
    lines = [line.partition(" s  ")[2] for line in said.err.splitlines()]
    assert (said.out, lines) == ("", ["no plan yet  bound 0", "held 2/2  breaks 1  bound 0"])
    assert [answer["status"] for answer in kept] == ["feasible"]
    assert json.loads(out.read_text())["status"] == "optimal"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["day.json", "plan.json"]


def test_a_plan_on_the_way_that_breaks_a_rule_is_not_kept(monkeypatch, tmp_path, file):
    out = tmp_path / "plan.json"

    def solve(day, *, tell, **_):
        tell(Answer(Status.FEASIBLE, 7, 0, 2, 2, 2, 0.1, GOOD.plan, ()))
        time.sleep(0.3)
        assert not out.exists()
        return BEST

    core(monkeypatch, solve)
    assert run("solve", file, "--out", str(out)) == 0


def test_a_disk_that_is_full_is_told_at_the_end(monkeypatch, capsys, tmp_path, file):
    out = tmp_path / "plan.json"

    def solve(day, *, tell, **_):
        # A folder with something in it is put where the plan is to go: it can not be replaced.
        (out / "something").mkdir(parents=True)
        tell(GOOD)
        time.sleep(0.3)
        return BEST

    core(monkeypatch, solve)
    assert run("solve", file, "--out", str(out)) == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"navet timetable solve: --out {out}: Is a directory"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("answer", "status"), [(GOOD, 0), (NONE, 130)])
def test_who_stops_the_search_gets_the_best_plan_so_far(monkeypatch, capsys, file, stop, answer, status):
    def solve(day, *, stop: threading.Event, **_):
        os.kill(os.getpid(), told)
        assert stop.wait(LIMIT)
        return answer

    told = stop
    core(monkeypatch, solve)
    assert run("solve", file) == status
    said = capsys.readouterr()
    if answer is GOOD:
        assert json.loads(said.out)["plan"] == {"m1": {"slot": 0, "table": 0}, "m2": {"slot": 2, "table": 0}}
    else:
        assert (said.out, said.err) == ("", "navet timetable solve: stopped before there was a plan\n")


def test_who_stops_again_does_not_wait_for_a_solver_that_does_not_listen(monkeypatch, file):
    never, before = threading.Event(), signal.getsignal(signal.SIGINT)

    def solve(day, **_):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)  # at once: a hand that trembles
        time.sleep(1.2)
        os.kill(os.getpid(), signal.SIGINT)
        never.wait(LIMIT)

    core(monkeypatch, solve)
    with pytest.raises(KeyboardInterrupt):
        run("solve", file)
    never.set()
    assert signal.getsignal(signal.SIGINT) is before


def test_what_fails_in_the_solver_fails_the_program(monkeypatch, file):
    def solve(day, **_):
        raise LookupError("nothing there")

    core(monkeypatch, solve)
    with pytest.raises(LookupError):
        run("solve", file)


def test_what_is_asked_reaches_the_solver(monkeypatch, capsys, file):
    asked = {}

    def solve(day, **limits):
        asked.update(limits)
        return Answer(Status.INFEASIBLE, None, 0, 0, 0, 0, 0.1, {}, (), Because("there is no time"))

    core(monkeypatch, solve)
    assert run("solve", file, "--seconds", "1.5", "--threads", "3", "--seed", "9") == 0
    assert (asked["seconds"], asked["threads"], asked["seed"]) == (1.5, 3, 9)
    assert json.loads(capsys.readouterr().out)["because"] == "there is no time"


def test_a_mix_is_made(tmp_path, capsys):
    out = tmp_path / "mix.json"
    words = ("mix", "--people", "9", "--table-size", "3", "--rounds", "4")
    assert run(*words, "--out", str(out)) == 0
    said = capsys.readouterr()
    answer = json.loads(out.read_text())
    assert (answer["status"], answer["repeats"], said.out) == ("optimal", 0, "")
    assert mix_faults(9, 3, 4, [], answer) == []
    assert said.err.splitlines()[-1].endswith(" s  repeats 0  bound 0")


def test_a_mix_that_keeps_pairs_apart_is_made(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"[[0, 1], [2, 3]]")))
    assert run("mix", "--people", "8", "--table-size", "4", "--rounds", "2", "--apart", "-", "--seconds", "1") == 0
    assert mix_faults(8, 4, 2, [(0, 1), (2, 3)], json.loads(capsys.readouterr().out)) == []


def test_a_mix_that_can_not_be_says_why(tmp_path, capsys):
    (pairs,) = written(tmp_path, apart=[[0, 1], [1, 2], [0, 2]])
    assert run("mix", "--people", "4", "--table-size", "2", "--rounds", "1", "--apart", pairs) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["rounds"]) == ("infeasible", [])
    assert "0, 1, 2" in answer["because"]


def test_everything_that_is_compiled_is_compiled_beforehand():
    assert run("build") == 0
    modules = [module for name, module in sys.modules.items() if name.startswith("navet.")]
    # Asking some lazy thing of Django's for its class would wake it, so its type is asked.
    found = {each for module in modules for each in vars(module).values() if issubclass(type(each), Dispatcher)}
    assert len(found) > 50
    assert [each for each in found if not any(Path(each.stats.cache_path).glob(f"*.{each.__name__}-*.nbi"))] == []


def test_a_day_is_planned(file):
    told = navet("solve", file)
    answer = json.loads(told.stdout)
    assert (told.returncode, answer["status"], answer["breaks"]) == (0, "optimal", 0)
    assert list(answer) == [
        "status", "breaks", "bound", "held", "weight", "weight_bound", "seconds", "plan", "not_held",
    ]  # fmt: skip
    assert faults(DAY, answer) == []


def test_a_day_from_standard_input_that_can_not_be_says_why():
    told = navet("solve", "-", given=json.dumps(DAY | {"slots": 1}).encode())
    answer = json.loads(told.stdout)
    assert (told.returncode, answer["status"], answer["breaks"], answer["plan"]) == (0, "infeasible", None, {})
    assert answer["because"]


def test_a_plan_is_mended(tmp_path, file):
    plan, new = tmp_path / "plan.json", tmp_path / "new.json"
    assert navet("solve", file, "--out", str(plan)).returncode == 0
    changes = {"now": 0, "gone": ["Cy"], "came": [{"person": "Di"}], "wanted": [{"id": "x", "people": ["Ada", "Di"]}]}
    (changed,) = written(tmp_path, changes=changes)
    told = navet("repair", file, str(plan), changed, "--out", str(new))
    assert (told.returncode, told.stdout) == (0, b"")
    answer = json.loads(new.read_text())
    assert list(answer)[-2:] == ["moved", "choices"]
    assert (sorted(answer["plan"]), answer["moved"], answer["not_held"]) == (["m1", "x"], 0, [])
    assert repair_faults(DAY, json.loads(plan.read_text()), changes, answer) == []


def test_control_c_gives_the_best_plan_so_far(tmp_path):
    day = long_day()
    with running("solve", *written(tmp_path, day=day)) as process:
        for line in process.stderr:
            if " held " in line:
                break
        process.send_signal(signal.SIGINT)
        answer = json.loads(process.stdout.read())
        process.stderr.read()
        assert process.wait(LIMIT) == 0
    assert (answer["status"], answer["held"] > 800, faults(day, answer)) == ("feasible", True, [])


def test_a_solve_that_is_killed_leaves_the_last_good_plan_whole(tmp_path):
    day, out = long_day(), tmp_path / "plan.json"
    out.write_text(json.dumps({"plan": {}}))
    found = []
    with running("solve", *written(tmp_path, day=day), "--out", str(out)) as process:
        # Whoever looks at any time finds a whole file.
        until(lambda: len(found.append(json.loads(out.read_text())["plan"]) or found[-1]) > 0)
        process.kill()
        process.communicate()
    answer = json.loads(out.read_text())
    assert (answer["status"], answer["held"] > 800, faults(day, answer)) == ("feasible", True, [])


def test_nothing_is_loaded_before_it_is_asked_for():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from navet.config.program import build_parser; build_parser(); print(*sys.modules)",
        ],
        check=False,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    heavy = ("navet.gatherings.", "numba", "numpy", "ortools")
    assert [name for name in loaded.stdout.split() if name.startswith(heavy)] == ["navet.gatherings.program"]
