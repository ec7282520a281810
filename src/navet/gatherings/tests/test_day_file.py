"""The files of a timetable: what is read becomes records, and what is wrong is named with its place."""

import copy
import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navet.gatherings.day_file import (
    answer_json,
    mix_json,
    moved_json,
    read_apart,
    read_changes,
    read_day,
    read_plan,
    repaired_json,
    write_whole,
)
from navet.gatherings.day_file.explained import EXPLAINED
from navet.mixing.proof import Status
from navet.mixing.rounds.results import Mix
from navet.questionnaires.places import Misplaced
from navet.timetable.day import Answer, Because, Changes, Day, Hold, Meeting, Seat, Session

DAY = {
    "slots": 4,
    "sessions": [{"name": "morning", "first": 0, "last": 1}, {"name": "afternoon", "first": 2, "last": 3}],
    "tables": 2,
    "people": ["Ada", "Bo", "Cy", "Åsa"],
    "away": {"Cy": [3]},
    "meetings": [
        {"id": "m1", "people": ["Ada", "Bo"]},
        {"id": "m2", "people": ["Bo", "Cy"], "session": "morning", "after": ["m1"], "weight": 5},
        {"id": "m3", "people": ["Ada", "Åsa"], "slot": 2},
    ],
    "hold": "most",
    "fairness": 2,
    "caps": {"Bo": 4},
    "hosts": {"Åsa": 1, "Ada": 0},
}
READ = Day(
    slots=4,
    tables=(2, 2, 2, 2),
    people=("Ada", "Bo", "Cy", "Åsa"),
    meetings=(
        Meeting("m1", ("Ada", "Bo")),
        Meeting("m2", ("Bo", "Cy"), session="morning", after=("m1",), weight=5),
        Meeting("m3", ("Ada", "Åsa"), slot=2),
    ),
    sessions=(Session("morning", 0, 1), Session("afternoon", 2, 3)),
    away={"Cy": frozenset({3})},
    hold=Hold.MOST,
    fairness=2,
    caps={"Bo": 4},
    hosts={"Åsa": 1, "Ada": 0},
)
PLAN = {"m1": {"slot": 0, "table": 0}, "m2": {"slot": 1, "table": 0}, "m3": {"slot": 2, "table": 1}}


def raw(content: object) -> bytes:
    return json.dumps(content).encode()


def day(**changed: object) -> bytes:
    return raw(DAY | changed)


def meetings(*changed: dict) -> bytes:
    """Two meetings, changed one by one; a value of `...` takes the name away; further ones as they are."""
    plain = [{"id": "m1", "people": ["Ada", "Bo"]}, {"id": "m2", "people": ["Cy", "Åsa"]}]
    made = [
        {name: value for name, value in ((plain[at] if at < 2 else {}) | change).items() if value is not ...}
        if isinstance(change, dict)
        else change
        for at, change in enumerate(changed)
    ]
    return day(meetings=made)


def fault(reader, *given: object) -> str:
    with pytest.raises(Misplaced) as caught:
        reader(*given)
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_a_day_is_read():
    assert read_day(raw(DAY)) == READ


def test_a_mark_at_the_start_does_not_matter():
    assert read_day(b"\xef\xbb\xbf" + raw(DAY)) == READ


def test_what_may_be_left_out_may_be_left_out():
    least = {"slots": 1, "tables": [3], "people": ["Ada"], "meetings": []}
    assert read_day(raw(least)) == Day(slots=1, tables=(3,), people=("Ada",), meetings=())


def test_null_is_nothing_where_nothing_may_stand():
    read = read_day(day(fairness=None, meetings=[{"id": "m", "people": ["Ada", "Bo"], "slot": None, "session": None}]))
    assert (read.fairness, read.meetings) == (None, (Meeting("m", ("Ada", "Bo")),))


def test_a_slot_without_tables_is_a_pause():
    assert read_day(day(tables=[0, 2, 3, 2], hosts={"Ada": 1})).tables == (0, 2, 3, 2)


