"""Asking for help by machine: the same commands, the same refusals, the same wall."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.casework import commands
from navet.casework.models import Application, Case, Document
from navet.casework.tests.intake import ANSWERS, VISITOR, guest_of, make_draft, make_sent
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.secrets import new_secret

API = "/h/north/api/v1"
JSON = {"content_type": "application/json"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visitor(as_member):
    return as_member(None)


@pytest.fixture
def ben(as_member, world):
    return as_member(world.ben)


def with_secret(secret: str) -> dict:
    return {"headers": {"x-application-secret": secret}, **JSON}


def test_a_draft_begun_by_a_machine_is_its_members(world, ben):
    begun = ben.post(f"{API}/applications", {"answers": {"need": ANSWERS["need"]}}, **JSON).json()
    assert ben.get(f"{API}/applications/{begun['id']}").status_code == 200


def test_another_sites_form_begins_nothing_in_a_members_name(world, ben):
    """A browser sends its session along, but not the token of our own pages."""
    ben.handler.enforce_csrf_checks = True
    begun = ben.post(f"{API}/applications", {"answers": {"need": ANSWERS["need"]}}, **JSON).json()
    assert next(entry.by for entry in time_line(UUID(begun["id"]))) == "visitor"


def test_from_the_first_answer_to_a_case(visitor, ben, world):
    begun = visitor.post(f"{API}/applications", {"answers": {"need": ANSWERS["need"]}}, **JSON)
    assert begun.status_code == 201
    me, home = with_secret(begun.json()["secret"]), f"{API}/applications/{begun.json()['id']}"
    saved = visitor.patch(f"{home}/answers", ANSWERS, **me)
    assert (saved.status_code, saved.json()) == (200, [])
    file = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
    headers = {"headers": me["headers"]}
    assert visitor.post(f"{home}/documents", file, **headers).status_code == 201
    document = Document.objects.get()
    opened = visitor.get(f"{home}/documents/{document.id}", **headers)
    assert b"".join(opened.streaming_content) == b"%PDF-1.7"
    for closes in opened._resource_closers:
        closes()
    assert visitor.post(f"{home}/colleagues", {"email": "kim@x.example"}, **me).status_code == 201
    sent = visitor.post(f"{home}/submission", {"consents": True}, **me)
    assert (sent.status_code, sent.json()["status"], sent.json()["missing"]) == (200, "SUBMITTED", [])
    assert visitor.post(f"{home}/messages", {"text": "When?"}, **me).status_code == 201
    (row,) = ben.get(f"{API}/inbox").json()["rows"]
    assert (row["number"], row["adviser"]) == (sent.json()["number"], None)
    assert ben.put(f"{home}/adviser", {"adviser_id": str(world.ben.id)}, **JSON).status_code == 200
    assert ben.post(f"{home}/question", {"question": "How many?"}, **JSON).status_code == 201
    assert visitor.post(f"{home}/messages", {"text": "Three"}, **me).status_code == 201
    taken = ben.post(f"{home}/acceptance", {"title": "Bread", "adviser_id": str(world.ben.id)}, **JSON)
    assert taken.status_code == 201
    shown = ben.get(home).json()
    assert shown["case_id"] == taken.json()["id"] == str(Case.objects.get().id)
    assert [message["text"] for message in shown["messages"]] == ["When?", "How many?", "Three"]


def test_decline_withdraw_and_erase(visitor, ben, world):
    declined = make_sent(world)
    told = {"reason": "Not us", "pointer": "Them"}
    assert ben.post(f"{API}/applications/{declined.id}/decline", told, **JSON).status_code == 201
    assert ben.post(f"{API}/applications/{declined.id}/decline", told, **JSON).status_code == 409
    application, secret = make_draft(world)
    home, me = f"{API}/applications/{application.id}", with_secret(secret)
    commands.submit_application(guest_of(application), application, consents=True)
    assert visitor.delete(home, **me).status_code == 409
    assert visitor.post(f"{home}/withdrawal", {}, **me).status_code == 200
    assert visitor.delete(home, **me).status_code == 204
    assert visitor.get(home, **me).json()["answers"]["need"] == ""


def test_says_no_in_its_place(visitor, world):
    application, secret = make_draft(world, applicant_name="")
    home, me = f"{API}/applications/{application.id}", with_secret(secret)
    missing = visitor.post(f"{home}/submission", {"consents": True}, **me)
    assert (missing.status_code, list(missing.json()["fields"])) == (409, ["applicant_name"])
    wrong = visitor.patch(f"{home}/answers", {"register_number": "556012-5791"}, **me)
    assert (wrong.status_code, list(wrong.json()["fields"])) == (409, ["register_number"])
    file = {"file": SimpleUploadedFile("a.pdf", b"MZ")}
    assert visitor.post(f"{home}/documents", file, headers=me["headers"]).status_code == 409


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_text_that_cannot_be_kept_is_not_understood(visitor, world, text):
    application, secret = make_draft(world)
    body = '{{"need": "{}"}}'.format(text.encode("unicode_escape").decode().replace("\\x00", "\\u0000"))
    answer = visitor.patch(f"{API}/applications/{application.id}/answers", body, **with_secret(secret))
    assert answer.status_code == 422


def test_the_wall_and_the_rights(visitor, ben, as_member, world):
    application, _secret = make_draft(world)
    home = f"{API}/applications/{application.id}"
    assert visitor.get(home).status_code == 401
    assert visitor.get(home, **with_secret(new_secret())).status_code == 404
    assert visitor.get(home, **with_secret("short")).status_code == 401
    assert ben.get(home).status_code == 404  # a draft is its writer's own
    for member in (world.ana, world.eva):
        assert as_member(member).get(f"{API}/inbox").status_code == 404
    assert visitor.get(f"{API}/inbox").status_code == 401
    with inside(world.other.id):
        key = new_secret()
        theirs = commands.start_application(VISITOR, world.other, secret=key, language="sv", answers={"need": "x"})
    assert visitor.get(f"{API}/applications/{theirs.id}", **with_secret(key)).status_code == 404
    sent = make_sent(world)
    told = {"title": "Bread", "adviser_id": str(world.neighbour.id)}
    assert ben.post(f"{API}/applications/{sent.id}/acceptance", told, **JSON).status_code == 404
    assert (
        as_member(world.fia).post(f"{API}/applications/{sent.id}/question", {"question": "?"}, **JSON).status_code
        == 403
    )


def test_outside_every_hub_there_is_nothing(visitor, world):
    assert visitor.post("/api/v1/applications", {"answers": {}}, **JSON).status_code == 404
    assert Application.objects.count() == 0
