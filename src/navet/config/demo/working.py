"""What staff and partners do in a case from day to day: partners let in, notes, tasks, what happens next."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from navet.casework.commands import add_partner_to_case, add_task, finish_task, log_time, set_next_step, write_note
from navet.casework.models import Case, Note, Task, TimeSpent
from navet.catalogue.models import Service
from navet.config.demo.region import Region, Step

Told = dict[str, Any]
# How long before its day a task was noted down.
NOTED = 5


def work(told: list[Told]) -> Iterator[Step]:
    for case in told:
        if "accepted" in case["steps"]:
            key = f"case:{case['key']}"
            yield from _beginnings(key, case)
            yield from _writings(key, case)
            yield from _tasks(key, case)


def _beginnings(key: str, case: Told) -> Iterator[Step]:
    if case["services"] or "partners" in case:
        days = case["steps"].get("plan-proposed", case["steps"]["accepted"])
        yield Step(f"{key}:partners", days, partial(_let_in, told=case))
    if "next_step" in case:
        yield Step(f"{key}:next", NOTED, partial(_say_next, told=case))


def _writings(key: str, case: Told) -> Iterator[Step]:
    for number, note in enumerate(case["notes"]):
        days = min(note["days_ago"], case["steps"]["accepted"])
        yield Step(f"{key}:note:{number}", days, partial(_note, told=case, note=note))
    for number, time in enumerate(case.get("time", ())):
        yield Step(f"{key}:time:{number}", time["days_ago"], partial(_log, told=case, time=time))


def _tasks(key: str, case: Told) -> Iterator[Step]:
    for number, task in enumerate(case["tasks"]):
        days = min(max(NOTED, NOTED - task["due_in_days"]), case["steps"]["accepted"])
        yield Step(f"{key}:task:{number}", days, partial(_task, told=case, task=task))
        if task["done"]:
            done = max(0, -task["due_in_days"])
            yield Step(f"{key}:done:{number}", done, partial(_finish, key=f"{key}:task:{number}"))


def case_of(region: Region, told: Told) -> Case:
    return region.find(Case, f"case:{told['key']}:accepted")


def _let_in(region: Region, told: Told) -> None:
    """The partners whose services the plan is made of take part."""
    adviser, case = region.staff(told["adviser"]), case_of(region, told)
    invited = {region.partner(key) for key in told.get("partners", ())}
    providers = invited | {region.known(Service, f"service:{each['service']}").provider for each in told["services"]}
    for provider in sorted(filter(None, providers), key=lambda partner: partner.id):
        add_partner_to_case(adviser, case, partner=provider)


def _say_next(region: Region, told: Told) -> Case:
    step = told["next_step"]
    on = region.today + timedelta(days=step["in_days"] + NOTED)
    return set_next_step(region.staff(told["adviser"]), case_of(region, told), next_step=step["text"], next_step_on=on)


def _note(region: Region, told: Told, note: Told) -> Note:
    return write_note(region.staff(note["from"]), case_of(region, told), text=note["text"])


def _log(region: Region, told: Told, time: Told) -> TimeSpent:
    spent = {"hours": Decimal(time["hours"]), "what": time["what"], "on": region.today}
    return log_time(region.staff(time["by"]), case_of(region, told), **spent)


def _task(region: Region, told: Told, task: Told) -> Task:
    return add_task(
        region.staff(told["adviser"]),
        case_of(region, told),
        text=task["title"],
        due_on=region.day(-task["due_in_days"]),
        assigned_to=region.staff(task["for"]),
    )


def _finish(region: Region, key: str) -> Task:
    task = region.find(Task, key)
    return finish_task(task.assigned_to or region.coordinator, task)