def test_the_same_pair_may_meet_twice_and_a_name_may_stand_twice_in_after():
    twice = [{"id": "m1", "people": ["Ada", "Bo"]}, {"id": "m2", "people": ["Bo", "Ada"], "after": ["m1", "m1"]}]
    assert read_day(day(meetings=twice)).meetings[1].after == ("m1",)


def test_a_fixed_slot_outside_its_session_is_a_contradiction_for_the_solver_to_answer():
    contradiction = [{"id": "m1", "people": ["Ada", "Bo"], "session": "morning", "slot": 3}]
    assert read_day(day(meetings=contradiction)).meetings[0] == Meeting("m1", ("Ada", "Bo"), session="morning", slot=3)


def test_letters_of_every_script_are_names():
    names = ["Ångström", "Łucja", "李", "قمر", "A\u00a0B", "👩\u200d🔬"]
    assert read_day(raw({"slots": 1, "tables": 1, "people": names, "meetings": []})).people == tuple(names)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (day(slots="4"), 'slots: "4" is not a whole number'),
        (day(slots=4.0), "slots: 4.0 is not a whole number"),
        (day(slots=True), "slots: true is not a whole number"),
        (day(slots=0), "slots: 0 is not between 1 and 1000"),
        (day(slots=1001), "slots: 1001 is not between 1 and 1000"),
        (day(tables=0), "tables: 0 is not between 1 and 100000"),
        (day(tables="2"), 'tables: "2" is not a whole number'),
        (day(tables=[1, 2]), "tables: has 2 numbers, not one for each of the 4 slots"),
        (day(tables=[1, 2, -1, 0]), "tables[2]: -1 is not between 0 and 100000"),
        (day(tables=[1, "2", 1, 0]), 'tables[1]: "2" is not a whole number'),
        (day(tables=[0, 0, 0, 0]), "tables: there is no table in any slot"),
        (day(people="Ada"), 'people: "Ada" is not a list'),
        (day(people=[]), "people: has 0 people, which is not between 1 and 20000"),
        (
            day(people=[f"p{n}" for n in range(20_001)]),
            "people: has 20001 people, which is not between 1 and 20000",
        ),
        (day(people=["Ada", 7]), "people[1]: 7 is not a name (a text of 1 to 200 characters on one line)"),
        (day(people=["Ada", " "]), 'people[1]: " " is not a name (a text of 1 to 200 characters on one line)'),
        (day(people=[""]), 'people[0]: "" is not a name (a text of 1 to 200 characters on one line)'),
        (day(people=["a\nb"]), 'people[0]: "a\\nb" is not a name (a text of 1 to 200 characters on one line)'),
        (day(people=["a\u2028"]), 'people[0]: "a\\u2028" is not a name (a text of 1 to 200 characters on one line)'),
        (
            b'{"slots": 1, "tables": 1, "meetings": [], "people": ["\\ud800"]}',
            'people[0]: "\\ud800" is not a name (a text of 1 to 200 characters on one line)',
        ),
        (day(people=["x" * 201]), f'people[0]: "{"x" * 38}… is not a name (a text of 1 to 200 characters on one line)'),
        (day(people=["Ada", "Bo", "Ada"]), 'people[2]: "Ada" is named twice'),
        (day(sessions={}), "sessions: {} is not a list"),
        (day(sessions=[{"name": "m", "first": 0}]), "sessions[0].last: is missing"),
        (day(sessions=[{"name": "m", "first": 0, "last": 4}]), "sessions[0].last: 4 is not between 0 and 3"),
        (day(sessions=[{"name": "m", "first": 2, "last": 1}]), "sessions[0].last: 1 is before the first slot, 2"),
        (
            day(sessions=[{"name": 3, "first": 0, "last": 1}]),
            "sessions[0].name: 3 is not a name (a text of 1 to 200 characters on one line)",
        ),
        (
            day(sessions=[{"name": "m", "first": 0, "last": 1}, {"name": "m", "first": 2, "last": 3}]),
            'sessions[1].name: "m" is named twice',
        ),
        (day(away=[]), "away: [] is not an object"),
        (day(away={"Di": [1]}), 'away.Di: "Di" is not one of the people'),
        (day(away={"D\n": [1]}), 'away."D\\n": "D\\n" is not one of the people'),
        (day(away={"Åsa": [4]}), 'away."Åsa"[0]: 4 is not between 0 and 3'),
        (day(away={"Bo": 4}), "away.Bo: 4 is not a list"),
        (day(hold="some"), 'hold: "some" is not one of all, most'),
        (day(hold=None), "hold: null is not one of all, most"),
        (day(fairness="2"), 'fairness: "2" is not a whole number'),
        (day(fairness=-1), "fairness: -1 is not between 0 and 1000"),
        (day(caps={"Ada": -1}), "caps.Ada: -1 is not between 0 and 1000"),
        (day(caps={"Di": 1}), 'caps.Di: "Di" is not one of the people'),
        (day(hosts={"Ada": 2}), "hosts.Ada: 2 is not between 0 and 1"),
        (day(tables=[0, 1, 2, 2], hosts={"Ada": 1}), "hosts.Ada: 1 is not between 0 and 0"),
        (day(hosts={"Ada": 1, "Bo": 1}), 'hosts.Bo: table 1 is the table of "Ada" already'),
        (day(rooms=3), "rooms: is not known here"),
        (raw([]), "[] is not an object"),
        (raw({}), "slots: is missing"),
    ],
)
def test_what_is_wrong_in_a_day_is_named(content, line):
    assert fault(read_day, content) == line


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (day(meetings={}), "meetings: {} is not a list"),
        (day(meetings=[0] * 100_001), "meetings: has 100001 meetings; at most 100000 can be planned"),
        (meetings({}, 7), "meetings[1]: 7 is not an object"),
        (meetings({"id": ...}), "meetings[0].id: is missing"),
        (meetings({"people": ...}), "meetings[0].people: is missing"),
        (meetings({"room": 2}), "meetings[0].room: is not known here"),
        (meetings({"id": 1}), "meetings[0].id: 1 is not a name (a text of 1 to 200 characters on one line)"),
        (meetings({}, {"id": "m1"}), 'meetings[1].id: "m1" is the name of another meeting as well'),
        (meetings({"people": "Ada"}), 'meetings[0].people: "Ada" is not a list'),
        (meetings({"people": ["Ada", "Di"]}), 'meetings[0].people[1]: "Di" is not one of the people'),
        (meetings({"people": ["Ada", ["Bo"]]}), 'meetings[0].people[1]: ["Bo"] is not one of the people'),
        (meetings({}, {"people": ["Cy", "Åsa", "Cy"]}), 'meetings[1].people[2]: "Cy" is in this meeting already'),
        (meetings({}, {"people": ["Åsa", "Åsa"]}), 'meetings[1].people[1]: "Åsa" is in this meeting already'),
        (meetings({"people": ["Ada"]}), "meetings[0].people: a meeting needs at least two people"),
        (meetings({"session": "night"}), 'meetings[0].session: "night" is not one of the sessions'),
        (meetings({"session": ["x"]}), 'meetings[0].session: ["x"] is not one of the sessions'),
        (meetings({"slot": "3"}), 'meetings[0].slot: "3" is not a whole number'),
        (meetings({"slot": 4}), "meetings[0].slot: 4 is not between 0 and 3"),
        (meetings({}, {"slot": 3}), 'meetings[1].slot: "Cy" is away in slot 3'),
        (meetings({"weight": 0}), "meetings[0].weight: 0 is not between 1 and 1000000"),
        (meetings({"weight": 1.5}), "meetings[0].weight: 1.5 is not a whole number"),
        (meetings({"after": "m2"}), 'meetings[0].after: "m2" is not a list'),
        (meetings({"after": [2]}), "meetings[0].after[0]: 2 is not one of the meetings"),
        (meetings({"after": ["m2", "m9"]}, {}), 'meetings[0].after[1]: "m9" is not one of the meetings'),
        (meetings({"after": ["m1"]}), 'meetings[0].after[0]: "m1" is the meeting itself'),
        (
            meetings({"after": ["m2"]}, {"after": ["m1"]}),
            "meetings[0].after: goes in a circle, each to be held after the next: m1 → m2 → m1",
        ),
        (
            meetings(
                {"after": ["m4"]},
                {},
                {"id": "m3", "people": ["Ada", "Cy"], "after": ["m1"]},
                {"id": "m4", "people": ["Bo", "Cy"], "after": ["m2", "m1"]},
            ),
            "meetings[0].after: goes in a circle, each to be held after the next: m1 → m4 → m1",
        ),
        (
            meetings({"slot": 0}, {"people": ["Cy", "Bo"], "slot": 0}),
            'meetings[1].slot: "m1" and "m2" are both fixed in slot 0, and "Bo" is in both',
        ),
        (
            raw(DAY | {"tables": [2, 1, 1, 1], "hosts": {}, "meetings": [
                {"id": "m1", "people": ["Ada", "Bo"], "slot": 1}, {"id": "m2", "people": ["Cy", "Åsa"], "slot": 1},
            ]}),
            "meetings[1].slot: 2 meetings are fixed in slot 1, which has tables for 1",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_meeting_is_named(content, line):
    assert fault(read_day, content) == line


def test_a_long_circle_is_named_in_part():
    ring = [{"id": f"m{n}", "people": ["Ada", "Bo"], "after": [f"m{(n + 1) % 30}"]} for n in range(30)]
    chain = " → ".join(f"m{n}" for n in range(8))
    told = f"meetings[0].after: goes in a circle, each to be held after the next: {chain} → … → m0"
    assert fault(read_day, day(meetings=ring)) == told


def test_a_meeting_after_two_others_is_no_circle():
    meetings = [{"id": "m0", "people": ["Ada", "Bo"], "after": ["m1", "m2"]}]
    meetings += [{"id": f"m{n}", "people": ["Ada", "Cy"], "after": ["m3"]} for n in (1, 2)]
    meetings.append({"id": "m3", "people": ["Bo", "Åsa"]})
    assert read_day(day(meetings=meetings)).meetings[0].after == ("m1", "m2")


def test_a_long_chain_is_no_circle():
    chain = [{"id": f"m{n}", "people": ["Ada", "Bo"], "after": [f"m{n + 1}"]} for n in range(5000)]
    chain.append({"id": "m5000", "people": ["Ada", "Bo"]})
    assert len(read_day(day(meetings=chain)).meetings) == 5001


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "line 1, column 1: not JSON (Expecting value)"),
        (b'{"slots":\n nonsense', "line 2, column 2: not JSON (Expecting value)"),
        (b'{"slots": "\xff"}', "is not UTF-8 at byte 11"),
        (b'{"slots": ' + b"9" * 5000 + b"}", "has a number that is too long to be read"),
        (b"[" * 100_000, "is nested too deep to be read"),
        (b'{"slots": 3, "slots": 3}', 'has the name "slots" twice'),
        (
            b'{"meetings": [{"id": "m", "people": []}, {"id": "m", "id": "m"}]}',
            'meetings[1]: has the name "id" twice',
        ),
        (b'{"away": {"\xc3\x85sa": {"a": 1, "a": 2}}}', 'away."Åsa": has the name "a" twice'),
        (b'{"slots": NaN}', "slots: NaN and Infinity are not JSON numbers"),
        (b'{"a": 0.5, "tables": [1, -Infinity]}', "tables[1]: NaN and Infinity are not JSON numbers"),
        (b" " * 10_000_000, "is too large (10 MB or more): a file must be smaller than 10 MB"),
        (b" " * 12_000_000, "is too large (12.0 MB): a file must be smaller than 10 MB"),
    ],
)
def test_what_is_not_json_is_refused(content, line):
    assert fault(read_day, content) == line


