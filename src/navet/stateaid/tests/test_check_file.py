"""The question as a file: the contract's shape, and every way to get it wrong."""

import argparse
import copy
import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.stateaid.check_file import BadInput, check, read
from navet.stateaid.program import add_commands

QUESTION = {
    "member_state": "SE",
    "regime": {"code": "DE_MINIMIS_2023", "ceiling": "300000.00", "currency": "EUR", "years": 3},
    "links": [
        {"parent": "A", "child": "B", "kind": "votes", "share": "0.60", "since": "2020-01-01", "until": None},
        {"parent": "B", "child": "C", "kind": "board", "since": "2024-05-01", "until": "2025-06-30"},
    ],
    "public_owners": ["M"],
    "grants": [
        {
            "id": "g1",
            "undertaking": "A",
            "member_state": "SE",
            "amount": "120000.00",
            "granted_on": "2024-02-29",
        },
        {
            "id": "g2",
            "undertaking": "B",
            "member_state": "SE",
            "amount": "179100.00",
            "granted_on": "2025-03-10",
        },
        {
            "id": "g3",
            "undertaking": "C",
            "member_state": "SE",
            "amount": "5000.00",
            "granted_on": "2025-03-10",
        },
    ],
    "ask": {"undertaking": "B", "amount": "1200.00", "on": "2026-11-22"},
}
ANSWER = {
    "allowed": False,
    "group": ["A", "B"],
    "used": "299100.00",
    "ceiling": "300000.00",
    "room": "900.00",
    "fits_on": "2027-03-01",
    "windows_over": [{"ends_on": "2026-11-22", "sum": "300300.00"}],
}
GONE = object()


def changed(path, value):
    """The question with one thing put in another's place."""
    whole = copy.deepcopy(QUESTION)
    *steps, last = path
    inner = whole
    for step in steps:
        inner = inner[step]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(whole)


def test_the_contracts_question_gets_the_contracts_answer():
    assert check(json.dumps(QUESTION)) == ANSWER
    assert check(json.dumps(QUESTION).encode("utf-8-sig")) == ANSWER


def test_an_ask_that_fits_names_its_own_day_and_one_that_never_fits_none():
    fits = check(changed(["ask", "amount"], "900.00"))
    assert (fits["allowed"], fits["fits_on"], fits["windows_over"]) == (True, "2026-11-22", [])
    assert check(changed(["ask", "amount"], "300000.01"))["fits_on"] is None


def test_an_end_may_be_left_out_and_a_share_may_stand_beside_control():
    assert check(changed(["links", 0, "until"], GONE)) == ANSWER
    assert check(changed(["links", 1, "share"], "0.1")) == ANSWER


