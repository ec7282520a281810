"""`navet maturity score`: the contract, through the terminal's door."""

import argparse
import io
import json
import sys
from types import SimpleNamespace

import pytest

from navet.assessments.program import add_commands
from navet.assessments.tests.test_scoring import PSO, SME


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["maturity", "score", *words])
    return arguments.run(arguments)


def changed(**answers: object) -> dict:
    return {"form": "sme", "answers": SME | answers}


SME_FIGURES = {
    "form": "sme",
    "version": "2023",
    "dimensions": {"D1": 56.6667, "D2": 51.4286, "D3": 46.4286, "D4": 61.9048, "D5": 48.0, "D6": 45.0},
    "overall": 51.5714,
    "level": "moderately advanced",
}


def test_scores_a_file(tmp_path, capsys):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"form": "sme", "answers": SME}))
    assert run(str(file)) == 0
    said = capsys.readouterr()
    assert (json.loads(said.out), said.err) == (SME_FIGURES, "")


def test_scores_standard_input(monkeypatch, capsys):
    raw = json.dumps({"form": "pso", "version": "2023", "answers": PSO}).encode("utf-8-sig")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    assert run("-") == 0
    assert json.loads(capsys.readouterr().out) == {
        "form": "pso",
        "version": "2023",
        "dimensions": {
            "D1": 54.1667,
            "D2": 60.1389,
            "D3": 58.5714,
            "D4": 61.1111,
            "D5": 46.875,
            "D6": 52.2222,
        },
        "overall": 55.5142,
        "level": "moderately advanced",
    }


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (changed(q4=[0, 0, 7, 0, 0, 0, 0]), "answers.q4[2]: 7 is not between 0 and 5"),
        (changed(q4=[0, -1, 0, 0, 0, 0, 0]), "answers.q4[1]: -1 is not between 0 and 5"),
        (changed(q4=[0, 2.5, 0, 0, 0, 0, 0]), "answers.q4[1]: 2.5 is not a whole number between 0 and 5"),
        (changed(q4=[True, 0, 0, 0, 0, 0, 0]), "answers.q4[0]: true is not a whole number between 0 and 5"),
        (changed(q4=[None, 0, 0, 0, 0, 0, 0]), "answers.q4[0]: null is not a whole number between 0 and 5"),
        (changed(q4=[0] * 6), "answers.q4: has 6 values, not 7"),
        (changed(q4="x" * 99), f'answers.q4: "{"x" * 38}… is not a list'),
        (changed(q2=[1] * 10), "answers.q2[0]: 1 is not true or false"),
        (changed(q2=[True] * 11), "answers.q2: has 11 ticks, not 10"),
        (changed(q1={"invested": [True] * 10}), "answers.q1.planned: is missing"),
        (changed(q1={**SME["q1"], "gained": []}), "answers.q1.gained: is not known here"),
        (changed(q1=[True] * 10), f"answers.q1: {json.dumps([True] * 10)[:39]}… is not an object"),
        (changed(q7=[True] * 8), "answers.q7[1]: true excludes the other ticks, and there are others"),
        (
            changed(q11=["yes", "maybe", "no", "no", "no"]),
            'answers.q11[1]: "maybe" is not one of no, partly, yes',
        ),
        (changed(q12=[]), "answers.q12: is not known here"),
        (changed(**{"q\n": []}), 'answers."q\\n": is not known here'),
        ({"form": "sme", "answers": {}}, "answers.q1: is missing"),
        ({"form": "sme"}, "answers: is missing"),
        ({"form": "sme", "answers": []}, "answers: [] is not an object"),
        ({"form": "who", "answers": {}}, 'form: "who" is not one of ai-readiness, pso, sme'),
        ({"form": ["sme"], "answers": {}}, 'form: ["sme"] is not one of ai-readiness, pso, sme'),
        ({"form": "sme", "version": "1999", "answers": {}}, 'version: "1999" is not one of 2023'),
        ([], "[] is not an object"),
    ],
)
def test_bad_input_is_one_line_that_names_the_place(tmp_path, capsys, content, line):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(content))
    assert run(str(file)) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{line}\n")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "line 1, column 1: not JSON (Expecting value)"),
        (b'{"form":\n nonsense', "line 2, column 2: not JSON (Expecting value)"),
        (b'{"form": NaN}', "file: not JSON in UTF-8 (NaN is not a JSON number)"),
        (b"[" * 100_000, "file: nested too deep"),
    ],
)
def test_what_is_not_json_says_where(tmp_path, capsys, raw, line):
    file = tmp_path / "answers.json"
    file.write_bytes(raw)
    assert run(str(file)) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{line}\n")


@pytest.mark.parametrize("raw", [b'{"form": "\xff"}', b'{"form": ' + b"9" * 5000 + b"}"])
def test_strange_bytes_are_one_line(tmp_path, capsys, raw):
    file = tmp_path / "answers.json"
    file.write_bytes(raw)
    assert run(str(file)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("file: not JSON in UTF-8 (")
    assert said.err.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert run(str(tmp_path / "no\nwhere")) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.endswith("No such file or directory\n")