def test_a_number_beyond_all_numbers_is_refused_where_it_stands():
    assert fault(read_day, raw(DAY).replace(b'"slots": 4', b'"slots": 1e999')) == (
        "slots: Infinity is not a whole number"
    )


def deep(levels: int) -> bytes:
    return b'{"slots": ' + b"[" * levels + b"]" * levels + b', "tables": 1, "people": ["Ada"], "meetings": []}'


@pytest.mark.parametrize("levels", range(100, 1000, 50))
def test_however_deep_it_is_one_line(levels):
    assert "\n" not in fault(read_day, deep(levels))


def test_a_plan_is_read():
    answer = {"status": "optimal", "seconds": 0.5, "plan": PLAN}
    assert read_plan(raw(answer), READ) == {"m1": Seat(0, 0), "m2": Seat(1, 0), "m3": Seat(2, 1)}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ([], "[] is not an object"),
        ({}, "plan: is missing"),
        ({"plan": None}, "plan: null is not an object"),
        ({"plan": {"m9": {"slot": 0, "table": 0}}}, "plan.m9: is not one of the day's meetings"),
        ({"plan": {"m1": 3}}, "plan.m1: 3 is not an object"),
        ({"plan": {"m1": {"slot": 3}}}, "plan.m1.table: is missing"),
        ({"plan": {"m1": {"table": 3}}}, "plan.m1.slot: is missing"),
        ({"plan": {"m1": {"slot": 3, "table": 0, "room": 1}}}, "plan.m1.room: is not known here"),
        ({"plan": {"m1": {"slot": 4, "table": 0}}}, "plan.m1.slot: 4 is not between 0 and 3"),
        ({"plan": {"m1": {"slot": "0", "table": 0}}}, 'plan.m1.slot: "0" is not a whole number'),
        (
            {"plan": {"m1": {"slot": 3, "table": 2}}},
            "plan.m1.table: 2 is not there: slot 3 has 2 tables, counted from 0",
        ),
        (
            {"plan": {"m2": {"slot": 3, "table": 1}, "m3": {"slot": 3, "table": 1}}},
            'plan.m3: "m2" has this table in this slot already',
        ),
        (
            {"plan": {"m1": {"slot": 3, "table": 1}, "m3": {"slot": 3, "table": 0}}},
            'plan.m3: "Ada" has "m1" in this slot already',
        ),
    ],
)
def test_what_is_wrong_in_a_plan_is_named(content, line):
    assert fault(read_plan, raw(content), READ) == line


