"""A day of meetings, and what is planned for it. Slots count from 0; a meeting takes one slot and one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from navet.mixing.proof import Status


class Hold(StrEnum):
    """What is wanted of a day."""

    ALL = "all"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Session:
    """A part of the day, from its first slot to its last, both in it."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people or more who are to meet once; `after` names meetings that are held in an earlier slot, if they are."""

    id: str
    people: tuple[str, ...]
    session: str | None = None
    slot: int | None = None
    after: tuple[str, ...] = ()
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """Everything a plan depends on. Raises nothing: `day_file.read_day` has checked that the names fit each other.

    `tables` has one number per slot. `away` tells the slots in which a person meets nobody. `fairness` is the most by
    which the breaks of any two people may differ. `caps` tells how many meetings a person wants at the most, `hosts`
    whose table stays the same all day.
    """

    slots: int
    tables: tuple[int, ...]
    people: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    sessions: tuple[Session, ...] = ()
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    hold: Hold = Hold.ALL
    fairness: int | None = None
    caps: Mapping[str, int] = field(default_factory=dict)
    hosts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """When and where a meeting is held."""

    slot: int
    table: int


@dataclass(frozen=True, slots=True)
class Because:
    """A small set of meetings, people and slots that cannot go together, and the sentence that says so."""

    text: str
    meetings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan and how good it is.

    `bound` is a proven lower bound on `breaks`, `weight_bound` a proven upper bound on `weight`; without a plan
    `breaks` is None.
    """

    status: Status
    breaks: int | None
    bound: int
    held: int
    weight: int
    weight_bound: int
    seconds: float
    plan: Mapping[str, Seat]
    not_held: tuple[str, ...]
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened after a plan was made. Slots before `now` are history.

    `came` are people who are new, or late: their `away` is what holds for them from now on. `tables` is how many there
    are in each slot from `now` on, or None for as many as before.
    """

    now: int
    gone: frozenset[str] = frozenset()
    came: Mapping[str, frozenset[int]] = field(default_factory=dict)
    cancelled: frozenset[str] = frozenset()
    wanted: tuple[Meeting, ...] = ()
    tables: tuple[int, ...] | None = None
