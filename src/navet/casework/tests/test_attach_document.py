import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.casework import commands
from navet.casework.commands.documents import shown_name
from navet.casework.models import Document
from navet.casework.tests.intake import guest_of, make_draft, make_sent
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused

PDF = b"%PDF-1.7\nhello"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attach(who, application, name="Ritning.pdf", data=PDF):
    return commands.attach_document(who, application, name=name, file=ContentFile(data), size=len(data))


def body_of(page) -> bytes:
    """What a browser saves. Closing the whole response would close the test's own database connection."""
    body = b"".join(page.streaming_content)
    for closes in page._resource_closers:
        closes()
    return body


def test_is_kept_under_a_random_name_in_the_hubs_folder(world):
    application, _ = make_draft(world)
    document = attach(guest_of(application), application)
    assert (document.name, document.content_type, document.size) == ("Ritning.pdf", "application/pdf", len(PDF))
    assert document.path.startswith(f"{world.hub.id}/")
    assert "Ritning" not in document.path
    with default_storage.open(document.path) as file:
        assert file.read() == PDF
    assert [e.fact for e in time_line(application.id)][-1] == "DocumentAttached"


def test_the_same_file_twice_is_kept_once(world):
    application, _ = make_draft(world)
    assert attach(guest_of(application), application) == attach(guest_of(application), application)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.exe", b"MZ", "We can read"),
        ("a.pdf", b"MZ", "not what its name says"),
        ("a.pdf", b"", "empty"),
        ("a.txt", b"<script>", "macros or scripts"),
        ("a.txt", b"x" * 101, "too big"),
    ],
)
def test_says_why_a_file_is_not_taken(world, settings, name, data, words):
    settings.FILE_UPLOAD_MAX_BYTES = 100
    application, _ = make_draft(world)
    with pytest.raises(Refused, match=words) as refused:
        attach(guest_of(application), application, name, data)
    assert list(refused.value.fields) == ["file"]


def test_twenty_are_the_most(world):
    application, _ = make_draft(world)
    for number in range(20):
        attach(guest_of(application), application, f"{number}.pdf")
    with pytest.raises(Refused, match="Twenty"):
        attach(guest_of(application), application, "last.pdf")


def test_names_are_shown_as_they_are_and_lead_nowhere():
    assert shown_name("C:\\fakepath\\Budget 2027.xlsx") == "Budget 2027.xlsx"
    assert shown_name("../../etc/passwd.txt") == "passwd.txt"
    assert shown_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert shown_name("x" * 300 + ".pdf") == "x" * 196 + ".pdf"


def test_nobody_else_adds_or_removes(world):
    application, _ = make_draft(world)
    for who in (world.ana, world.eva, guest_of(make_sent(world))):
        with pytest.raises(NotAllowed):
            attach(who, application)
    document = attach(guest_of(application), application)
    with pytest.raises(NotAllowed):
        commands.remove_document(world.ben, document)


def test_is_removed_before_sending_only(world, django_capture_on_commit_callbacks):
    application, _ = make_draft(world)
    guest = guest_of(application)
    document, kept = attach(guest, application), attach(guest, application, "b.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        commands.remove_document(guest, document)
    assert not default_storage.exists(document.path)
    commands.submit_application(guest, application, consents=True)
    kept.refresh_from_db()
    with pytest.raises(Refused):
        commands.remove_document(guest, kept)


def test_pages_add_open_and_remove(world, as_member):
    application, secret = make_draft(world)
    browser = as_member(None)
    browser.get(f"/h/north/apply/back/{secret}/")
    address = f"/h/north/applications/{application.id}/documents/"
    assert browser.post(address, {}).status_code == 422
    wrong = browser.post(address, {"file": SimpleUploadedFile("a.pdf", b"MZ")})
    assert (wrong.status_code, b"not what its name says" in wrong.content) == (422, True)
    assert browser.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)})["Location"] == address
    document = Document.objects.get()
    page = browser.get(f"{address}{document.id}/")
    assert body_of(page) == PDF
    assert page["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page["Content-Security-Policy"]
    assert as_member(None).get(f"{address}{document.id}/").status_code == 404
    assert as_member(world.ben).get(f"{address}{document.id}/").status_code == 404  # a draft is its writer's own
    browser.get(f"{address}{document.id}/removal/")
    assert Document.objects.count() == 1
    browser.post(f"{address}{document.id}/removal/")
    assert Document.objects.count() == 0
    assert browser.get(f"{address}{document.id}/").status_code == 404


def test_staff_open_every_file_of_what_was_sent_and_a_lost_one_is_not_found(world, as_member):
    application = make_sent(world)
    document = attach(guest_of(application), application)
    internal = attach(world.ben, application, "Internal.pdf")
    internal.for_customer = False
    internal.save()
    ben, address = as_member(world.ben), f"/h/north/applications/{application.id}/documents/"
    for each in (document, internal):
        assert body_of(ben.get(f"{address}{each.id}/")) == PDF
    gun = as_member(application.applicant)
    assert gun.get(f"{address}{internal.id}/").status_code == 404
    default_storage.delete(document.path)
    assert gun.get(f"{address}{document.id}/").status_code == 404
    assert gun.post(address, {"file": SimpleUploadedFile("b.pdf", PDF)})["Location"].endswith(f"/{application.id}/")
