"""Checks an answer against the contract before it leaves the house: `contracts/timetable.md`, and nothing else.

It shares no code with those who made the answer, not even their records: it takes the files as plain data, the day's
having been read strictly before. A fault is a sentence; no faults, and the answer may go. All of it takes linear time.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

Json = Mapping[str, Any]

KEYS = ("status", "breaks", "bound", "held", "weight", "weight_bound", "seconds", "plan", "not_held")
REPAIR_KEYS = (*KEYS, "moved", "choices")
CHOICE_KEYS = ("moved", "held", "weight", "breaks", "plan", "not_held")
MIX_KEYS = ("rounds", "repeats", "bound", "status")
PLANNED = ("optimal", "feasible")
UNPLANNED = ("infeasible", "unknown")


def faults(day: Json, answer: Json) -> list[str]:
    """What is wrong with the answer of a solve."""
    if found := [*_missing(answer, KEYS), *_status_faults(answer)]:
        return found
    rules = _rules(day)
    if answer["status"] in UNPLANNED:
        return list(_unplanned_faults(answer))
    return [*_plan_faults(rules, answer), *_proof_faults(answer)]


def repair_faults(day: Json, plan: Json, changes: Json, answer: Json) -> list[str]:
    """What is wrong with the answer of a repair; `plan` is the answer that is repaired."""
    if found := [*_missing(answer, REPAIR_KEYS), *_status_faults(answer)]:
        return found
    if answer["status"] in UNPLANNED:
        return list(_unplanned_faults(answer))
    rules = _rules_after(day, plan["plan"], changes)
    found = [*_proof_faults(answer), *_repaired_faults(rules, plan["plan"], answer)]
    for number, choice in enumerate(answer["choices"]):
        wrong = list(_missing(choice, CHOICE_KEYS)) or _repaired_faults(rules, plan["plan"], choice)
        found += [f"choice {number}: {fault}" for fault in wrong]
    return found


def mix_faults(
    people: int, table_size: int, rounds: int, apart: Collection[tuple[int, int]], answer: Json
) -> list[str]:
    """What is wrong with a mix; people are numbered from 0, and a pair that meets n times counts n(n - 1)/2 repeats."""
    if found := [*_missing(answer, MIX_KEYS), *_status_faults(answer)]:
        return found
    if answer["status"] in UNPLANNED:
        return ["there are rounds in an answer without a plan"] if answer["rounds"] else list(_because_faults(answer))
    if len(answer["rounds"]) != rounds:
        return [f"there are {len(answer['rounds'])} rounds, not {rounds}"]
    if found := [
        f"round {number}: {fault}"
        for number, tables in enumerate(answer["rounds"])
        for fault in _round_faults(people, table_size, tables)
    ]:
        return found
    return [*_meeting_again_faults(apart, answer), *_bound_faults(answer, "repeats")]


@dataclass(frozen=True, slots=True)
class Rules:
    """The day as the checker sees it. What is in `history` (seats that were taken before `now`) is not judged again."""

    slots: int
    tables: Sequence[int]
    people: Collection[str]
    meetings: Mapping[str, Json]
    sessions: Mapping[str, Json]
    away: Mapping[str, Collection[int]]
    caps: Mapping[str, int]
    hosts: Mapping[str, int]
    fairness: int | None = None
    all_held: bool = False
    now: int = 0
    history: Mapping[str, Json] = field(default_factory=dict)


def _rules(day: Json, **changed: Any) -> Rules:
    tables = day["tables"]
    rules = {
        "slots": day["slots"],
        "tables": tables if isinstance(tables, list) else [tables] * day["slots"],
        "people": day["people"],
        "meetings": {meeting["id"]: meeting for meeting in day["meetings"]},
        "sessions": {session["name"]: session for session in day.get("sessions", ())},
        "away": {person: frozenset(slots) for person, slots in day.get("away", {}).items()},
        "caps": day.get("caps", {}),
        "hosts": day.get("hosts", {}),
        "fairness": day.get("fairness"),
        "all_held": day.get("hold", "all") == "all",
    }
    return Rules(**rules | changed)


def _rules_after(day: Json, plan: Json, changes: Json) -> Rules:
    """The day after the changes, of which less is asked.

    Not everything can be held any more, nor everybody's breaks be alike; a host whose table was taken away sits where
    there is room.
    """
    now, gone = changes["now"], frozenset(changes.get("gone", ()))
    history = {id: seat for id, seat in plan.items() if seat["slot"] < now}
    off = frozenset(changes.get("cancelled", ()))
    stay = [
        meeting
        for meeting in day["meetings"]
        if meeting["id"] in history or not (meeting["id"] in off or gone.intersection(meeting["people"]))
    ]
    came = {each["person"]: frozenset(each.get("away", ())) for each in changes.get("came", ())}
    before = _rules(day)
    tables = changes.get("tables")
    later = tables if isinstance(tables, list) else before.tables if tables is None else [tables] * before.slots
    fewest = min((number for number in later[now:] if number), default=0)
    return _rules(
        {**day, "meetings": [*stay, *changes.get("wanted", ())]},
        people=frozenset(day["people"]).union(came),
        tables=[*before.tables[:now], *later[now:]],
        away={**before.away, **came},
        hosts={person: table for person, table in before.hosts.items() if table < fewest},
        fairness=None,
        all_held=False,
        now=now,
        history=history,
    )


def _missing(answer: Json, keys: Sequence[str]) -> Iterator[str]:
    return (f"{key} is missing" for key in keys if key not in answer)


def _status_faults(answer: Json) -> Iterator[str]:
    if answer.get("status") not in PLANNED + UNPLANNED:
        yield f"{answer.get('status')!r} is not a status"


def _unplanned_faults(answer: Json) -> Iterator[str]:
    if answer["plan"] or answer["held"] or answer["weight"] or answer["breaks"] is not None:
        yield f"the day is {answer['status']}, and yet there is a plan"
    yield from _because_faults(answer)


def _because_faults(answer: Json) -> Iterator[str]:
    if (answer["status"] == "infeasible") != bool(answer.get("because")):
        yield f"the answer is {answer['status']}, and because is {answer.get('because')!r}"


def _proof_faults(answer: Json) -> Iterator[str]:
    yield from _because_faults(answer)
    yield from _bound_faults(answer, "breaks")
    weight, most = answer["weight"], answer["weight_bound"]
    if weight > most:
        yield f"the weight held, {weight}, is above its bound, {most}"
    if answer["status"] == "optimal" and weight != most:
        yield f"the plan is called optimal, but holds a weight of {weight} where {most} is not ruled out"


def _bound_faults(answer: Json, counted: str) -> Iterator[str]:
    if answer["bound"] > answer[counted]:
        yield f"the bound on {counted}, {answer['bound']}, is above their number, {answer[counted]}"
    elif answer["status"] == "optimal" and answer["bound"] != answer[counted]:
        yield f"the plan is called optimal, but {counted} are {answer[counted]} where {answer['bound']} is not ruled out"


def _plan_faults(rules: Rules, answer: Json) -> list[str]:
    """Everything about one plan: its seats, its people, its counts."""
    plan = answer["plan"]
    if found := [fault for id, seat in plan.items() for fault in _seat_faults(rules, id, seat)]:
        return found
    busy: defaultdict[str, list[int]] = defaultdict(list)
    for id, seat in plan.items():
        for person in rules.meetings[id]["people"]:
            busy[person].append(seat["slot"])
    breaks = {person: _breaks(sorted(slots)) for person, slots in busy.items()}
    found = [*_table_faults(rules, plan), *_people_faults(rules, busy), *_fairness_faults(rules, breaks)]
    found += [fault for id, seat in plan.items() for fault in _meeting_faults(rules, id, seat)]
    found += _order_faults(rules, plan)
    weight = sum(rules.meetings[id].get("weight", 1) for id in plan)
    found += _count_faults(answer, held=len(plan), weight=weight, breaks=sum(breaks.values()))
    return found + list(_not_held_faults(rules, answer))


def _seat_faults(rules: Rules, id: str, seat: Any) -> Iterator[str]:
    if id not in rules.meetings:
        yield f"{id} has a seat, but is not a meeting of the day, or is one no longer"
    elif not isinstance(seat, dict) or seat.keys() != {"slot", "table"}:
        yield f"the seat of {id} is not a slot and a table"
    elif type(seat["slot"]) is not int or not 0 <= seat["slot"] < rules.slots:
        yield f"{id} is in slot {seat['slot']!r}, which is not in the day"
    elif type(seat["table"]) is not int or seat["table"] < 0:
        yield f"{id} is at table {seat['table']!r}, which is no table"


def _breaks(slots: Sequence[int]) -> int:
    return sum(later - earlier > 1 for earlier, later in pairwise(slots))


def _table_faults(rules: Rules, plan: Json) -> Iterator[str]:
    held = Counter((seat["slot"], seat["table"]) for seat in plan.values())
    yield from (
        f"{count} meetings are at table {table} in slot {slot}" for (slot, table), count in held.items() if count > 1
    )
    for slot, table in held:
        if slot >= rules.now and table >= rules.tables[slot]:
            yield f"table {table} is used in slot {slot}, which has {rules.tables[slot]} tables"


def _people_faults(rules: Rules, busy: Mapping[str, Sequence[int]]) -> Iterator[str]:
    for person, slots in busy.items():
        if len(set(slots)) < len(slots):
            yield f"{person} is in two meetings at once"
        if len(slots) > rules.caps.get(person, len(slots)):
            yield f"{person} has {len(slots)} meetings and wants {rules.caps[person]} at the most"


def _fairness_faults(rules: Rules, breaks: Mapping[str, int]) -> Iterator[str]:
    counts = [breaks.get(person, 0) for person in rules.people]
    if rules.fairness is not None and max(counts) - min(counts) > rules.fairness:
        yield f"breaks differ by {max(counts) - min(counts)}, more than the {rules.fairness} that are fair"


def _meeting_faults(rules: Rules, id: str, seat: Json) -> Iterator[str]:
    """What is wrong with one seat that is not history."""
    if id in rules.history:
        return
    meeting, slot, table = rules.meetings[id], seat["slot"], seat["table"]
    for person in meeting["people"]:
        if slot in rules.away.get(person, ()):
            yield f"{id} is in slot {slot}, when {person} is away"
        if rules.hosts.get(person, table) != table:
            yield f"{id} is at table {table}, and its host {person} has table {rules.hosts[person]}"
    yield from _wish_faults(rules, meeting, slot)


def _wish_faults(rules: Rules, meeting: Json, slot: int) -> Iterator[str]:
    id, fixed = meeting["id"], meeting.get("slot")
    if fixed is not None and slot != fixed:
        yield f"{id} is in slot {slot}, but fixed in slot {fixed}"
    session = rules.sessions.get(meeting.get("session") or "")
    if session and not session["first"] <= slot <= session["last"]:
        yield f"{id} is in slot {slot}, outside its session {session['name']}"


def _order_faults(rules: Rules, plan: Json) -> Iterator[str]:
    for id, seat in plan.items():
        for other in rules.meetings[id].get("after", ()):
            settled = id in rules.history and other in rules.history
            if other in plan and plan[other]["slot"] >= seat["slot"] and not settled:
                yield f"{id} is in slot {seat['slot']}, not after {other} in slot {plan[other]['slot']}"


def _count_faults(answer: Json, **counted: int) -> list[str]:
    return [f"{name} is {answer[name]}, but counts {count}" for name, count in counted.items() if answer[name] != count]


def _not_held_faults(rules: Rules, answer: Json) -> Iterator[str]:
    left = rules.meetings.keys() - answer["plan"].keys()
    if len(answer["not_held"]) != len(left) or left != set(answer["not_held"]):
        yield f"not_held names {len(answer['not_held'])} meetings, and {len(left)} have no seat, or they are others"
    if rules.all_held and left:
        yield f"all meetings are to be held, and {min(left)} is not"


def _repaired_faults(rules: Rules, old: Json, answer: Json) -> list[str]:
    if found := _plan_faults(rules, answer):
        return found
    new = answer["plan"]
    found = [f"{id} is history and was changed" for id, seat in rules.history.items() if new.get(id) != seat]
    for id, seat in new.items():
        if seat["slot"] < rules.now and id not in rules.history:
            found.append(f"{id} is put into slot {seat['slot']}, which is over")
    both = [(seat["slot"], new[id]["slot"]) for id, seat in old.items() if id in new and id not in rules.history]
    return found + _count_faults(answer, moved=sum(before != after for before, after in both))


def _meeting_again_faults(apart: Collection[tuple[int, int]], answer: Json) -> Iterator[str]:
    """Repeats are counted between each two rounds: who shares a table in both."""
    at = [{person: number for number, table in enumerate(tables) for person in table} for tables in answer["rounds"]]
    for one, other in apart:
        if any(table[one] == table[other] for table in at):
            yield f"{one} and {other} are to be apart and meet"
    rounds = [[table[person] for person in range(len(table))] for table in at]
    both = (Counter(zip(one, other, strict=True)).values() for one, other in combinations(rounds, 2))
    yield from _count_faults(answer, repeats=sum(count * (count - 1) // 2 for counts in both for count in counts))


def _round_faults(people: int, table_size: int, tables: Sequence[Sequence[int]]) -> Iterator[str]:
    seated = sorted(person for table in tables for person in table)
    if seated != list(range(people)):
        yield f"not everybody from 0 to {people - 1} sits at one table"
    sizes = [len(table) for table in tables]
    if sizes and max(sizes) - min(sizes) > 1:
        yield f"a table of {min(sizes)} and one of {max(sizes)} differ by more than one"
    # Nobody sits alone: where one table more would leave somebody so, the others take one person more.
    most = table_size + (people < 2 * -(-people // table_size))
    if sizes and max(sizes) > most:
        yield f"a table has {max(sizes)} people, more than {most}"
