"""Meetings in slots at tables: solved with proofs, repaired while the day runs."""

from navet.timetable.day import Changes, Day, Hold, Meeting, Seat
from navet.timetable.planner.repairing import Choice, Repaired, repair
from navet.timetable.planner.solving import solve

__all__ = ["Choice", "Repaired", "build", "repair", "solve"]


def build() -> None:
    """Compile everything that is compiled, so that the first day does not wait for it."""
    day = Day(
        2, (1, 1), ("a", "b", "c"), (Meeting("m", ("a", "b")), Meeting("n", ("b", "c"), after=("m",))), fairness=1
    )
    answer = solve(day, seconds=60)
    solve(Day(2, (1, 1), day.people, day.meetings, hold=Hold.MOST), seconds=60)
    repair(day, answer.plan or {"m": Seat(0, 0)}, Changes(0, wanted=(Meeting("o", ("a", "c")),)), seconds=60)
