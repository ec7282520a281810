"""The repair: history stays, nothing that can be kept is lost, few meetings move; against brute force and at size."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from navet.gatherings.day_file import repaired_json
from navet.gatherings.plan_checker import repair_faults
from navet.gatherings.tests.days import as_json, plans, small_days, worth
from navet.gatherings.tests.test_solve import crowded_day
from navet.timetable.day import Changes, Day, Hold, Meeting, Seat
from navet.timetable.planner import cycles, repair, solve


@st.composite
def changes_of(draw, day: Day) -> Changes:
    now = draw(st.integers(0, day.slots - 1))
    slots = st.sets(st.integers(0, day.slots - 1), max_size=2).map(frozenset)
    names = st.sets(st.sampled_from(day.people), max_size=1).map(frozenset)
    ids = [meeting.id for meeting in day.meetings]
    wanted = (Meeting("x1", (day.people[0], "new")),) if draw(st.booleans()) else ()
    came = {name: draw(slots) for name in draw(names)} | ({"new": draw(slots)} if wanted else {})
    return Changes(
        now=now,
        gone=draw(names) - set(came),
        came=came,
        cancelled=frozenset(draw(st.sets(st.sampled_from(ids), max_size=1))) if ids else frozenset(),
        wanted=wanted,
        tables=draw(st.one_of(st.none(), st.just((1,) * day.slots))),
    )


def changes_json(changes: Changes) -> dict:
    told = {
        "now": changes.now,
        "gone": sorted(changes.gone),
        "came": [{"person": name, "away": sorted(slots)} for name, slots in changes.came.items()],
        "cancelled": sorted(changes.cancelled),
        "wanted": [{"id": meeting.id, "people": list(meeting.people)} for meeting in changes.wanted],
    }
    return told | ({"tables": list(changes.tables)} if changes.tables is not None else {})


def what_was_and_may_be(day: Day, plan: dict[str, Seat], changes: Changes) -> Day:
    """The changed day for brute force: what was held is fixed, all else comes later. Written anew, on purpose."""
    meetings = []
    for meeting in (*day.meetings, *changes.wanted):
        seat = plan.get(meeting.id)
        if seat is not None and seat.slot < changes.now:
            meetings.append(replace(meeting, slot=seat.slot, session=None, people=meeting.people))
        elif meeting.id not in changes.cancelled and not set(meeting.people) & changes.gone:
            meetings.append(meeting)
    names = {meeting.id for meeting in meetings}
    tables = day.tables if changes.tables is None else changes.tables
    return replace(
        day,
        meetings=tuple(replace(m, after=tuple(f for f in m.after if f in names)) for m in meetings),
        people=(*day.people, *(name for name in changes.came if name not in day.people)),
        tables=tuple(day.tables[slot] if slot < changes.now else tables[slot] for slot in range(day.slots)),
        away={**day.away, **changes.came},
        fairness=None,
        hold=Hold.MOST,
    )


def order(day: Day, plan: dict[str, int], before: dict[str, int], history: set[str]) -> tuple[int, int, int, int]:
    names = {meeting.id for meeting in day.meetings}
    promised = [name for name in before if name in names and name not in history]
    lost = sum(name not in plan for name in promised)
    moved = sum(plan.get(name, before[name]) != before[name] for name in promised)
    unheld, _, breaks = worth(day, plan)
    return lost, moved, unheld, breaks


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_repair_is_the_best_there_is(data):
    day = data.draw(small_days(Hold.MOST, most_meetings=4))
    first = solve(day)
    changes = data.draw(changes_of(day))
    mended = repair(day, first.plan, changes)
    told = repaired_json(mended.answer, mended.moved, [(choice.moved, choice.answer) for choice in mended.choices])
    plan = {name: {"slot": seat.slot, "table": seat.table} for name, seat in first.plan.items()}
    assert repair_faults(as_json(day), {"plan": plan}, changes_json(changes), json.loads(json.dumps(told))) == []
    before = {name: seat.slot for name, seat in first.plan.items()}
    history = {name for name, slot in before.items() if slot < changes.now}
    after = what_was_and_may_be(day, dict(first.plan), changes)
    mine = {name: seat.slot for name, seat in mended.answer.plan.items()}
    assert {name: mine[name] for name in history} == {name: before[name] for name in history}
    away = {name: frozenset(slot for slot in slots if slot >= changes.now) for name, slots in after.away.items()}
    possible = [
        other
        for other in plans(replace(after, away=away), held_all=False)
        if history <= other.keys() and all(slot >= changes.now for name, slot in other.items() if name not in history)
    ]
    assert order(after, mine, before, history) == min(order(after, other, before, history) for other in possible)
    assert mended.moved == order(after, mine, before, history)[1]


def test_a_large_day_is_mended_with_few_moves_and_three_choices(monkeypatch):
    monkeypatch.setattr(cycles, "CYCLES", 2)  # without a limit of time the same plan is mended on every machine
    day = crowded_day(800, 12, 160, seed=4, hold=Hold.MOST)
    first = solve(day)
    gone = frozenset(f"p{number}" for number in range(0, 800, 20))
    late = {f"p{number}": frozenset({0, 1, 2}) for number in range(1, 800, 50)}
    changes = Changes(0, gone=gone, came=late)
    told = []
    mended = repair(day, first.plan, changes, seconds=20, tell=told.append)
    staying = [m for m in day.meetings if not set(m.people) & gone]
    assert mended.answer.held == len(staying)
    displaced = {m.id for m in staying if set(m.people) & late.keys() and first.plan[m.id].slot < 3}
    assert len(displaced) <= mended.moved <= 2 * len(displaced)
    assert [choice.moved for choice in mended.choices] == sorted(choice.moved for choice in mended.choices)
    breaks = [choice.answer.breaks for choice in mended.choices]
    assert breaks == sorted(breaks, reverse=True)
    assert len(told) == 1


def test_a_table_less_on_a_large_day_costs_no_more_meetings_than_it_must(monkeypatch):
    monkeypatch.setattr(cycles, "CYCLES", 2)
    day = crowded_day(800, 12, 136, seed=4, hold=Hold.MOST)
    first = solve(day)
    assert first.held == len(day.meetings)
    for tables in (135, 120):
        mended = repair(day, first.plan, Changes(2, tables=(136,) * 2 + (tables,) * 10))
        before = sum(seat.slot < 2 for seat in first.plan.values())
        assert mended.answer.held >= 0.998 * min(len(day.meetings), before + 10 * tables)


def test_a_repair_without_time_keeps_what_is_history():
    day = crowded_day(12, 8, 4, seed=1, hold=Hold.MOST)
    first = solve(day)
    mended = repair(day, first.plan, Changes(4, gone=frozenset({"p1"})), seconds=1e-9)
    assert {n: s for n, s in mended.answer.plan.items() if s.slot < 4} == {
        n: s for n, s in first.plan.items() if s.slot < 4
    }


def test_a_wanted_meeting_with_somebody_who_is_gone_is_not_held_and_said_so():
    day = Day(3, (2, 2, 2), ("a", "b", "c"), (Meeting("m", ("a", "b")),), hold=Hold.MOST)
    changes = Changes(
        0, gone=frozenset({"c"}), wanted=(Meeting("x1", ("a", "c")), Meeting("x2", ("a", "b"), after=("x1",)))
    )
    for mended in (repair(day, {"m": Seat(1, 0)}, changes), repair(day, {"m": Seat(1, 0)}, changes, seconds=1e-9)):
        assert [choice.answer.not_held for choice in mended.choices] == [("x1",)] * 3
        assert mended.answer.plan.keys() == {"m", "x2"}