def test_changes_are_read():
    content = {
        "now": 1,
        "gone": ["Bo"],
        "came": [{"person": "Di", "away": [2]}, {"person": "Cy"}],
        "cancelled": ["m1"],
        "wanted": [{"id": "x1", "people": ["Ada", "Di"]}, {"id": "x2", "people": ["Cy", "Di"], "after": ["m3", "x1"]}],
        "tables": 5,
    }
    assert read_changes(raw(content), READ) == Changes(
        now=1,
        gone=frozenset({"Bo"}),
        came={"Di": frozenset({2}), "Cy": frozenset()},
        cancelled=frozenset({"m1"}),
        wanted=(Meeting("x1", ("Ada", "Di")), Meeting("x2", ("Cy", "Di"), after=("m3", "x1"))),
        tables=(2, 5, 5, 5),
    )


def test_only_now_must_be_told():
    assert read_changes(raw({"now": 4}), READ) == Changes(now=4)


def test_tables_may_change_slot_by_slot_but_not_in_history():
    assert read_changes(raw({"now": 2, "tables": [9, 9, 0, 1]}), READ).tables == (2, 2, 0, 1)


def wanted(**changed: object) -> dict:
    return {"now": 1, "wanted": [{"id": "x1", "people": ["Bo", "Åsa"]} | changed]}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ([], "[] is not an object"),
        ({}, "now: is missing"),
        ({"now": 5}, "now: 5 is not between 0 and 4"),
        ({"now": "1"}, 'now: "1" is not a whole number'),
        ({"now": 1, "then": 2}, "then: is not known here"),
        ({"now": 1, "gone": ["Ada", "Di"]}, 'gone[1]: "Di" is not one of the people'),
        ({"now": 1, "gone": "Ada"}, 'gone: "Ada" is not a list'),
        ({"now": 1, "came": {}}, "came: {} is not a list"),
        ({"now": 1, "came": ["Di"]}, 'came[0]: "Di" is not an object'),
        ({"now": 1, "came": [{"away": []}]}, "came[0].person: is missing"),
        ({"now": 1, "came": [{"person": "Di", "away": [4]}]}, "came[0].away[0]: 4 is not between 0 and 3"),
        ({"now": 1, "came": [{"person": "Di"}, {"person": "Di"}]}, 'came[1].person: "Di" is named twice'),
        ({"now": 1, "gone": ["Bo"], "came": [{"person": "Bo"}]}, 'came[0].person: "Bo" is gone as well'),
        (
            {"now": 1, "came": [{"person": f"p{n}"} for n in range(19_997)]},
            "came: makes more than 20000 people",
        ),
        ({"now": 1, "cancelled": ["m9"]}, 'cancelled[0]: "m9" is not one of the meetings'),
        ({"now": 1, "tables": 0}, "tables: 0 is not between 1 and 100000"),
        ({"now": 1, "tables": [1]}, "tables: has 1 numbers, not one for each of the 4 slots"),
        (wanted(id="m1"), 'wanted[0].id: "m1" is the name of another meeting as well'),
        (wanted(people=["Bo", "Di"]), 'wanted[0].people[1]: "Di" is not one of the people'),
        (wanted() | {"gone": ["Bo"]}, 'wanted[0].people[0]: "Bo" is not one of the people'),
        (wanted(slot=0), "wanted[0].slot: 0 is not between 1 and 3"),
        (wanted(slot=1) | {"now": 4}, "wanted[0].slot: 1 is not possible: no slot is left"),
        (wanted(slot=2), 'wanted[0].slot: "m3" and "x1" are both fixed in slot 2, and "Åsa" is in both'),
        (
            wanted(slot=3) | {"came": [{"person": "Åsa", "away": [3]}]},
            'wanted[0].slot: "Åsa" is away in slot 3',
        ),
        (wanted(after=["x2"]), 'wanted[0].after[0]: "x2" is not one of the meetings'),
    ],
)
def test_what_is_wrong_in_changes_is_named(content, line):
    assert fault(read_changes, raw(content), READ) == line


