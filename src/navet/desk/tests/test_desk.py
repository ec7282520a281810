"""What waits for me today: the right things for the right person, in few questions, and a calm empty desk."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from navet.casework.models import Application, Case, Task
from navet.kit.records import new_id


def make_application(world, **details) -> Application:
    return Application.objects.create(
        number=f"2026-{Application.objects.count() + 1:04}",
        secret_hash=new_id().hex,
        language="sv",
        **{"status": "SUBMITTED", "organisation_name": "Fjordkaféet", "need": "Help", "submitted_at": timezone.now()}
        | details,
    )


def make_case(world, adviser=None, **details) -> Case:
    application = make_application(world, status="ACCEPTED")
    return Case.objects.create(
        application=application,
        number=application.number,
        customer=world.customer,
        adviser=adviser or world.ben,
        title="Less bread",
        **{"next_step": "Call", "next_step_on": date(2026, 1, 2)} | details,
    )


def test_an_empty_desk_feels_good(world, as_member):
    for who in (world.ben, world.eva):
        assert "Nothing waits for you" in as_member(who).get("/h/north/desk/").text


def test_shows_what_is_mine_and_nobody_elses(world, as_member):
    make_application(world)
    make_application(world, adviser=world.cia, organisation_name="Cias")
    case = make_case(world)
    make_case(world, adviser=world.cia, next_step="Cia does it")
    make_case(world, next_step_on=timezone.localdate() + timedelta(3), next_step="Later")
    Task.objects.create(case=case, text="Send the drawing", due_on=date(2026, 1, 2), assigned_to=world.ben)
    Task.objects.create(case=case, text="Not mine", due_on=date(2026, 1, 2), assigned_to=world.cia)
    page = as_member(world.ben).get("/h/north/desk/").text
    for shown in ("Fjordkaféet", "Call · 2 Jan", "Send the drawing"):
        assert shown in page, shown
    for hidden in ("Cias", "Cia does it", "Later", "Not mine", "Nothing waits"):
        assert hidden not in page, hidden


@pytest.mark.parametrize("who", ["ana", "fia"])
def test_is_for_those_who_work_here(who, world, as_member):
    assert as_member(getattr(world, who)).get("/h/north/desk/").status_code == 403


def test_few_questions_however_much_waits(world, as_member, queries_of):
    client = as_member(world.ben)
    case = make_case(world)
    make_application(world)
    Task.objects.create(case=case, text="x", due_on=date(2026, 1, 2), assigned_to=world.ben)
    client.get("/h/north/desk/")
    one = queries_of(lambda: client.get("/h/north/desk/"))
    for _ in range(9):
        make_case(world)
        make_application(world)
        Task.objects.create(case=case, text="x", due_on=date(2026, 1, 2), assigned_to=world.ben)
    assert queries_of(lambda: client.get("/h/north/desk/")) == one <= 14
