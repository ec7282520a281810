"""The pages of a round, with and without JavaScript, signed in and by link."""

import re

import pytest

from navet.assessments import commands, queries
from navet.assessments.models import Assessment
from navet.assessments.tests.rounds import fill, submitted
from navet.assessments.tests.test_scoring import PSO, SME
from navet.questionnaires.loading import DATA, parse
from navet.questionnaires.tests.test_upload_questionnaire import raw

HERE = "/h/north/assessments"


@pytest.fixture
def assessment(world):
    return commands.open_assessment(world.ben, world.bakery)


def posted(form, dimension: str, answers: dict) -> dict[str, list[str]]:
    """What a browser without JavaScript sends for one dimension."""
    data: dict[str, list[str]] = {}
    for question in form.dimension(dimension).questions:
        value = answers[question.code]
        codes = [row.code for row in question.rows]
        if isinstance(value, dict):
            for column, ticks in value.items():
                data[f"{question.code}.{column}"] = [code for code, tick in zip(codes, ticks, strict=True) if tick]
        elif value and isinstance(value[0], bool):
            data[question.code] = [code for code, tick in zip(codes, value, strict=True) if tick]
        else:
            for code, step in zip(codes, value, strict=True):
                data[f"{question.code}.{code}"] = [str(step)]
    return data


def test_a_public_body_does_it_all_by_link_and_without_javascript(world, as_member):
    assessment = commands.open_assessment(world.ben, world.town)
    invitation = commands.invite_colleague(world.ben, assessment, name="Gun", email="gun@example.org", language="sv")
    client = as_member(None)
    answer = client.get(f"{HERE}/link/{queries.link_of(invitation)}/")
    assert answer.headers["location"] == f"{HERE}/{assessment.id}/"
    page = client.get(answer.headers["location"]).content.decode()
    assert "Staden" in page
    form = queries.form_of(assessment.questionnaire_id)
    address = f"{HERE}/{assessment.id}/parts/D1/"
    for number, dimension in enumerate(form.dimensions):
        assert client.get(address).status_code == 200
        answer = client.post(address, posted(form, dimension.code, PSO))
        assert answer.status_code == 302
        address = answer.headers["location"]
        assert ("/parts/" in address) == (number < 5)
    assert client.get(f"{HERE}/{assessment.id}/submission/").status_code == 200
    assert client.post(f"{HERE}/{assessment.id}/submission/").headers["location"] == f"{HERE}/{assessment.id}/"
    result = client.get(f"{HERE}/{assessment.id}/").content.decode()
    assert "55.5" in result
    assert float(Assessment.objects.get(timing="T0").overall) == 55.5142
    assert client.get(address.replace("submission/", "")).status_code == 200
    assert client.get(f"{HERE}/{assessment.id}/parts/D1/").headers["location"] == f"{HERE}/{assessment.id}/"
    assert client.get(f"{HERE}/{assessment.id}/submission/").status_code == 302
    again = client.post(f"{HERE}/{assessment.id}/submission/")
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("customer", "answers", "dimensions", "overall"),
    [
        ("bakery", SME, [56.6667, 51.4286, 46.4286, 61.9048, 48.0, 45.0], 51.5714),
        ("town", PSO, [54.1667, 60.1389, 58.5714, 61.1111, 46.875, 52.2222], 55.5142),
    ],
)
def test_the_published_vectors_from_form_to_result(world, as_member, customer, answers, dimensions, overall):
    assessment = commands.open_assessment(world.ben, getattr(world, customer))
    form, client = queries.form_of(assessment.questionnaire_id), as_member(world.ben)
    for dimension in form.dimensions:
        address = f"{HERE}/{assessment.id}/parts/{dimension.code}/"
        assert client.post(address, posted(form, dimension.code, answers)).status_code == 302
    client.post(f"{HERE}/{assessment.id}/submission/")
    page = client.get(f"{HERE}/{assessment.id}/").text
    assert [float(value) for value in re.findall(r'<meter [^>]*value="([^"]+)"', page)] == dimensions
    assert [float(value) for value in re.findall(r'<data value="([^"]+)"', page)] == [overall]