def test_a_group_is_told_in_order():
    question = copy.deepcopy(QUESTION)
    question["links"] = [
        {"parent": "Ö", "child": "B", "kind": "contract", "since": "2020-01-01", "until": None},
        {"parent": "a", "child": "B", "kind": "agreement", "since": "2020-01-01", "until": None},
    ]
    assert check(json.dumps(question))["group"] == ["B", "a", "Ö"]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["member_state"], "XX", "member_state:"),
        (["member_state"], "se", "member_state:"),
        (["member_state"], 7, "member_state:"),
        (["member_state"], GONE, "member_state:"),
        (["regime"], [], "regime:"),
        (["regime"], None, "regime:"),
        (["regime", "code"], "", "regime.code:"),
        (["regime", "ceiling"], "300000", "regime.ceiling:"),
        (["regime", "ceiling"], "-1.00", "regime.ceiling:"),
        (["regime", "currency"], "eur", "regime.currency:"),
        (["regime", "years"], 0, "regime.years:"),
        (["regime", "years"], True, "regime.years:"),
        (["regime", "years"], 3.0, "regime.years:"),
        (["regime", "years"], "3", "regime.years:"),
        (["regime", "years"], 51, "regime.years:"),
        (["regime", "years"], GONE, "regime.years:"),
        (["links"], {}, "links:"),
        (["links"], None, "links:"),
        (["links"], GONE, "links:"),
        (["links", 1], "B", "links[1]:"),
        (["links", 1, "parent"], "", "links[1].parent:"),
        (["links", 1, "parent"], " ", "links[1].parent:"),
        (["links", 1, "child"], None, "links[1].child:"),
        (["links", 1, "child"], "x" * 201, "links[1].child:"),
        (["links", 1, "child"], "\ud800", "links[1].child:"),
        (["links", 1, "child"], "a\nb", "links[1].child:"),
        (["links", 1, "kind"], "friendship", "links[1].kind:"),
        (["links", 1, "kind"], ["votes"], "links[1].kind:"),
        (["links", 0, "share"], 0.6, "links[0].share:"),
        (["links", 0, "share"], "0,60", "links[0].share:"),
        (["links", 0, "share"], "1.01", "links[0].share:"),
        (["links", 0, "share"], "-0.6", "links[0].share:"),
        (["links", 0, "share"], None, "links[0].share:"),
        (["links", 0, "share"], GONE, "links[0].share:"),
        (["links", 1, "since"], "2025-07-01", "links[1].until:"),
        (["links", 1, "since"], None, "links[1].since:"),
        (["links", 1, "since"], GONE, "links[1].since:"),
        (["links", 1, "until"], "2025-02-29", "links[1].until:"),
        (["links", 1, "untill"], None, "links[1]:"),
        (["public_owners"], "M", "public_owners:"),
        (["public_owners"], GONE, "public_owners:"),
        (["public_owners", 0], 1, "public_owners[0]:"),
        (["grants"], None, "grants:"),
        (["grants", 2], 3, "grants[2]:"),
        (["grants", 2, "id"], "g1", "grants[0].id:"),
        (["grants", 2, "id"], 3, "grants[2].id:"),
        (["grants", 2, "undertaking"], "", "grants[2].undertaking:"),
        (["grants", 2, "member_state"], "UK", "grants[2].member_state:"),
        (["grants", 2, "amount"], 5000, "grants[2].amount:"),
        (["grants", 2, "amount"], "-5.00", "grants[2].amount:"),
        (["grants", 2, "amount"], "5000.000", "grants[2].amount:"),
        (["grants", 2, "amount"], "5e3", "grants[2].amount:"),
        (["grants", 2, "amount"], "NaN", "grants[2].amount:"),
        (["grants", 2, "amount"], " 5.00", "grants[2].amount:"),
        (["grants", 2, "amount"], "5.00\n", "grants[2].amount:"),
        (["grants", 2, "amount"], "٥.٠٠", "grants[2].amount:"),
        (["grants", 2, "amount"], "9999999999999999.00", "grants[2].amount:"),
        (["grants", 2, "amount"], {}, "grants[2].amount:"),
        (["grants", 2, "granted_on"], "20250310", "grants[2].granted_on:"),
        (["grants", 2, "granted_on"], "2025-13-01", "grants[2].granted_on:"),
        (["grants", 2, "granted_on"], "0000-01-01", "grants[2].granted_on:"),
        (["grants", 2, "granted_on"], "2025-03-10T00:00", "grants[2].granted_on:"),
        (["grants", 2, "note"], "x", "grants[2]:"),
        (["ask"], GONE, "ask:"),
        (["ask", "amount"], "", "ask.amount:"),
        (["ask", "on"], "2027-02-29", "ask.on:"),
        (["ask", "undertaking"], [], "ask.undertaking:"),
        (["asks"], {}, "input:"),
    ],
)
def test_bad_input_names_its_place(path, value, place):
    with pytest.raises(BadInput) as told:
        read(changed(path, value))
    assert str(told.value).startswith(place)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        b"\xff",
        "\ufeff{}",
        '{"ask": NaN}',
        '{"ask": -Infinity}',
        '{"ask": 1, "ask": 2}',
        "[" * 100_000,
        '{"ask": ' + "9" * 5_000 + "}",
        '{"ask": 1e999}',
    ],
)
def test_what_is_no_question_is_refused(text):
    with pytest.raises(BadInput):
        read(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_any_json_is_answered_or_refused(value):
    with pytest.raises(BadInput):
        read(json.dumps(value))


# --- The terminal's door --------------------------------------------------------------------------------


def run(*arguments):
    program = argparse.ArgumentParser()
    add_commands(program.add_subparsers())
    chosen = program.parse_args(["aid", *arguments])
    return chosen.run(chosen)


def test_the_program_answers_a_file(tmp_path, capsys):
    file = tmp_path / "question.json"
    file.write_text(json.dumps(QUESTION))
    assert run("check", str(file)) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out), told.err) == (ANSWER, "")


def test_the_program_answers_standard_input(monkeypatch, capsys):
    text = io.TextIOWrapper(io.BytesIO(json.dumps(QUESTION).encode()))
    monkeypatch.setattr(sys, "stdin", text)
    assert run("check", "-") == 0
    assert json.loads(capsys.readouterr().out) == ANSWER


def test_the_program_says_one_line_about_bad_input(tmp_path, capsys):
    file = tmp_path / "question.json"
    file.write_text(changed(["grants", 2, "amount"], "-5.00"))
    assert run("check", str(file)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("navet aid check: grants[2].amount: must be ")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("name", ["missing.json", "", "two\nlines.json"])
def test_the_program_says_one_line_about_a_file_it_can_not_read(tmp_path, capsys, name):
    assert run("check", str(tmp_path / name)) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


# --- The machines' door --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_endpoint_answers_and_refuses_in_the_same_words(world, client):
    address = "/h/north/api/v1/aid/check"
    answer = client.post(address, json.dumps(QUESTION), content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, ANSWER)
    wrong = changed(["grants", 2, "amount"], "-5.00")
    with pytest.raises(BadInput) as told:
        read(wrong)
    refused = client.post(address, wrong, content_type="application/json")
    assert (refused.status_code, refused.json()["title"]) == (422, str(told.value))
