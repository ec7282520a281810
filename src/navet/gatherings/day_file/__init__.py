"""The files of a timetable, read strictly and written in the shapes of `contracts/timetable.md`.

A reader takes a file's bytes and raises `Misplaced`, whose one line names the place:
`meetings[3].people[1]: "p99" is not one of the people`.
"""

from navet.gatherings.day_file.answers import answer_json, mix_json, moved_json, repaired_json
from navet.gatherings.day_file.changes import read_changes
from navet.gatherings.day_file.days import read_day
from navet.gatherings.day_file.plans import read_apart, read_plan
from navet.gatherings.day_file.strict import TOO_LARGE
from navet.gatherings.day_file.writing import write_whole

__all__ = [
    "TOO_LARGE",
    "answer_json",
    "mix_json",
    "moved_json",
    "read_apart",
    "read_changes",
    "read_day",
    "read_plan",
    "repaired_json",
    "write_whole",
]
