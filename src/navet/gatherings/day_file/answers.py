"""Writes answers as plain values, in the shape and order of `contracts/timetable.md`."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from navet.timetable.day import Answer, Seat

if TYPE_CHECKING:
    # Loading it loads its solver, which takes longer than reading a file.
    from navet.mixing.rounds import Mix


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer of a solve."""
    told: dict[str, Any] = {
        "status": answer.status.value,
        "breaks": answer.breaks,
        "bound": answer.bound,
        "held": answer.held,
        "weight": answer.weight,
        "weight_bound": answer.weight_bound,
        "seconds": round(answer.seconds, 2),
        "plan": _plan_json(answer.plan),
        "not_held": list(answer.not_held),
    }
    return told if answer.because is None else told | {"because": answer.because.text}


def repaired_json(answer: Answer, moved: int, choices: Iterable[tuple[int, Answer]]) -> dict[str, Any]:
    """The answer of a repair, with the plans an organiser can choose from and how many meetings each moves."""
    return {**answer_json(answer), "moved": moved, "choices": [_choice_json(*choice) for choice in choices]}


def moved_json(answer: Answer, plan: Mapping[str, Seat], now: int) -> dict[str, Any]:
    """The same for a plan on the way: what moves is counted here, and there is no choice yet."""
    both = [(seat.slot, answer.plan[id].slot) for id, seat in plan.items() if seat.slot >= now and id in answer.plan]
    return repaired_json(answer, sum(before != after for before, after in both), ())


def mix_json(mix: "Mix") -> dict[str, Any]:
    """The answer of a mix."""
    told: dict[str, Any] = {
        "rounds": [[list(table) for table in tables] for tables in mix.rounds],
        "repeats": mix.repeats,
        "bound": mix.bound,
        "status": mix.status.value,
    }
    return told | {"because": mix.because} if told["status"] == "infeasible" else told


def _choice_json(moved: int, answer: Answer) -> dict[str, Any]:
    return {
        "moved": moved,
        "held": answer.held,
        "weight": answer.weight,
        "breaks": answer.breaks,
        "plan": _plan_json(answer.plan),
        "not_held": list(answer.not_held),
    }


def _plan_json(plan: Mapping[str, Seat]) -> dict[str, dict[str, int]]:
    return {id: {"slot": seat.slot, "table": seat.table} for id, seat in plan.items()}
