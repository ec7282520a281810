"""The checker finds every broken rule of the contract, and nothing in an answer that keeps them all."""

import ast
import copy
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.gatherings import plan_checker
from navet.gatherings.plan_checker import faults, mix_faults, repair_faults

DAY = {
    "slots": 5,
    "sessions": [{"name": "morning", "first": 0, "last": 2}],
    "tables": 2,
    "people": ["a", "b", "c", "d", "e"],
    "away": {"c": [4]},
    "meetings": [
        {"id": "ab", "people": ["a", "b"]},
        {"id": "bc", "people": ["b", "c"], "session": "morning", "after": ["ab"], "weight": 3},
        {"id": "cd", "people": ["c", "d"], "slot": 3},
        {"id": "ad", "people": ["a", "d"]},
    ],
    "hold": "all",
    "fairness": 1,
    "caps": {"a": 2},
    "hosts": {"d": 1},
}
# a: 0 and 2, one break; b: 0 and 1; c: 1 and 3, one break; d: 2 and 3
ANSWER = {
    "status": "feasible",
    "breaks": 2,
    "bound": 1,
    "held": 4,
    "weight": 6,
    "weight_bound": 6,
    "seconds": 0.1,
    "plan": {
        "ab": {"slot": 0, "table": 0},
        "bc": {"slot": 1, "table": 0},
        "cd": {"slot": 3, "table": 1},
        "ad": {"slot": 2, "table": 1},
    },
    "not_held": [],
}
NOTHING = ANSWER | {"breaks": None, "bound": 0, "held": 0, "weight": 0, "plan": {}}


def seated(**seats: object) -> dict:
    """The answer with other seats: a pair of slot and table, or whatever; None takes the seat away."""
    plan = dict(ANSWER["plan"])
    for id, seat in seats.items():
        plan[id] = {"slot": seat[0], "table": seat[1]} if isinstance(seat, tuple) else seat
    return ANSWER | {"plan": {id: seat for id, seat in plan.items() if seat is not None}}


