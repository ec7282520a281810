"""The endpoints: the same commands, the same refusals, the same wall as the pages."""

import json
from datetime import date

import pytest

from navet.assessments import commands, queries
from navet.assessments.models import Assessment, Correction, Invitation
from navet.assessments.tests.rounds import submitted
from navet.assessments.tests.test_pages import firms
from navet.assessments.tests.test_score_file import SME_FIGURES
from navet.assessments.tests.test_scoring import PSO, SME

HERE = "/h/north/api/v1/"


def ask(client, way: str, address: str, body=None):
    return client.generic(way.upper(), f"{HERE}{address}", json.dumps(body), content_type="application/json")


@pytest.fixture
def assessment(world):
    return commands.open_assessment(world.ben, world.bakery)


def test_scores_what_is_brought_along(world, as_member):
    answer = ask(as_member(None), "post", "assessments/score", {"form": "sme", "answers": SME})
    assert (answer.status_code, answer.json()) == (200, SME_FIGURES)
    answer = ask(as_member(None), "post", "assessments/score", {"form": "pso", "answers": PSO})
    assert answer.json()["overall"] == 55.5142


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            json.dumps({"form": "sme", "answers": SME | {"q4": [0, 0, 7, 0, 0, 0, 0]}}),
            "answers.q4[2]: 7 is not between 0 and 5",
        ),
        ("", "line 1, column 1: not JSON (Expecting value)"),
        ("[" * 50_000, "file: nested too deep"),
    ],
)
def test_bad_answers_are_the_terminals_words(world, as_member, body, words):
    answer = as_member(None).post(f"{HERE}assessments/score", body, content_type="application/json")
    assert (answer.status_code, answer.json()["title"]) == (422, words)


def test_a_whole_round_by_machine(world, as_member):
    client = as_member(world.ben)
    opened = ask(client, "post", f"organisations/{world.bakery.id}/assessments", {"due_on": "2027-01-01"})
    assert (opened.status_code, opened.json()["form"], opened.json()["asked"]) == (201, "sme", 11)
    address = f"assessments/{opened.json()['id']}"
    early = ask(client, "post", f"{address}/submission")
    assert (early.status_code, early.json()["title"]) == (409, "11 questions are still open.")
    for question, value in SME.items():
        answer = ask(client, "put", f"{address}/answers/{question}", {"value": value})
        assert (answer.status_code, answer.json()["answered_by"]) == (200, "Ben")
    done = ask(client, "post", f"{address}/submission").json()
    assert (done["dimensions"], done["overall"], done["level"]) == (
        SME_FIGURES["dimensions"], SME_FIGURES["overall"], SME_FIGURES["level"],
    )  # fmt: skip
    assert done["parts"]["D3.1"] == 42.8571
    assert ask(client, "post", f"{address}/submission").json() == done
    assert ask(client, "get", address).json() == done
    late = ask(client, "put", f"{address}/answers/q8", {"value": [True] * 6})
    assert late.status_code == 409


def test_a_wrong_answer_names_its_place(world, as_member, assessment):
    client = as_member(world.ana)
    wrong = ask(client, "put", f"assessments/{assessment.id}/answers/q4", {"value": [0, 9, 0, 0, 0, 0, 0]})
    assert (wrong.status_code, wrong.json()["title"]) == (422, "value[1]: 9 is not between 0 and 5")
    assert ask(client, "put", f"assessments/{assessment.id}/answers/q99", {"value": []}).status_code == 404
    assert ask(client, "put", f"assessments/{assessment.id}/answers/q4", {}).status_code == 422
    assert queries.answers_to(assessment) == {}


def test_an_unknown_questionnaire_is_refused(world, as_member):
    answer = ask(as_member(world.ben), "post", f"organisations/{world.bakery.id}/assessments", {"code": "who"})
    assert (answer.status_code, answer.json()["fields"]) == (409, {"code": ["No such questionnaire is in use."]})


def test_corrections_invitations_and_reminders(world, as_member, assessment):
    client = as_member(world.ben)
    gun = {"name": "Gun", "email": "gun@example.org", "language": "sv", "dimensions": ["D4"]}
    invited = ask(client, "post", f"assessments/{assessment.id}/invitations", gun)
    assert (invited.status_code, invited.json()["dimensions"]) == (201, ["D4"])
    assert [each["name"] for each in ask(client, "post", f"assessments/{assessment.id}/reminder").json()] == ["Ana"]
    assert Invitation.objects.count() == 2
    done = submitted(world.ben, world.bakery)
    right = {"question": "q8", "value": [True] * 6, "reason": "The plan was in place"}
    corrected = ask(client, "post", f"assessments/{done.id}/corrections", right)
    assert (corrected.status_code, corrected.json()["before"], corrected.json()["corrected_by"]) == (
        201,
        SME["q8"],
        "Ben",
    )
    assert Correction.objects.count() == 1
    assert ask(as_member(world.ana), "post", f"assessments/{done.id}/corrections", right).status_code == 403
    assert ask(as_member(world.ana), "post", f"assessments/{done.id}/reminder").status_code == 403
    assert ask(client, "post", f"assessments/{done.id}/invitations", gun).status_code == 409


def test_the_list_pages_by_key(world, as_member):
    for firm in firms(51):
        commands.schedule_round(world.ben, firm, anchor_on=date(2026, 1, 1))
    client = as_member(world.fia)
    first = ask(client, "get", "assessments").json()
    second = client.get(f"{HERE}assessments", {"after": first["next"]}).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (50, 1, None)
    assert client.get(f"{HERE}assessments", {"state": "submitted", "timing": "T1"}).json()["items"] == []
    assert client.get(f"{HERE}assessments", {"after": "x"}).status_code == 422
    assert ask(as_member(world.ana), "get", "assessments").status_code == 403


@pytest.mark.parametrize(
    ("way", "tail", "body"),
    [
        ("get", "", None),
        ("put", "/answers/q8", {"value": [True] * 6}),
        ("post", "/submission", None),
        ("post", "/corrections", {"question": "q8", "value": [True] * 6, "reason": "x"}),
        ("post", "/invitations", {"name": "Gun", "email": "gun@example.org", "language": "sv"}),
        ("post", "/reminder", None),
    ],
)
def test_a_neighbours_round_is_not_found(world, as_member, assessment, way, tail, body):
    theirs = f"/h/south/api/v1/assessments/{assessment.id}{tail}"
    client = as_member(world.neighbour)
    answer = client.generic(way.upper(), theirs, json.dumps(body), content_type="application/json")
    assert answer.status_code == 404
    assert ask(as_member(world.eva), way, f"assessments/{assessment.id}{tail}", body).status_code == 404
    assert ask(as_member(None), way, f"assessments/{assessment.id}{tail}", body).status_code == 401
    assert Assessment.objects.get(id=assessment.id).state == "open"