def test_a_fixed_meeting_that_is_off_is_in_nobodys_way():
    for off in ({"cancelled": ["m3"]}, {"gone": ["Ada"]}):
        assert read_changes(raw(wanted(slot=2) | off), READ).wanted[0].slot == 2


def test_pairs_to_be_kept_apart_are_read():
    assert read_apart(b"[[0, 7], [12, 3]]", 13) == [(0, 7), (12, 3)]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ({}, "{} is not a list"),
        ([3], "[0]: 3 is not a list"),
        ([[0, 1], [2]], "[1]: [2] is not a pair of numbers of people"),
        ([[0, 1], [2, "x"]], '[1][1]: "x" is not a whole number'),
        ([[0, 1], [13, 2]], "[1][0]: 13 is not between 0 and 12"),
        ([[5, 5]], "[0]: 5 can not be kept apart from themselves"),
    ],
)
def test_what_is_wrong_in_pairs_is_named(content, line):
    assert fault(read_apart, raw(content), 13) == line


ANSWER = Answer(Status.FEASIBLE, 3, 1, 2, 6, 7, 1.23456, {"m1": Seat(0, 0), "m2": Seat(1, 1)}, ("m3",))


def test_an_answer_is_written_in_the_order_of_the_contract():
    assert json.dumps(answer_json(ANSWER)) == (
        '{"status": "feasible", "breaks": 3, "bound": 1, "held": 2, "weight": 6, "weight_bound": 7, "seconds": 1.23, '
        '"plan": {"m1": {"slot": 0, "table": 0}, "m2": {"slot": 1, "table": 1}}, "not_held": ["m3"]}'
    )