def test_the_checker_knows_nobody():
    tree = ast.parse(Path(plan_checker.__file__).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"collections", "collections.abc", "dataclasses", "itertools", "typing"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_a_good_answer_has_no_faults():
    assert faults(DAY, ANSWER) == []
    assert faults(DAY, ANSWER | {"status": "optimal", "bound": 2}) == []


def test_a_plain_day_has_no_faults():
    day = {"slots": 2, "tables": [0, 1], "people": ["a", "b"], "meetings": [{"id": "m", "people": ["a", "b"]}]}
    answer = ANSWER | {"breaks": 0, "bound": 0, "held": 1, "weight": 1, "weight_bound": 1, "not_held": []}
    assert faults(day, answer | {"plan": {"m": {"slot": 1, "table": 0}}}) == []
    assert faults(day, answer | {"plan": {"m": {"slot": 0, "table": 0}}}) == [
        "table 0 is used in slot 0, which has 0 tables"
    ]


def test_an_answer_without_a_plan_has_no_faults():
    assert faults(DAY, NOTHING | {"status": "unknown"}) == []
    assert faults(DAY, NOTHING | {"status": "infeasible", "because": "ab can not be held"}) == []


@pytest.mark.parametrize("key", [*ANSWER])
def test_no_part_of_an_answer_may_be_missing(key):
    assert f"{key} is missing" in faults(DAY, {name: value for name, value in ANSWER.items() if name != key})


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (ANSWER | {"status": "good"}, ["'good' is not a status"]),
        (ANSWER | {"status": "unknown"}, ["the day is unknown, and yet there is a plan"]),
        (NOTHING | {"status": "infeasible"}, ["the answer is infeasible, and because is None"]),
        (NOTHING | {"status": "unknown", "because": "x"}, ["the answer is unknown, and because is 'x'"]),
        (ANSWER | {"because": "x"}, ["the answer is feasible, and because is 'x'"]),
        (ANSWER | {"bound": 3}, ["the bound on breaks, 3, is above their number, 2"]),
        (
            ANSWER | {"status": "optimal"},
            ["the plan is called optimal, but breaks are 2 where 1 is not ruled out"],
        ),
        (
            ANSWER | {"status": "optimal", "bound": 2, "weight_bound": 7},
            ["the plan is called optimal, but holds a weight of 6 where 7 is not ruled out"],
        ),
        (ANSWER | {"weight_bound": 5}, ["the weight held, 6, is above its bound, 5"]),
        (ANSWER | {"breaks": 1}, ["breaks is 1, but counts 2"]),
        (ANSWER | {"held": 3}, ["held is 3, but counts 4"]),
        (ANSWER | {"weight": 5}, ["weight is 5, but counts 6"]),
        (
            ANSWER | {"not_held": ["ab"]},
            ["not_held names 1 meetings, and 0 have no seat, or they are others"],
        ),
        (seated(xy=(0, 1)), ["xy has a seat, but is not a meeting of the day, or is one no longer"]),
        (seated(ab=7), ["the seat of ab is not a slot and a table"]),
        (seated(ab={"slot": 0}), ["the seat of ab is not a slot and a table"]),
        (seated(ab=(5, 0)), ["ab is in slot 5, which is not in the day"]),
        (seated(ab=(-1, 0)), ["ab is in slot -1, which is not in the day"]),
        (seated(ab=(False, 0)), ["ab is in slot False, which is not in the day"]),
        (seated(ab=(0, -1)), ["ab is at table -1, which is no table"]),
        (seated(ab=(0, "0")), ["ab is at table '0', which is no table"]),
        (seated(ab=(0, 2)), ["table 2 is used in slot 0, which has 2 tables"]),
        (seated(ad=(1, 0)) | {"breaks": 2}, [
            "2 meetings are at table 0 in slot 1", "ad is at table 0, and its host d has table 1",
        ]),
        (seated(ad=(0, 1)) | {"breaks": 2}, ["a is in two meetings at once"]),
        (seated(ad=(4, 1)), []),
        (seated(cd=(4, 1)) | {"breaks": 3}, ["cd is in slot 4, when c is away", "cd is in slot 4, but fixed in slot 3"]),
        (seated(bc=(4, 0)) | {"breaks": 2}, [
            "bc is in slot 4, when c is away", "bc is in slot 4, outside its session morning",
        ]),
        (seated(ab=(1, 0), bc=(0, 0)) | {"breaks": 1}, ["bc is in slot 0, not after ab in slot 1"]),
        (seated(ad=None) | {"held": 3, "weight": 5, "breaks": 1, "not_held": ["ad"]}, [
            "all meetings are to be held, and ad is not",
        ]),
    ],
)  # fmt: skip
def test_every_broken_rule_is_found(answer, found):
    assert faults(DAY, answer) == found


def test_caps_and_fairness_are_kept():
    assert faults(DAY | {"caps": {"a": 1}}, ANSWER) == ["a has 2 meetings and wants 1 at the most"]
    assert faults(DAY | {"fairness": 0}, ANSWER) == ["breaks differ by 1, more than the 0 that are fair"]


def test_not_everything_need_be_held_when_most_is_wanted():
    answer = seated(ab=None) | {"held": 3, "weight": 5, "breaks": 1, "not_held": ["ab"]}
    assert faults(DAY | {"hold": "most"}, answer) == []


def counted(plan: dict) -> int:
    """Breaks, counted in another way than the checker does: slots at which somebody comes back."""
    busy = {p: {plan[m["id"]]["slot"] for m in DAY["meetings"] if p in m["people"]} for p in DAY["people"]}
    return sum(slot - 1 not in slots and any(s < slot for s in slots) for slots in busy.values() for slot in slots)


@given(st.permutations(range(5)).flatmap(lambda slots: st.just(slots[:4])))
def test_breaks_are_counted_as_everybody_counts_them(slots):
    plan = {id: {"slot": slot, "table": 1} for id, slot in zip(ANSWER["plan"], slots, strict=True)}
    free = {**DAY, "away": {}, "sessions": [], "fairness": None, "hosts": {}, "meetings": [
        {"id": m["id"], "people": m["people"]} for m in DAY["meetings"]
    ]}  # fmt: skip
    answer = ANSWER | {"plan": plan, "breaks": counted(plan), "bound": 0, "weight": 4}
    assert faults(free, answer) == []


