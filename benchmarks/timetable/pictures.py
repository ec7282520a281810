"""`python -m benchmarks.timetable.pictures`: two plans of one day, drawn for `docs/timetable.md`."""

from itertools import pairwise
from pathlib import Path

from benchmarks.timetable.days import Slots, breaks_of_people, first_fit, large_day
from navet.timetable.day import Day
from navet.timetable.planner import solve

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "timetable"
PEOPLE = 40
CELL, GAP, TOP = 16, 2, 34
MEETING, WAIT, AWAY = "#1d4f91", "#f2b134", "#d8d8d8"


def main() -> None:
    """Draw what first come, first served gives, and what the planner gives."""
    day = large_day(PEOPLE)
    found = solve(day, seconds=20)
    for name, title, plan in (
        ("first-fit", "First come, first served", first_fit(day)),
        ("planned", "Planned", {meeting: seat.slot for meeting, seat in found.plan.items()}),
    ):
        said = f"{title}: {len(plan)} of {len(day.meetings)} meetings, {sum(breaks_of_people(day, plan))} breaks"
        (FOLDER / f"{name}.svg").write_text(picture(day, plan, said))


def picture(day: Day, plan: Slots, title: str) -> str:
    """A row for everybody, a column for each slot: meetings blue, waiting between them yellow, away grey."""
    step = CELL + GAP
    width, height = day.slots * step + GAP, TOP + len(day.people) * step
    cells = [
        f'<rect x="{GAP + slot * step}" y="{TOP + row * step}" width="{CELL}" height="{CELL}" rx="2" fill="{colour}"/>'
        for row, person in enumerate(day.people)
        for slot, colour in colours(day, plan, person).items()
    ]
    label = f'<text x="{GAP}" y="20" font-family="sans-serif" font-size="12" fill="#222">{title}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" '
        f'aria-label="{title}"><rect width="100%" height="100%" fill="#fff"/>{label}{"".join(cells)}</svg>\n'
    )


def colours(day: Day, plan: Slots, person: str) -> dict[int, str]:
    """What a person's slots are filled with; the empty ones are left out."""
    busy = sorted(plan[meeting.id] for meeting in day.meetings if person in meeting.people and meeting.id in plan)
    away = dict.fromkeys(day.away.get(person, ()), AWAY)
    waits = {slot: WAIT for one, other in pairwise(busy) for slot in range(one + 1, other)}
    return away | waits | dict.fromkeys(busy, MEETING)


if __name__ == "__main__":
    main()