def test_why_nothing_is_possible_is_written_as_a_sentence():
    because = Because("m1 and m2 are both in slot 0, and Bo is in both", ("m1", "m2"), ("Bo",), (0,))
    answer = Answer(Status.INFEASIBLE, None, 0, 0, 0, 0, 0.0, {}, (), because)
    assert answer_json(answer) == {
        "status": "infeasible",
        "breaks": None,
        "bound": 0,
        "held": 0,
        "weight": 0,
        "weight_bound": 0,
        "seconds": 0.0,
        "plan": {},
        "not_held": [],
        "because": "m1 and m2 are both in slot 0, and Bo is in both",
    }


def test_a_repaired_plan_is_written_with_its_choices():
    told = repaired_json(ANSWER, 4, [(6, ANSWER)])
    assert list(told) == [*answer_json(ANSWER), "moved", "choices"]
    assert (told["moved"], [list(choice.items()) for choice in told["choices"]]) == (
        4,
        [
            [
                ("moved", 6),
                ("held", 2),
                ("weight", 6),
                ("breaks", 3),
                ("plan", {"m1": {"slot": 0, "table": 0}, "m2": {"slot": 1, "table": 1}}),
                ("not_held", ["m3"]),
            ]
        ],
    )


def test_what_moves_on_the_way_is_counted():
    before = {"m1": Seat(1, 0), "m2": Seat(2, 0), "m3": Seat(3, 0)}
    assert [moved_json(ANSWER, before, now)["moved"] for now in (0, 2, 3)] == [2, 1, 0]
    assert moved_json(ANSWER, before, 0) == repaired_json(ANSWER, 2, ())