# By slot 2, ab and bc have been held; b is gone, which takes nothing away, and Fay (f) has come.
CHANGES = {
    "now": 2,
    "gone": ["b"],
    "came": [{"person": "f", "away": [2]}, {"person": "e"}],
    "cancelled": ["cd"],
    "wanted": [{"id": "ef", "people": ["e", "f"], "after": ["ab"]}],
    "tables": 1,
}
PLAIN = DAY | {"caps": {}, "hosts": {}, "fairness": 0}
MENDED = ANSWER | {
    "breaks": 1,
    "bound": 0,
    "held": 4,
    "weight": 6,
    "plan": {
        "ab": {"slot": 0, "table": 0},
        "bc": {"slot": 1, "table": 0},
        "ad": {"slot": 2, "table": 0},
        "ef": {"slot": 3, "table": 0},
    },
    "moved": 0,
    "choices": [],
}


def mended(changes: dict, answer: dict) -> list[str]:
    return repair_faults(PLAIN, ANSWER, CHANGES | changes, answer)


def moved(**seats: object) -> dict:
    plan = dict(MENDED["plan"])
    for id, seat in seats.items():
        plan[id] = seat and {"slot": seat[0], "table": seat[1]}
    return MENDED | {"plan": {id: seat for id, seat in plan.items() if seat}}


def test_a_good_repair_has_no_faults():
    assert mended({}, MENDED) == []
    assert mended({}, MENDED | {"choices": [{key: MENDED[key] for key in plan_checker.CHOICE_KEYS}]}) == []


def test_a_repair_that_changes_nothing_has_no_faults():
    same = ANSWER | {"moved": 0, "choices": []}
    assert repair_faults(DAY, ANSWER, {"now": 0}, same) == []
    assert repair_faults(DAY, ANSWER, {"now": 5}, same) == []


def test_a_repair_without_a_plan_has_no_faults():
    nothing = NOTHING | {"status": "infeasible", "because": "x", "moved": 0, "choices": []}
    assert mended({}, nothing) == []
    assert mended({}, nothing | {"because": ""}) == ["the answer is infeasible, and because is ''"]


def test_what_was_held_stays_although_somebody_is_gone_or_it_is_cancelled():
    assert mended({"cancelled": ["cd", "ab", "bc"]}, MENDED) == []


def test_history_is_not_judged_again():
    assert mended({"tables": [0, 0, 1, 1, 1], "came": [{"person": "f"}, {"person": "c", "away": [1]}]}, MENDED) == []


def test_a_host_whose_table_is_taken_away_sits_where_there_is_room():
    hosted = PLAIN | {"hosts": {"d": 1}}
    assert repair_faults(hosted, ANSWER, CHANGES, MENDED) == []
    assert repair_faults(hosted, ANSWER, CHANGES | {"tables": 2}, MENDED) == [
        "ad is at table 0, and its host d has table 1"
    ]


def test_not_everything_need_be_held_after_changes():
    assert mended({}, moved(ef=None) | {"held": 3, "weight": 5, "not_held": ["ef"]}) == []


@pytest.mark.parametrize(
    ("changes", "answer", "found"),
    [
        ({}, {name: value for name, value in MENDED.items() if name != "moved"}, ["moved is missing"]),
        ({}, MENDED | {"moved": 1}, ["moved is 1, but counts 0"]),
        ({}, moved(ad=(4, 0)), ["moved is 0, but counts 1"]),
        ({"tables": 2}, moved(ad=(2, 1)), []),
        ({}, moved(ad=(3, 0), ef=(4, 0)) | {"moved": 1}, []),
        ({}, moved(bc=(1, 1)), ["bc is history and was changed"]),
        (
            {},
            moved(bc=None) | {"held": 3, "weight": 3, "not_held": ["bc"]},
            ["bc is history and was changed"],
        ),
        ({"gone": []}, moved(ef=(1, 1)), ["ef is put into slot 1, which is over"]),
        ({}, moved(ef=(2, 1)), ["table 1 is used in slot 2, which has 1 tables", "ef is in slot 2, when f is away"]),
        ({}, moved(cd=(3, 1)), ["cd has a seat, but is not a meeting of the day, or is one no longer"]),
        ({"gone": ["a"]}, MENDED, ["ad has a seat, but is not a meeting of the day, or is one no longer"]),
        ({"tables": [2, 2, 2, 0, 2]}, MENDED, ["table 0 is used in slot 3, which has 0 tables"]),
        ({"tables": None}, moved(ef=(3, 2)), ["table 2 is used in slot 3, which has 2 tables"]),
        (
            {"wanted": [{"id": "ef", "people": ["e", "f"], "after": ["ad"]}]},
            moved(ad=(3, 0), ef=(2, 0)) | {"moved": 1},
            ["ef is in slot 2, when f is away", "ef is in slot 2, not after ad in slot 3"],
        ),
        (
            {},
            MENDED | {"choices": [{"moved": 0}]},
            [f"choice 0: {key} is missing" for key in plan_checker.CHOICE_KEYS[1:]],
        ),
        (
            {},
            MENDED | {"choices": [{key: MENDED[key] for key in plan_checker.CHOICE_KEYS} | {"moved": 2}]},
            ["choice 0: moved is 2, but counts 0"],
        ),
    ],
)
def test_every_broken_rule_of_a_repair_is_found(changes, answer, found):
    assert mended(changes, answer) == found


