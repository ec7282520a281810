from datetime import timedelta

import pytest
from django.utils import timezone

from navet.casework import commands


@pytest.mark.parametrize("who", ["ben", "cia", "dag", "fia"])
def test_staff_and_auditors_see_the_list_and_the_case(who, world, case, as_member):
    client = as_member(getattr(world, who))
    assert "Bageriet AB" in client.get("/h/north/cases/").text
    assert client.get(f"/h/north/cases/{case.id}/").status_code == 200
    rows = client.get("/h/north/api/v1/cases").json()["rows"]
    assert [row["number"] for row in rows] == [case.number]


def test_a_partner_sees_only_its_own(world, case, as_member):
    client = as_member(world.eva)
    commands.write_note(world.ben, case, text="Careful with the budget")
    assert "Bageriet AB" not in client.get("/h/north/cases/").text
    assert client.get(f"/h/north/cases/{case.id}/").status_code == 404
    commands.add_partner_to_case(world.ben, case, partner=world.partner)
    assert "Bageriet AB" in client.get("/h/north/cases/").text
    page = client.get(f"/h/north/cases/{case.id}/").text
    assert "A partner joined" in page
    assert "Careful with the budget" not in page
    assert "ana@example.org" not in page


def test_the_customer_and_a_visitor_do_not_work_here(world, case, as_member):
    assert as_member(world.ana).get("/h/north/cases/").status_code == 403
    assert as_member(None).get(f"/h/north/cases/{case.id}/").status_code == 302
    assert as_member(world.ana).get(f"/h/north/api/v1/cases/{case.id}").status_code == 404


def test_a_neighbours_case_is_not_found(world, neighbours_case, as_member):
    client = as_member(world.ben)
    assert client.get(f"/h/north/cases/{neighbours_case.id}/").status_code == 404
    assert client.get(f"/h/north/api/v1/cases/{neighbours_case.id}").status_code == 404


def test_narrows_by_stage_adviser_text_and_what_waits_too_long(world, case, more_cases, as_member):
    more_cases(2)
    commands.set_next_step(world.ben, case, next_step="Meet", next_step_on=timezone.localdate() + timedelta(3))
    client = as_member(world.ben)

    def numbers(query):
        return [row["number"] for row in client.get(f"/h/north/api/v1/cases?{query}").json()["rows"]]

    assert numbers("") == ["2026-003", "2026-002", "2026-001"]
    assert numbers("overdue=true") == ["2026-003", "2026-002"]
    assert numbers("text=bageriet&stage=UNDERSTANDING") == ["2026-003", "2026-002", "2026-001"]
    assert numbers("text=2026-002") == ["2026-002"]
    assert numbers("stage=CLOSED") == []
    page = client.get(f"/h/north/cases/?adviser={world.cia.id}").text
    assert "No case fits" in page


def test_an_empty_hub_is_told_how_a_case_begins(world, as_member):
    assert "A case begins when an application is accepted." in as_member(world.ben).get("/h/north/cases/").text


def test_fifty_a_page_by_key(world, more_cases, as_member):
    more_cases(51)
    client = as_member(world.ben)
    first = client.get("/h/north/api/v1/cases").json()
    second = client.get(f"/h/north/api/v1/cases?before={first['next']}").json()
    assert (len(first["rows"]), len(second["rows"]), second["next"]) == (50, 1, None)
    assert client.get(f"/h/north/cases/?before={first['next']}").text.count("<tr>") == 2
    assert client.get("/h/north/cases/?before=nonsense").status_code == 200


def test_asks_as_much_for_one_row_as_for_thirty(world, case, more_cases, as_member, queries_of):
    client = as_member(world.ben)
    client.get("/h/north/cases/")
    one = queries_of(lambda: client.get("/h/north/cases/"))
    more_cases(29)
    assert queries_of(lambda: client.get("/h/north/cases/")) == one <= 12


def test_the_case_page_asks_as_much_with_one_task_as_with_thirty(world, case, as_member, queries_of):
    client = as_member(world.ben)
    act = lambda: client.get(f"/h/north/cases/{case.id}/")  # noqa: E731
    commands.add_task(world.ben, case, text="Call")
    act()
    one = queries_of(act)
    for number in range(29):
        commands.add_task(world.ben, case, text=f"Call {number}")
        commands.write_note(world.ben, case, text="x")
    assert queries_of(act) == one


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_list_as_a_file(kind, world, more_cases, as_member):
    more_cases(2)
    response = as_member(world.ben).get(f"/h/north/cases/?as={kind}&text=bageriet")
    assert response["Content-Disposition"] == f'attachment; filename="cases.{kind}"'
    if kind == "csv":
        lines = response.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Number,Customer,Title")
        assert [line.split(",")[0] for line in lines[1:]] == ["2026-002", "2026-001"]
