"""The small steps of a case: each through both doors, each refused to those it is not for."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.casework import commands
from navet.casework.models import Case, CasePartner, Note, Task, TimeSpent
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused

TODAY = timezone.localdate


def facts_of(case) -> list[str]:
    return [entry.fact for entry in time_line(case.id)]


def steps(world):
    """Each step: address, what is posted on the page, method and address of the endpoint, what is sent there."""
    return {
        "assign_case": ("adviser", {"adviser": world.cia.id}, "put", "adviser", {"adviser_id": str(world.cia.id)}),
        "set_next_step": (
            "next-step",
            {"next_step": "Visit", "next_step_on": "2030-01-02"},
            "put",
            "next-step",
            {"next_step": "Visit", "next_step_on": "2030-01-02"},
        ),
        "add_task": ("tasks", {"text": "Call"}, "post", "tasks", {"text": "Call"}),
        "write_note": ("notes", {"text": "Hm"}, "post", "notes", {"text": "Hm"}),
        "log_time": (
            "time",
            {"on": TODAY(), "hours": "1.5", "what": "Read"},
            "post",
            "time",
            {"on": str(TODAY()), "hours": "1.5", "what": "Read"},
        ),
        "add_partner_to_case": (
            "partners",
            {"partner": world.partner.id},
            "post",
            "partners",
            {"partner_id": str(world.partner.id)},
        ),
    }


SEEN = {
    "assign_case": lambda world, case: Case.objects.get(id=case.id).adviser == world.cia,
    "set_next_step": lambda world, case: Case.objects.get(id=case.id).next_step == "Visit",
    "add_task": lambda world, case: Task.objects.get().text == "Call" and Task.objects.get().assigned_to == world.ben,
    "write_note": lambda world, case: Note.objects.get().text == "Hm",
    "log_time": lambda world, case: TimeSpent.objects.get().hours == Decimal("1.5"),
    "add_partner_to_case": lambda world, case: CasePartner.objects.get().partner == world.partner,
}
FACT = {
    "assign_case": "CaseAssigned",
    "set_next_step": "NextStepSet",
    "add_task": "TaskAdded",
    "write_note": "NoteWritten",
    "log_time": "TimeLogged",
    "add_partner_to_case": "PartnerAddedToCase",
}


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("step", list(SEEN))
def test_happens_through_both_doors(step, door, world, case, as_member):
    client = as_member(world.ben)
    path, posted, method, endpoint, sent = steps(world)[step]
    if door == "page":
        assert client.get(f"/h/north/cases/{case.id}/{path}/").status_code == 200
        assert client.post(f"/h/north/cases/{case.id}/{path}/", posted).status_code == 302
    else:
        act = getattr(client, method)
        response = act(f"/h/north/api/v1/cases/{case.id}/{endpoint}", sent, content_type="application/json")
        assert response.status_code in (200, 201)
    assert SEEN[step](world, case)
    assert facts_of(case) == [FACT[step]]


@pytest.mark.parametrize("step", list(SEEN))
def test_a_neighbours_case_is_not_found(step, world, neighbours_case, as_member):
    client = as_member(world.ben)
    path, posted, method, endpoint, sent = steps(world)[step]
    assert client.post(f"/h/north/cases/{neighbours_case.id}/{path}/", posted).status_code == 404
    act = getattr(client, method)
    url = f"/h/north/api/v1/cases/{neighbours_case.id}/{endpoint}"
    assert act(url, sent, content_type="application/json").status_code == 404


@pytest.mark.parametrize("step", list(SEEN))
def test_an_auditor_only_reads(step, world, case, as_member):
    client = as_member(world.fia)
    path, posted, method, endpoint, sent = steps(world)[step]
    assert client.post(f"/h/north/cases/{case.id}/{path}/", posted).status_code == 403
    act = getattr(client, method)
    assert act(f"/h/north/api/v1/cases/{case.id}/{endpoint}", sent, content_type="application/json").status_code == 403
    assert facts_of(case) == []


def test_what_was_typed_is_kept_and_the_fault_stands_at_its_field(world, case, as_member):
    client = as_member(world.ben)
    tomorrow = TODAY() + timedelta(1)
    response = client.post(f"/h/north/cases/{case.id}/time/", {"on": tomorrow, "hours": "2", "what": "Read drawings"})
    assert response.status_code == 422
    assert "Read drawings" in response.text
    assert response.context["form"].errors["on"] == ["Hours that were worked cannot lie in the future."]
    assert client.post(f"/h/north/cases/{case.id}/notes/", {"text": ""}).status_code == 422


def test_only_staff_can_have_a_case(world, case):
    with pytest.raises(Refused) as refused:
        commands.assign_case(world.ben, case, adviser=world.eva)
    assert list(refused.value.fields) == ["adviser"]


def test_a_day_has_24_hours(world, case):
    for hours in (Decimal(0), Decimal("24.5")):
        with pytest.raises(Refused):
            commands.log_time(world.ben, case, on=TODAY(), hours=hours, what="Much")


def test_a_partner_takes_part_once_and_its_staff_may_write(world, case):
    first = commands.add_partner_to_case(world.ben, case, partner=world.partner)
    assert commands.add_partner_to_case(world.ben, case, partner=world.partner) == first
    task = commands.add_task(world.eva, case, text="Book the lab", due_on=TODAY())
    assert commands.finish_task(world.eva, task).done_at
    with pytest.raises(NotAllowed):
        commands.set_next_step(world.eva, case, next_step="Mine")


def test_a_partner_outside_the_case_may_nothing(world, case):
    with pytest.raises(NotAllowed):
        commands.write_note(world.eva, case, text="Hello")


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_task_is_ticked_off_once(door, world, case, as_member):
    task = commands.add_task(world.ben, case, text="Call")
    client = as_member(world.ben)
    for _ in range(2):
        if door == "page":
            assert client.post(f"/h/north/tasks/{task.id}/done/").status_code == 302
        else:
            assert client.post(f"/h/north/api/v1/tasks/{task.id}/done").status_code == 200
    assert facts_of(case) == ["TaskAdded", "TaskFinished"]


def test_somebody_elses_task_is_theirs(world, partners_case):
    task = commands.add_task(world.ben, partners_case, text="Call", assigned_to=world.cia)
    with pytest.raises(NotAllowed):
        commands.finish_task(world.eva, task)


def test_a_neighbours_task_is_not_found(world, as_member, neighbours_case):
    assert as_member(world.ben).post(f"/h/north/tasks/{neighbours_case.id}/done/").status_code == 404


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_closed_case_is_taken_up_again_and_only_then_worked_on(door, world, case, as_member):
    case.stage, case.closed_at = Case.Stage.CLOSED, timezone.now()
    case.save()
    with pytest.raises(NotAllowed):
        commands.add_task(world.ben, case, text="Call")
    client = as_member(world.ben)
    if door == "page":
        assert client.post(f"/h/north/cases/{case.id}/reopening/").status_code == 302
    else:
        assert client.post(f"/h/north/api/v1/cases/{case.id}/reopening").status_code == 200
    case.refresh_from_db()
    assert (case.stage, case.closed_at, facts_of(case)) == (Case.Stage.DELIVERING, None, ["CaseReopened"])
    with pytest.raises(NotAllowed):
        commands.reopen_case(world.ben, case)