def test_a_mix_is_written():
    mixed = Mix((((0, 1), (2, 3)), ((0, 2), (1, 3))), 0, 0, Status.OPTIMAL)
    told = mix_json(mixed)
    assert json.dumps(told) == (
        '{"rounds": [[[0, 1], [2, 3]], [[0, 2], [1, 3]]], "repeats": 0, "bound": 0, "status": "optimal"}'
    )
    never = mix_json(Mix((), 0, 0, Status.INFEASIBLE, "0 and 1 are alone"))
    assert never == {"rounds": [], "repeats": 0, "bound": 0, "status": "infeasible", "because": "0 and 1 are alone"}
    assert "because" not in mix_json(Mix((), 0, 0, Status.UNKNOWN, "nothing was found"))


def test_what_is_written_can_be_read_again():
    assert read_plan(raw(answer_json(ANSWER)), READ) == ANSWER.plan


def test_the_examples_in_the_explanations_are_true():
    changes = EXPLAINED["repair"][1].partition("\n")[2].partition("\n\n")[0]
    told = json.loads("".join(line.strip().split("   ")[0] for line in changes.splitlines()))
    assert told.keys() == {"now", "gone", "came", "cancelled", "wanted", "tables"}
    bo = Day(9, (12,) * 9, ("Ada", "Bo"), (Meeting("m9", ("Ada", "Bo")),))
    assert read_changes(raw(told), bo).wanted == (Meeting("x1", ("Bo", "Di")),)
    assert [name for name in DAY if name not in EXPLAINED["solve"][1]] == []


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    file = tmp_path / "plan.json"
    for number in range(2):
        write_whole(file, {"plan": number})
        assert json.loads(file.read_text()) == {"plan": number}
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_killed_process_left_half_written_is_cleared_away_by_the_next(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    file = tmp_path / "plan[1].json"
    left = [tmp_path / f".{file.name}.{process}.part" for process in (gone.pid, 10**20)]
    # Of a process that runs, of one of another person, of none; and of another plan.
    names = [f".{file.name}.{process}.part" for process in (os.getppid(), 1, "mine", "")]
    kept = [tmp_path / name for name in [*names, f".plan1.json.{gone.pid}.part"]]
    for each in (*left, *kept):
        each.write_text("{")
    write_whole(file, {"plan": 1})
    assert set(tmp_path.iterdir()) == {file, *kept}


def test_a_file_that_can_not_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path):
    folder = tmp_path / "plan.json"
    folder.mkdir()
    with pytest.raises(OSError):
        write_whole(folder, {})
    assert list(tmp_path.iterdir()) == [folder]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(["Ada", "m1", "m2", "now", "slot"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*DAY, "id", "x"]), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated(draw, content: object) -> bytes:
    """The content with some value in it replaced by whatever."""
    content = copy.deepcopy(content)
    for _ in range(draw(st.integers(1, 3))):
        inner = content
        while True:
            at = draw(st.sampled_from(list(inner) if isinstance(inner, dict) else range(len(inner))))
            if not isinstance(inner[at], dict | list) or not inner[at] or draw(st.booleans()):
                break
            inner = inner[at]
        inner[at] = draw(VALUES)
    return json.dumps(content).encode()


