"""`navet match`: the contract, through the terminal's door."""

import json
import sys

import pytest

from navet.config.program import build_parser
from navet.encoding.encoder.building import FOLDER
from navet.matching import program
from navet.matching.tests.world import ALL_NEEDS, OFFERS

VERDICTS = {"strong", "possible", "weak", "none"}


def run(*words):
    arguments = build_parser().parse_args(["match", *map(str, words)])
    return arguments.run(arguments) or 0


@pytest.fixture
def files(tmp_path):
    offers, needs = tmp_path / "offers.jsonl", tmp_path / "needs.jsonl"
    rows = [vars(offer) | {"tags": list(offer.tags)} for offer in OFFERS]
    del rows[3]["tags"]
    offers.write_text("\ufeff" + "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    asked = [{"id": n.id, "lang": n.lang, "text": n.text, "user_tags": list(n.topics)} for n in ALL_NEEDS]
    needs.write_text("".join(f"{json.dumps(row)}\n" for row in asked))
    return tmp_path


def ranked(files, *more):
    out = files / "run.jsonl"
    words = ["rank", "--offers", files / "offers.jsonl", "--needs", files / "needs.jsonl", "--out", out, *more]
    assert run(*words) == 0
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_every_offer_for_every_need(files, capsys):
    found = ranked(files)
    assert [row["need"] for row in found] == [need.id for need in ALL_NEEDS]
    for row in found:
        assert list(row) == ["need", "ranking", "score", "verdict"]
        assert sorted(row["ranking"]) == sorted(offer.id for offer in OFFERS)
        assert row["verdict"] in VERDICTS
    assert capsys.readouterr().err == ""
    first = (files / "run.jsonl").read_bytes()
    ranked(files)
    assert (files / "run.jsonl").read_bytes() == first


def test_confirmed_topics_are_read_only_when_asked(files):
    plainly = ranked(files)
    needs = (files / "needs.jsonl").read_text()
    (files / "needs.jsonl").write_text(needs.replace('"user_tags": ["cameras"]', '"user_tags": ["shops"]'))
    assert ranked(files) == plainly
    confirmed = ranked(files, "--confirmed-topics")
    assert confirmed[0]["ranking"].index("shops-en") < plainly[0]["ranking"].index("shops-en")


def test_the_plainer_kind_says_so(files, capsys):
    found = ranked(files, "--plain")
    assert {row["verdict"] for row in found} <= VERDICTS - {"strong"}
    assert capsys.readouterr().err == f"navet match: {program.PLAINER}\n"


def test_without_an_encoder_it_is_the_plainer_kind(files, capsys, settings, monkeypatch):
    plain = ranked(files, "--plain")
    capsys.readouterr()
    settings.MODELS = files
    assert ranked(files) == plain
    assert "no encoder in" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "navet.encoding.encoder.building", None)
    assert ranked(files) == plain
    assert "requirements/semantic.txt" in capsys.readouterr().err


OFFER = {"id": "a", "kind": "service", "lang": "sv", "title": "t", "text": "x"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 2: is not JSON in UTF-8"),
        ("\x00", "line 2: is not JSON in UTF-8"),
        ("[" * 100_000, "line 2: is not JSON in UTF-8"),
        ("[]", "line 2: [] is not an object"),
        ("{}", "line 2: has no id"),
        (json.dumps(OFFER | {"id": ""}), 'line 2: id: "" is not a text'),
        (json.dumps(OFFER | {"text": 7}), "line 2: text: 7 is not a text"),
        (json.dumps(OFFER | {"id": "b", "tags": "robotics"}), 'line 2: tags: "robotics" is not a list of texts'),
        (json.dumps(OFFER | {"id": "b", "tags": [1]}), "line 2: tags: [1] is not a list of texts"),
        (json.dumps(OFFER), 'line 2: id: "a" stands there a second time'),
    ],
)
def test_bad_input_is_two_and_where(files, capsys, line, why):
    offers = files / "offers.jsonl"
    offers.write_text(f"{json.dumps(OFFER)}\n{line}\n")
    words = ["rank", "--plain", "--offers", offers, "--needs", files / "needs.jsonl", "--out", files / "run.jsonl"]
    assert run(*words) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"navet match rank: {offers}: {why}")
    assert told.count("\n") == 1
    assert not (files / "run.jsonl").exists()


def test_bytes_that_are_no_text_and_needs_twice(files, capsys):
    (files / "needs.jsonl").write_bytes(b'{"id": "n", "lang": "sv", "text": "\xff"}\n')
    words = ["rank", "--offers", files / "offers.jsonl", "--needs", files / "needs.jsonl", "--out", files / "run.jsonl"]
    assert run(*words) == 2
    assert "needs.jsonl: line 1: is not JSON" in capsys.readouterr().err
    (files / "needs.jsonl").write_text('{"id": "n", "lang": "sv", "text": ""}\n' * 2)
    assert run(*words) == 2
    assert "needs.jsonl: line 2: id" in capsys.readouterr().err


def test_files_that_are_not_there(files, capsys):
    words = ["rank", "--plain", "--offers", files / "no.jsonl", "--needs", files / "needs.jsonl", "--out", files / "r"]
    assert run(*words) == 2
    assert capsys.readouterr().err == f"navet match rank: {files / 'no.jsonl'}: No such file or directory\n"
    words[3], words[-1] = files / "offers.jsonl", files / "nowhere" / "run.jsonl"
    assert run(*words) == 2
    assert "nowhere" in capsys.readouterr().err


def test_nothing_on_offer_and_strange_letters(files):
    (files / "offers.jsonl").write_text("")
    assert [row["ranking"] for row in ranked(files)] == [[]] * len(ALL_NEEDS)
    offer = OFFER | {"id": "\ud800", "lang": "", "title": "\0", "text": "", "tags": ["\udfff"]}
    (files / "offers.jsonl").write_text(json.dumps(offer))
    assert [row["ranking"] for row in ranked(files)] == [["\ud800"]] * len(ALL_NEEDS)


def test_it_explains_itself(capsys):
    assert run() == 0
    told = capsys.readouterr().out
    assert "navet match rank --offers offers.jsonl" in told
    assert "build-model" in told


def test_building_says_where_it_stands(capsys, settings, tmp_path):
    assert run("build-model") == 0
    assert capsys.readouterr().out == f"the encoder stands in {settings.MODELS / FOLDER}\n"
    settings.MODELS = tmp_path
    (tmp_path / "other.bin").write_bytes(b"")
    assert run("build-model", "--weights", tmp_path / "other.bin") == 1
    assert "sha256 differs" in capsys.readouterr().err
