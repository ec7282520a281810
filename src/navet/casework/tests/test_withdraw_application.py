"""Withdrawing, and erasing what was written."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from navet.casework import commands
from navet.casework.models import Application
from navet.casework.tests.intake import guest_of, make_draft, make_sent, run_listeners
from navet.directory.models import Visitor
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused
from navet.subscriptions.commands import begin_subscription
from navet.subscriptions.models import Subscription


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def browser_with(as_member, secret):
    browser = as_member(None)
    browser.get(f"/h/north/apply/back/{secret}/")
    return browser


def sent_with_link(world) -> tuple[Application, str]:
    application, secret = make_draft(world)
    return commands.submit_application(guest_of(application), application, consents=True), secret


def test_withdrawn_once(world, mailoutbox):
    application = make_sent(world)
    application.adviser = world.ben
    application.save()
    for _ in range(2):
        commands.withdraw_application(guest_of(application), application, reason="Solved")
    application.refresh_from_db()
    assert application.status == "WITHDRAWN"
    assert application.withdrawals.get().reason == "Solved"
    assert [e.fact for e in time_line(application.id)].count("ApplicationWithdrawn") == 1
    run_listeners()
    assert [letter.to for letter in mailoutbox if "withdrawn" in letter.subject] == [["ben@example.org"]]


def test_only_what_waits_is_withdrawn_and_only_by_its_own(world):
    draft, _ = make_draft(world)
    with pytest.raises(Refused):
        commands.withdraw_application(guest_of(draft), draft)
    with pytest.raises(NotAllowed):
        commands.withdraw_application(world.ben, make_sent(world))


def test_the_page_asks_first(world, as_member):
    application, secret = sent_with_link(world)
    browser = browser_with(as_member, secret)
    address = f"/h/north/applications/{application.id}/withdrawal/"
    assert browser.get(address).status_code == 200
    page = browser.post(address, {"reason": ""}, follow=True)
    assert b"You have withdrawn it" in page.content
    assert browser.post(f"/h/north/applications/{application.id}/erasure/", {}).status_code == 422
    page = browser.post(f"/h/north/applications/{application.id}/erasure/", {"sure": "on"}, follow=True)
    assert b"was erased on" in page.content


def test_erases_words_and_files_and_keeps_what_the_law_demands(world, django_capture_on_commit_callbacks):
    application = make_sent(world)
    guest = guest_of(application)
    document = commands.attach_document(guest, application, name="a.txt", file=ContentFile(b"Hello"), size=5)
    commands.write_message(guest, application, text="Secret")
    with pytest.raises(Refused, match="Withdraw"):
        commands.erase_application(guest, application)
    commands.decline_application(world.ben, application, reason="No", pointer="There")
    watched = {"need": application.need, "language": "sv", "topics": [], "email": "gun@solsidan.example"}
    begin_subscription(Visitor(), world.hub, **watched, agree=True)
    with django_capture_on_commit_callbacks(execute=True):
        commands.erase_application(guest, application)
    application.refresh_from_db()
    assert (application.need, application.applicant_email, application.answers) == ("", "", {})
    assert (application.number != "", application.customer is not None) == (True, True)
    assert [m.text for m in application.messages.all()] == [""]
    assert application.decisions.get().reason == ""
    assert application.documents.count() == application.links.count() == 0
    assert not default_storage.exists(document.path)
    assert not Subscription.objects.exclude(need="").exists()


def test_a_draft_is_gone_altogether(world, as_member):
    application, secret = make_draft(world)
    browser = browser_with(as_member, secret)
    page = browser.post(f"/h/north/applications/{application.id}/erasure/", {"sure": "on"})
    assert page["Location"] == "/h/north/apply/"
    assert not Application.objects.exists()
    assert browser.get(f"/h/north/applications/{application.id}/").status_code == 404


def test_an_open_case_is_not_erased(world):
    application = make_sent(world)
    commands.accept_application(world.ben, application, title="Bread", adviser=world.ben)
    with pytest.raises(Refused, match="close the case"):
        commands.erase_application(guest_of(application), application)