CHANGES = {
    "now": 1,
    "gone": ["Bo"],
    "came": [{"person": "Di", "away": [2]}],
    "cancelled": ["m1"],
    "wanted": [{"id": "x1", "people": ["Ada", "Di"], "slot": 3, "after": ["m3"]}],
    "tables": [1, 2, 3, 4],
}


def outcome(reader, *given: object) -> object:
    try:
        return reader(*given)
    except Misplaced as caught:
        assert str(caught).isprintable()
        return None


@settings(max_examples=200)
@given(st.binary(max_size=40) | mutated(DAY))
def test_whatever_comes_is_a_day_or_misplaced(content):
    read = outcome(read_day, content)
    assert isinstance(read, Day | None)
    if read is not None:
        assert len(read.tables) == read.slots
        assert {person for meeting in read.meetings for person in meeting.people} <= set(read.people)


@settings(max_examples=200)
@given(st.binary(max_size=40) | mutated(CHANGES))
def test_whatever_comes_is_changes_or_misplaced(content):
    assert isinstance(outcome(read_changes, content, READ), Changes | None)


@settings(max_examples=200)
@given(st.binary(max_size=40) | mutated({"plan": PLAN}))
def test_whatever_comes_is_a_plan_or_misplaced(content):
    assert isinstance(outcome(read_plan, content, READ), dict | None)


@settings(max_examples=100)
@given(st.binary(max_size=40) | mutated([[0, 1], [2, 3]]))
def test_whatever_comes_is_pairs_or_misplaced(content):
    assert isinstance(outcome(read_apart, content, 9), list | None)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=15))
def test_a_circle_is_found_when_there_is_one_and_each_step_of_it_is_true(arrows):
    after = {number: sorted({other for one, other in arrows if one == number}) for number in range(10)}
    made = [{"id": f"m{n}", "people": ["Ada", "Bo"], "after": [f"m{o}" for o in others]} for n, others in after.items()]
    reached = {number: set(others) for number, others in after.items()}
    for _ in range(10):
        reached = {n: others.union(*(reached[other] for other in others)) for n, others in reached.items()}
    if not any(number in others for number, others in reached.items()):
        assert isinstance(read_day(day(meetings=made)), Day)
        return
    names = fault(read_day, day(meetings=made)).rpartition(": ")[2].split(" → ")
    steps = [(one, other) for one, other in pairwise(names) if "…" not in (one, other)]
    assert all(int(other[1:]) in after[int(one[1:])] for one, other in steps)
    assert names[0] == names[-1]
