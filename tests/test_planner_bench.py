"""The benchmark of the planner: its days are as their recipe says, its counts are true, its targets name what is missed."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from benchmarks.random_days import Trial, trials
from benchmarks.timetable import targets
from benchmarks.timetable.days import breaks_of_people, first_fit, large_day, matched, most_held, no_common_slot
from benchmarks.timetable.large import effort, planned
from benchmarks.timetable.mixes import CASES
from benchmarks.timetable.plain import changes_json, day_json
from benchmarks.timetable.repairs import after, morning
from benchmarks.timetable.report import PARTS, of_row
from benchmarks.timetable.rows import Row, above, published, wrong
from hypothesis import given, settings
from hypothesis import strategies as st

from navet.gatherings.day_file import read_changes, read_day
from navet.gatherings.tests.days import breaks_by_person, plans, small_days
from navet.timetable.day import Day, Hold, Meeting

DAY = large_day(300)


def test_a_large_day_is_as_the_recipe_says():
    degree = Counter(name for meeting in DAY.meetings for name in meeting.people)
    assert (len(DAY.people), len(DAY.meetings), DAY.slots, DAY.tables[0]) == (300, 1500, 20, 87)
    assert len({frozenset(meeting.people) for meeting in DAY.meetings}) == 1500
    assert max(degree.values()) == 18
    assert all(len(slots) <= 20 - degree[name] for name, slots in DAY.away.items())
    assert all(max(slots) - min(slots) == len(slots) - 1 for slots in DAY.away.values())
    assert 1 <= sum(map(len, DAY.away.values())) / 300 <= 2.5
    assert {meeting.weight for meeting in DAY.meetings} == {1, 2, 3}
    assert large_day(300) == DAY != large_day(300, seed=2)


def test_the_smallest_day_of_the_growth_can_be_drawn():
    assert len(large_day(20).meetings) == 100
    assert [effort(people) for people in (20, 1_000, 10_000)] == [1, 10, 60]


def test_days_and_changes_are_written_as_the_files_have_them():
    assert read_day(json.dumps(day_json(DAY)).encode()) == DAY
    changes = morning(DAY)
    assert read_changes(json.dumps(changes_json(changes)).encode(), DAY) == changes


def test_a_morning_takes_some_away_and_makes_others_late():
    changes = morning(DAY)
    assert (len(changes.gone), len(changes.came)) == (15, 6)
    assert all({0, 1, 2} | DAY.away.get(name, frozenset()) == slots for name, slots in changes.came.items())
    assert changes.gone.isdisjoint(changes.came)
    left = after(DAY, changes)
    assert len(left.people) == 285
    assert all(changes.gone.isdisjoint(meeting.people) for meeting in left.meetings)
    assert changes.gone.isdisjoint(left.away)


@settings(max_examples=60)
@given(small_days(Hold.MOST, most_meetings=4))
def test_no_plan_holds_more_than_can_be_held_and_first_fit_holds_less(day):
    # What is made up here has no sessions, fixed slots or orders; without them more can be held, so brute force drops them too.
    plain = tuple(replace(meeting, session=None, slot=None, after=()) for meeting in day.meetings)
    day = replace(day, meetings=plain, fairness=None)
    most = max(len(plan) for plan in plans(day, held_all=False))
    assert len(first_fit(day)) <= most <= most_held(day) <= len(day.meetings) - len(no_common_slot(day))


@settings(max_examples=60)
@given(small_days())
def test_first_fit_keeps_the_rules_and_breaks_are_counted_right(day):
    day = replace(
        day, meetings=tuple(replace(m, session=None, slot=None, after=()) for m in day.meetings), fairness=None
    )
    plan = first_fit(day)
    assert plan in list(plans(day, held_all=False))
    assert sum(breaks_of_people(day, plan)) == sum(breaks_by_person(day, plan))


def test_what_can_be_held_is_less_where_somebody_has_too_few_slots():
    meetings = tuple(Meeting(f"m{number}", ("a", other)) for number, other in enumerate("bcd"))
    day = Day(3, (3, 3, 3), tuple("abcd"), meetings, away={"a": frozenset({0}), "b": frozenset({1, 2})})
    assert no_common_slot(day) == {"m0"}
    assert most_held(day) == 2
    assert most_held(replace(day, away={"a": frozenset({0, 1})})) == 2
    assert [matched([{0, 1}, {0}, {1}]), matched([{0, 1}, {0}, {2, 1}])] == [2, 3]


def test_published_rows_are_read_and_what_must_never_be_is_said(tmp_path):
    heads = "instance,fairness_d,optimum,maxsat_s\n"
    (tmp_path / "published.csv").write_text(heads + "fair.original,2,3,1.5\nfair.prec15,2,infeasible,0.5\n")
    one, two = published(tmp_path)
    assert one == Row("fair.original", 2, 3, 1.5)
    assert (one.set, two.set, two.optimum) == ("original", "in order", None)
    told = {"name": one.name, "published": 3, "ours": 3, "status": "optimal", "bound": 3, "faults": []}
    assert wrong(told) == []
    assert wrong(told | {"ours": 2}) == ["fair.original d=2: DIFFERS, 2 proven here, 3 published"]
    assert wrong(told | {"status": "feasible"}) == ["fair.original d=2: NOT PROVEN, 3 found, bound 3"]
    assert wrong(told | {"faults": ["m1 is nowhere"]}) == ["fair.original d=2: m1 is nowhere"]


def test_the_plan_held_early_is_the_best_told_by_then():
    class Told:
        def __init__(self, breaks):
            self.breaks = breaks

    heard = [(0.1, Told(None)), (0.5, Told(9)), (1.9, Told(6)), (2.5, Told(3))]
    assert above(3, 3.0, heard) == 3
    assert above(3, 1.5, heard) == 0
    assert above(3, 3.0, heard[:1]) is None


@pytest.fixture
def told():
    """One measurement of each part that meets everything but what a test changes."""
    at = {"measured_at": "now", "machine": "one", "load_average": 0.1}
    row = {
        "name": "a.original d=2", "set": "original", "slots": 10, "published": 3, "ours": 3, "status": "optimal", "bound": 3,
        "seconds": 0.2, "published_seconds": 1.0, "early": 0, "faults": [], "wrong": [],
    }  # fmt: skip
    greedy = {"held": 4_900, "breaks": 2_000, "worst_person": 6}
    day = {
        "people": 1_000, "seed": 1, "meetings": 5_000, "allowed_seconds": 5.0, "seconds": 5.1, "held": 5_000, "most_held": 5_000,
        "breaks": 130, "bound": 80, "worst_person": 2, "memory_mb": 200, "greedy": greedy, "faults": [],
    }  # fmt: skip
    plan = {"moved": 20, "held": 998, "breaks": 9}
    mended = {
        "people": 5_000, "allowed_seconds": 60.0, "first_seconds": 1.5, "seconds": 4.0, "staying": 1_000,
        "choices": [plan, plan, plan], "anew": {"seconds": 60.0, "held": 1_000, "moved": 900, "breaks": 5, "faults": []}, "faults": [],
    }  # fmt: skip
    case = {
        "name": "four", "most": 0, "proven": True, "allowed_seconds": 1, "seconds": 0.1, "repeats": 0, "bound": 0,
        "status": "optimal", "faults": [],
    }  # fmt: skip
    parts = {"rows": {"rows": [row]}, "days": {"days": [day]}, "repair": {"days": [mended]}}
    parts |= {"growth": {"days": [dict(day)]}, "mix": {"cases": [case]}}
    return {name: part | at for name, part in parts.items()}


def test_every_part_is_told_and_what_is_met_is_no_miss(told):
    assert targets.misses(told) == []
    assert all(PARTS[name](part).count("\n|") >= 3 for name, part in told.items())
    assert of_row(told["rows"]["rows"][0])[-2:] == ("5.0×", "0")


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("rows", {"wrong": ["a NOT PROVEN"]}, "a NOT PROVEN"),
        ("rows", {"seconds": 0.4}, "slowest a.original d=2, 0.400 s"),
        ("rows", {"seconds": 20.5, "slots": 21}, "slowest a.original d=2, 20.500 s"),
        ("rows", {"early": None}, "a.original d=2 no plan"),
        ("rows", {"early": 2}, "a.original d=2 +2"),
        ("days", {"breaks": 131}, "131 in 5.1 s"),
        ("days", {"seconds": 6.0}, "130 in 6.0 s"),
        ("days", {"held": 4_999}, "4,999 of 5,000"),
        ("days", {"memory_mb": 1_000}, "1000 MB"),
        ("repair", {"first_seconds": 2.1}, "2.1 s"),
        ("repair", {"staying": 999}, "2.00%"),
        ("repair", {"faults": ["wrong"]}, "wrong"),
        ("growth", {"held": 1}, "1,000 people 1 of 5000"),
        ("mix", {"repeats": 1}, "four 1 repeats in 0.10 s"),
        ("mix", {"status": "feasible"}, "four 0 repeats"),
        ("mix", {"seconds": 1.2}, "four 0 repeats in 1.20 s"),
    ],
)
def test_what_is_missed_is_named(told, part, change, said):
    next(value for value in told[part].values() if isinstance(value, list))[0].update(change)
    assert [line for line in targets.misses(told) if said in line]


def test_a_small_day_is_planned_and_counted():
    told = planned(20, 20.0)
    assert told["faults"] == []
    assert told["bound"] <= told["breaks"] <= told["greedy"]["breaks"]
    assert told["greedy"]["held"] <= told["held"] <= told["most_held"] == 100
    assert told["memory_mb"] > 10


def test_every_mix_is_asked_for_once():
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_properties_of_the_tests_are_held_against_as_many_days_as_asked():
    for trial in trials(days=20, repairs=5):
        told = trial.run(start=7)
        assert told["failure"] is None
        assert told["examples"] >= trial.examples


def test_the_smallest_example_that_does_not_hold_is_told():
    def property(number):
        assert number < 17

    told = Trial("small", property, st.integers(0, 100), 500).run(start=1)
    assert "assert 17 < 17" in told["failure"]
    assert told["examples"] > 0