def test_with_javascript_each_choice_is_saved_at_once(world, as_member, assessment):
    address = f"{HERE}/{assessment.id}/parts/D4/"
    answer = as_member(world.ana).post(address, {"only": "q8", "q8": ["policy", "backup"], "q7": ["stored"]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert "Saved" in page
    assert queries.answers_to(assessment) == {"q8": [True, False, False, False, True, False]}


def test_a_choice_that_can_not_stand_says_so_at_once(world, as_member, assessment):
    address = f"{HERE}/{assessment.id}/parts/D4/"
    answer = as_member(world.ana).post(address, {"only": "q7", "q7": ["not-digital", "stored"]})
    assert answer.status_code == 422
    assert "rules the others out" in answer.content.decode()
    assert queries.answers_to(assessment) == {}


def test_without_javascript_what_is_wrong_is_told_and_the_typed_kept(world, as_member, assessment):
    address = f"{HERE}/{assessment.id}/parts/D4/"
    answer = as_member(world.ana).post(address, {"q7": ["not-digital", "stored"], "q8": ["backup"]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="not-digital" checked' in page
    assert list(queries.answers_to(assessment)) == ["q8"]


def test_a_half_answered_scale_is_saved(world, as_member, assessment):
    as_member(world.ana).post(f"{HERE}/{assessment.id}/parts/D5/", {"q9.vision": "3", "q9.speech": "nine"})
    assert queries.answers_to(assessment) == {}
    as_member(world.ana).post(f"{HERE}/{assessment.id}/parts/D5/", {"q9.vision": "3"})
    assert queries.answers_to(assessment) == {"q9": [None, 3, None, None, None]}


def test_conditional_questions_numbers_and_texts(world, as_member):
    assessment = commands.open_assessment(world.ben, world.bakery, code="ai-readiness")
    client, address = as_member(world.ana), f"{HERE}/{assessment.id}/parts/purpose/"
    assert 'id="a4" hidden' in client.get(address).content.decode()
    shown = client.post(address, {"only": "a2", "a2": ["writing"]}).content.decode()
    assert 'id="a4"' in shown
    assert 'id="a4" hidden' not in shown
    client.post(address, {"only": "a2", "a2": ["none"]})
    answer = client.post(address, {"a1": "To sort our mail", "a2": ["writing"]})
    assert answer.headers["location"] == f"{address}#a3"
    wrong = client.post(address, {"a1": "", "a2": ["writing"], "a3": "many", "a4.owner": "maybe"})
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "whole number from 0 to 100000" in page
    assert 'value="many"' in page
    assert "Choose among the answers shown" in page
    long = client.post(address, {"only": "a1", "a1": "x" * 5000})
    assert "too long" in long.content.decode()
    answer = client.post(address, {"a2": ["writing"], "a3": "1 2", "a4.owner": "yes", "a4.rules": "no", "a4.act": "no"})
    assert answer.headers["location"] == f"{HERE}/{assessment.id}/parts/ground/"
    assert queries.answers_to(assessment)["a3"] == 12


def test_a_number_without_a_top(world, as_member):
    content = parse((DATA / "ai-readiness-1.json").read_bytes()) | {"code": "own"}
    del content["dimensions"][0]["parts"][1]["questions"][0]["most"]
    from navet.questionnaires.commands import upload_questionnaire

    upload_questionnaire(world.cia, world.hub, raw=raw(content))
    assessment = commands.open_assessment(world.ben, world.bakery, code="own")
    answer = as_member(world.ana).post(f"{HERE}/{assessment.id}/parts/purpose/", {"only": "a3", "a3": "-2"})
    assert "whole number from 0." in answer.content.decode()


def test_a_guest_sees_only_the_parts_of_the_link(world, as_member, assessment):
    invitation = commands.invite_colleague(
        world.ben, assessment, name="Gun", email="g@example.org", language="en", dimensions=["D4", "D6"]
    )
    client = as_member(None)
    client.get(f"{HERE}/link/{queries.link_of(invitation)}/")
    page = client.get(f"{HERE}/{assessment.id}/").content.decode()
    assert "Data management and connectedness" in page
    assert "Digital business strategy" not in page
    assert client.get(f"{HERE}/{assessment.id}/parts/D1/").status_code == 404
    assert client.get(f"{HERE}/{assessment.id}/submission/").status_code == 404
    assert client.get(f"{HERE}/{assessment.id}/invitations/").status_code == 404
    form = queries.form_of(assessment.questionnaire_id)
    answer = client.post(f"{HERE}/{assessment.id}/parts/D4/", posted(form, "D4", SME))
    assert answer.headers["location"] == f"{HERE}/{assessment.id}/parts/D6/"
    answer = client.post(answer.headers["location"], posted(form, "D6", SME))
    assert answer.headers["location"] == f"{HERE}/{assessment.id}/"
    assert "Your part is answered" in client.get(answer.headers["location"]).content.decode()
    commands.withdraw_invitation(world.ben, invitation)
    assert client.get(f"{HERE}/{assessment.id}/").status_code == 302


def test_a_link_that_does_not_open_says_what_to_do(world, as_member):
    answer = as_member(None).get(f"{HERE}/link/forged:link/")
    assert answer.status_code == 404
    assert "Ask the one who sent it" in answer.content.decode()


@pytest.mark.parametrize("tail", ["", "parts/D1/", "answers/", "submission/", "invitations/"])
def test_who_may_come_in(world, as_member, assessment, tail):
    address = f"{HERE}/{assessment.id}/{tail}"
    assert [as_member(who).get(address).status_code for who in (world.ben, world.ana)] == [200, 200]
    assert [as_member(who).get(address).status_code for who in (world.eva, world.neighbour)] == [404, 403]
    assert as_member(None).get(address).status_code == 302
    neighbours = address.replace("/h/north/", "/h/south/")
    assert as_member(world.neighbour).get(neighbours).status_code == 404


def test_unfinished_is_not_sent_in(world, as_member, assessment):
    fill(world.ana, assessment, dict(list(SME.items())[:4]))
    client = as_member(world.ana)
    assert "Not quite there yet" in client.get(f"{HERE}/{assessment.id}/submission/").content.decode()
    answer = client.post(f"{HERE}/{assessment.id}/submission/")
    assert answer.status_code == 409
    assert "7 questions are still open" in answer.content.decode()


def test_an_unknown_part_is_not_found(world, as_member, assessment):
    assert as_member(world.ana).get(f"{HERE}/{assessment.id}/parts/D9/").status_code == 404


def test_an_answer_that_comes_too_late_says_so(world, as_member):
    done = submitted(world.ana, world.bakery)
    answer = as_member(world.ana).post(f"{HERE}/{done.id}/parts/D4/", {"only": "q8", "q8": []})
    assert answer.status_code == 302


def test_few_questions_to_the_database(world, as_member, assessment, queries_of):
    client = as_member(world.ana)
    client.get(f"{HERE}/{assessment.id}/parts/D4/")
    few = queries_of(lambda: client.get(f"{HERE}/{assessment.id}/parts/D4/"))
    fill(world.ana, assessment)
    assert queries_of(lambda: client.get(f"{HERE}/{assessment.id}/parts/D4/")) == few <= 16
