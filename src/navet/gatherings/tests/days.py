"""Small made-up days, and every plan they have."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import strategies as st

from navet.timetable.day import Day, Hold, Meeting, Session


@st.composite
def small_days(draw, hold: Hold = Hold.ALL, most_meetings: int = 5) -> Day:
    """At most five people, five slots and so many meetings, with everything a day may have."""
    slots = draw(st.integers(1, 5))
    people = tuple(f"p{number}" for number in range(draw(st.integers(2, 5))))
    sessions = (Session("early", 0, (slots - 1) // 2), Session("whole", 0, slots - 1))
    meetings = []
    for number in range(draw(st.integers(0, most_meetings))):
        size = draw(st.sampled_from([2, 2, 2, 3])) if len(people) > 2 else 2
        together = tuple(draw(st.permutations(people))[:size])
        fixed = draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, slots - 1)))
        meetings.append(
            Meeting(
                id=f"m{number}",
                people=together,
                session=draw(st.sampled_from([None, None, "early", "whole"])),
                slot=fixed,
                after=(f"m{draw(st.integers(0, number - 1))}",) if number and draw(st.integers(0, 4)) == 0 else (),
                weight=draw(st.integers(1, 4)),
            )
        )
    tables = draw(st.one_of(st.integers(1, 3).map(lambda n: (n,) * slots), st.tuples(*[st.integers(0, 2)] * slots)))
    away = {
        name: frozenset(draw(st.sets(st.integers(0, slots - 1), max_size=2)))
        for name in people
        if draw(st.integers(0, 2)) == 0
    }
    return Day(
        slots=slots,
        tables=tables,
        people=people,
        meetings=tuple(meetings),
        sessions=sessions,
        away=away,
        hold=hold,
        fairness=draw(st.sampled_from([None, 0, 1, 2])),
    )


def plans(day: Day, *, held_all: bool) -> Iterator[dict[str, int]]:
    """Every plan that keeps the rules, meeting by meeting; the slot of each meeting that is held."""

    def extend(number: int, plan: dict[str, int]) -> Iterator[dict[str, int]]:
        if number == len(day.meetings):
            if kept_order(day, plan) and fair(day, plan):
                yield dict(plan)
            return
        meeting = day.meetings[number]
        for slot in range(day.slots):
            if may_be_held(day, meeting, slot, plan):
                plan[meeting.id] = slot
                yield from extend(number + 1, plan)
                del plan[meeting.id]
        if not held_all:
            yield from extend(number + 1, plan)

    yield from extend(0, {})


def may_be_held(day: Day, meeting: Meeting, slot: int, plan: dict[str, int]) -> bool:
    first, last = next(((s.first, s.last) for s in day.sessions if s.name == meeting.session), (0, day.slots))
    there = [other for other in day.meetings if plan.get(other.id) == slot]
    return (
        first <= slot <= last
        and meeting.slot in {None, slot}
        and all(slot not in day.away.get(name, ()) for name in meeting.people)
        and len(there) < day.tables[slot]
        and all(set(meeting.people).isdisjoint(other.people) for other in there)
    )


def kept_order(day: Day, plan: dict[str, int]) -> bool:
    return all(
        plan[first] < plan[meeting.id]
        for meeting in day.meetings
        for first in meeting.after
        if first in plan and meeting.id in plan
    )


def breaks_by_person(day: Day, plan: dict[str, int]) -> list[int]:
    slots = {name: sorted(plan[m.id] for m in day.meetings if m.id in plan and name in m.people) for name in day.people}
    return [sum(later - earlier > 1 for earlier, later in pairwise(own)) for own in slots.values()]


def fair(day: Day, plan: dict[str, int]) -> bool:
    breaks = breaks_by_person(day, plan)
    return day.fairness is None or max(breaks) - min(breaks) <= day.fairness


def worth(day: Day, plan: dict[str, int]) -> tuple[int, int, int]:
    """Weight not held, people with no meeting, breaks."""
    met = {name for meeting in day.meetings if meeting.id in plan for name in meeting.people}
    unheld = sum(meeting.weight for meeting in day.meetings if meeting.id not in plan)
    return unheld, len(day.people) - len(met), sum(breaks_by_person(day, plan))


def as_json(day: Day) -> dict:
    """The day as the contract writes it."""
    meetings = []
    for meeting in day.meetings:
        told = {
            "id": meeting.id,
            "people": list(meeting.people),
            "after": list(meeting.after),
            "weight": meeting.weight,
        }
        told |= {"session": meeting.session} if meeting.session is not None else {}
        meetings.append(told | ({"slot": meeting.slot} if meeting.slot is not None else {}))
    return {
        "slots": day.slots,
        "sessions": [{"name": s.name, "first": s.first, "last": s.last} for s in day.sessions],
        "tables": list(day.tables),
        "people": list(day.people),
        "away": {name: sorted(slots) for name, slots in day.away.items()},
        "meetings": meetings,
        "hold": str(day.hold),
        "fairness": day.fairness,
    }
