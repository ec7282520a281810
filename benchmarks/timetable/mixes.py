"""Round tables: how many pairs meet again, how few could, and how long it takes."""

import time
from dataclasses import dataclass

from benchmarks.timetable.alone import Told, alone
from navet.gatherings.day_file import mix_json
from navet.gatherings.plan_checker import mix_faults
from navet.mixing.rounds import mix

AT_ONCE = 0.1
"""What algebra makes needs no search."""


@dataclass(frozen=True, slots=True)
class Case:
    """So many people at tables of one size for so many rounds: the most repeats and the seconds that are allowed.

    `most` is None where nothing is asked of the repeats, and what is found is only told.
    """

    people: int
    size: int
    rounds: int
    most: int | None
    seconds: float
    proven: bool = False

    @property
    def name(self) -> str:
        tables = -(-self.people // self.size)
        return f"{self.people} people, {tables} tables of {self.size}, {self.rounds} rounds"


# The most rounds in which nobody need meet twice, for n tables of k (OEIS A107431, rows 2 to 7; of 7 tables of 5 no
# more than 7 rounds are known).
CLEAN = {
    2: {2: 3},
    3: {2: 5, 3: 4},
    4: {2: 7, 3: 4, 4: 5},
    5: {2: 9, 3: 7, 4: 5, 5: 6},
    6: {2: 11, 3: 8, 4: 7, 5: 6, 6: 3},
    7: {2: 13, 3: 10, 4: 9, 5: 7, 6: 7, 7: 8},
}
ASKED = (
    Case(15, 3, 7, 0, 10, proven=True),
    Case(32, 4, 10, 0, 10, proven=True),
    Case(108, 9, 4, 0, 1, proven=True),
    Case(50, 10, 4, 150, 10, proven=True),
    Case(40, 4, 13, 0, 10, proven=True),
    Case(100, 10, 5, 12, 10),
    Case(70, 7, 7, None, 10),
    Case(70, 10, 7, None, 10),
    *(Case(n * n, n, n, 0, AT_ONCE, proven=True) for n in (7, 8, 9, 11, 13, 16, 25, 27)),
    Case(1_000, 32, 32, 0, AT_ONCE, proven=True),
    *(Case(n * k, k, rounds, 0, 10, proven=True) for n, row in CLEAN.items() for k, rounds in row.items()),
)
CASES = tuple(dict.fromkeys(ASKED))
"""Each once: some are asked for twice."""


def measure(only: str) -> Told:
    """Every case whose name has `only` in it."""
    return {"cases": [said(alone(mixed, case)) for case in CASES if only in case.name]}


def mixed(case: Case) -> Told:
    """One mix, made and checked. A search that is not over at once is given ten seconds, so that a miss is told in full."""
    mix(54, 3, 10, seconds=60)
    begun = time.perf_counter()
    found = mix(case.people, case.size, case.rounds, seconds=max(10.0, case.seconds))
    return {
        "name": case.name,
        "most": case.most,
        "proven": case.proven,
        "allowed_seconds": case.seconds,
        "seconds": round(time.perf_counter() - begun, 3),
        "repeats": found.repeats,
        "bound": found.bound,
        "status": found.status.value,
        "faults": mix_faults(case.people, case.size, case.rounds, (), mix_json(found)),
    }


def said(told: Told) -> Told:
    """Said on the terminal, too."""
    faults = "".join(f"\n  !!! {fault}" for fault in told["faults"])
    print(f"{told['name']:44} {told['repeats']:4} repeats, bound {told['bound']}, {told['status']}, {told['seconds']} s{faults}", flush=True)  # fmt: skip
    return told
