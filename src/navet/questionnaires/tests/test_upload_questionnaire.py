import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.questionnaires import commands, queries
from navet.questionnaires.models import QuestionnaireVersion
from navet.questionnaires.tests.test_loading import changed, small

PAGE = "/h/north/questionnaires/"


def raw(content: dict) -> bytes:
    return json.dumps(content).encode()


def upload(client, content: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile("own.json", content)})


def test_a_coordinator_takes_an_own_questionnaire_into_use(world):
    version = commands.upload_questionnaire(world.cia, world.hub, raw=raw(small()))
    assert (version.code, version.is_own, version.uploaded_by) == ("small", True, world.cia)
    assert [entry.fact for entry in time_line(version.id)] == ["QuestionnaireUploaded"]
    assert [each.code for each in queries.offered()] == ["ai-readiness", "pso", "sme", "small"]
    assert queries.form_of(version.id).title == {"sv": "Liten"}
    assert queries.find_version(version.id) == version


def test_only_the_newest_valid_version_is_offered(world):
    commands.upload_questionnaire(world.cia, world.hub, raw=raw(small()))
    commands.upload_questionnaire(world.cia, world.hub, raw=raw(changed("version", "2")))
    later = changed("version", "3") | {"valid_from": "2999-01-01"}
    commands.upload_questionnaire(world.cia, world.hub, raw=raw(later))
    ended = changed("version", "4") | {"valid_until": "2026-01-02"}
    commands.upload_questionnaire(world.cia, world.hub, raw=raw(ended))
    assert {each.code: each.version for each in queries.offered()}["small"] == "2"


def test_nothing_is_offered_before_its_first_day(world):
    assert [each.code for each in queries.offered(date(2024, 1, 1))] == ["pso", "sme"]


def test_a_version_never_changes(world):
    commands.upload_questionnaire(world.cia, world.hub, raw=raw(small()))
    with pytest.raises(Refused, match="raise the version number"):
        commands.upload_questionnaire(world.cia, world.hub, raw=raw(small()))


def test_a_shipped_code_is_taken(world):
    with pytest.raises(Refused, match="belongs to a questionnaire that comes with Navet"):
        commands.upload_questionnaire(world.cia, world.hub, raw=raw(changed("code", "sme")))


@pytest.mark.parametrize("who", ["ana", "ben", "eva", "fia"])
def test_others_may_not(world, who):
    with pytest.raises(NotAllowed):
        commands.upload_questionnaire(getattr(world, who), world.hub, raw=raw(small()))


def test_a_neighbour_sees_nothing_of_it(world):
    version = commands.upload_questionnaire(world.cia, world.hub, raw=raw(small()))
    with inside(world.other.id):
        assert [each.code for each in queries.offered()] == ["ai-readiness", "pso", "sme"]
        with pytest.raises(NotFound):
            queries.find_version(version.id)


def test_a_shipped_version_is_kept_once(world):
    first = commands.keep_questionnaire(world.ben, world.hub, code="sme", version="2023")
    assert commands.keep_questionnaire(world.ben, world.hub, code="sme", version="2023") == first
    assert [entry.fact for entry in time_line(first.id)] == ["QuestionnaireKept"]
    with pytest.raises(NotFound):
        commands.keep_questionnaire(world.ben, world.hub, code="sme", version="1066")


def test_page_uploads(world, as_member):
    answer = upload(as_member(world.cia), raw(small()))
    assert (answer.status_code, answer.headers["location"]) == (302, "/h/north/questionnaires/")
    assert QuestionnaireVersion.objects.get().code == "small"
    assert "Liten" in as_member(world.cia).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (raw(changed("title", {})), "title.sv: is missing"),
        (b"{", "line 1, column 2: not JSON"),
        (raw(changed("code", "pso")), "comes with Navet"),
        (b" " * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_page_names_the_place_of_a_fault(world, as_member, content, words):
    answer = upload(as_member(world.cia), content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not QuestionnaireVersion.objects.exists()


def test_page_asks_for_a_file(world, as_member):
    assert as_member(world.cia).post(PAGE).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("ana", 403), ("ben", 403), ("fia", 403), ("neighbour", 403), (None, 302)])
def test_page_is_for_coordinators(world, as_member, who, status):
    assert as_member(getattr(world, who) if who else None).get(PAGE).status_code == status