MIX = {
    "rounds": [[[0, 1, 2], [3, 4]], [[0, 3, 1], [2, 4]]],
    "repeats": 1,
    "bound": 0,
    "status": "feasible",
}


def test_a_good_mix_has_no_faults():
    assert mix_faults(5, 3, 2, [(0, 4)], MIX) == []
    assert mix_faults(5, 3, 2, [(4, 0)], MIX | {"status": "optimal", "bound": 1}) == []


@given(st.lists(st.permutations(range(6)), min_size=1, max_size=5))
def test_repeats_are_counted_as_everybody_counts_them(orders):
    rounds = [[order[:3], order[3:]] for order in orders]
    pairs = Counter(pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2))
    repeats = sum(times * (times - 1) // 2 for times in pairs.values())
    mix = {"rounds": rounds, "repeats": repeats, "bound": repeats, "status": "optimal"}
    assert mix_faults(6, 3, len(rounds), [], mix) == []


def test_a_mix_without_rounds_has_no_faults():
    nothing = {"rounds": [], "repeats": 0, "bound": 0}
    assert mix_faults(5, 3, 2, [], nothing | {"status": "unknown"}) == []
    assert mix_faults(5, 3, 2, [], nothing | {"status": "infeasible", "because": "x"}) == []


def test_nobody_sits_alone_for_a_table_that_is_one_larger():
    mix = {"rounds": [[[0, 1, 2]]], "repeats": 0, "bound": 0, "status": "optimal"}
    assert mix_faults(3, 2, 1, [], mix) == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({}, [*(f"{key} is missing" for key in plan_checker.MIX_KEYS), "None is not a status"]),
        (MIX | {"status": "unknown"}, ["there are rounds in an answer without a plan"]),
        (
            {"rounds": [], "repeats": 0, "bound": 0, "status": "infeasible"},
            ["the answer is infeasible, and because is None"],
        ),
        (MIX | {"rounds": MIX["rounds"][:1], "repeats": 0}, ["there are 1 rounds, not 2"]),
        (MIX | {"repeats": 0}, ["repeats is 0, but counts 1"]),
        (MIX | {"bound": 2}, ["the bound on repeats, 2, is above their number, 1"]),
        (MIX | {"status": "optimal"}, ["the plan is called optimal, but repeats are 1 where 0 is not ruled out"]),
        (
            MIX | {"rounds": [[[0, 4, 2], [3, 1]], MIX["rounds"][0]]},
            ["0 and 4 are to be apart and meet"],
        ),
        (
            MIX | {"rounds": [MIX["rounds"][0], [[0, 3, 3], [2, 4]]]},
            ["round 1: not everybody from 0 to 4 sits at one table"],
        ),
        (
            MIX | {"rounds": [MIX["rounds"][0], [[0, 3], [2, 1], [4]]], "repeats": 1},
            [],
        ),
        (
            MIX | {"rounds": [MIX["rounds"][0], [[1, 2, 3, 0], [4]]], "repeats": 3},
            [
                "round 1: a table of 1 and one of 4 differ by more than one",
                "round 1: a table has 4 people, more than 3",
            ],
        ),
        (
            MIX | {"rounds": [MIX["rounds"][0], []], "repeats": 0},
            ["round 1: not everybody from 0 to 4 sits at one table"],
        ),
    ],
)
def test_every_broken_rule_of_a_mix_is_found(answer, found):
    assert mix_faults(5, 3, 2, [(0, 4)], answer) == found


def test_the_checker_changes_nothing():
    before = copy.deepcopy((DAY, ANSWER, CHANGES, MENDED))
    faults(DAY, ANSWER)
    mended({}, MENDED)
    assert before == (DAY, ANSWER, CHANGES, MENDED)
