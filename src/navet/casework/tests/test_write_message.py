from uuid import uuid4

import pytest

from navet.casework import commands
from navet.casework.models import Message
from navet.casework.tests.intake import guest_of, make_draft, make_sent, run_listeners
from navet.directory.models import Contact, Customer
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


def test_both_sides_write_and_each_is_told_by_letter(world, mailoutbox):
    application = make_sent(world)
    commands.assign_application(world.ben, application, adviser=world.ben)
    commands.write_message(guest_of(application), application, text="When do you come?")
    commands.write_message(world.ben, application, text="On Tuesday.")
    told = [(m.from_hub, m.author_name, m.text) for m in application.messages.order_by("id")]
    assert told == [(False, "Gun", "When do you come?"), (True, "Ben", "On Tuesday.")]
    application.refresh_from_db()
    assert application.first_answered_at is not None
    run_listeners()
    letters = [(letter.to[0], "Tuesday" in letter.body) for letter in mailoutbox]
    assert letters[-2:] == [("ben@example.org", False), ("gun@solsidan.example", True)]


def test_sent_twice_it_is_written_once(world):
    application, once = make_sent(world), uuid4()
    for _ in range(2):
        commands.write_message(guest_of(application), application, text="Hello", once=once)
    assert Message.objects.count() == 1


def test_an_answer_puts_it_before_the_hub_again(world):
    application = make_sent(world)
    commands.ask_back(world.ben, application, question="How many ovens?")
    commands.write_message(guest_of(application), application, text="Three")
    application.refresh_from_db()
    assert application.status == "SUBMITTED"
    assert [e.fact for e in time_line(application.id)][-2:] == ["ApplicationAnswered", "MessageWritten"]


def test_an_empty_or_unsent_or_erased_one_is_refused(world):
    draft, _ = make_draft(world)
    with pytest.raises(Refused, match="send the application first"):
        commands.write_message(guest_of(draft), draft, text="Hello")
    with pytest.raises(Refused) as refused:
        commands.write_message(world.ben, make_sent(world), text="")
    assert list(refused.value.fields) == ["text"]


def test_others_do_not_write(world):
    application = make_sent(world)
    for who in (world.eva, world.fia, world.ana, guest_of(make_sent(world))):
        with pytest.raises(NotAllowed):
            commands.write_message(who, application, text="Hello")


def test_reading_is_noted_for_the_other_side_only(world):
    application = make_sent(world)
    commands.write_message(world.ben, application, text="Hello")
    assert commands.read_messages(world.ben, application) == 0
    assert commands.read_messages(guest_of(application), application) == 1
    assert commands.read_messages(guest_of(application), application) == 0


def test_pages_of_both_sides(world, as_member):
    application = make_sent(world)
    gun, ben = as_member(application.applicant), as_member(world.ben)
    own, inbox = f"/h/north/applications/{application.id}/", f"/h/north/inbox/{application.id}/"
    assert ben.post(f"{inbox}messages/", {"text": "Hello from the hub"})["Location"] == inbox
    assert b"Hello from the hub" in gun.get(own).content
    assert gun.post(f"{own}messages/", {"text": ""}).status_code == 422
    assert gun.post(f"{own}messages/", {"text": "Hello back", "once": "no id"}).status_code == 422
    assert gun.post(f"{own}messages/", {"text": "Hello back"})["Location"] == own
    assert b"Hello back" in ben.get(inbox).content
    assert as_member(world.eva).post(f"{own}messages/", {"text": "Hello"}).status_code == 404


def test_my_page_shows_all_of_ones_own(world, as_member):
    application = make_sent(world)
    make_draft(world, world.ana)
    page = as_member(application.applicant).get("/h/north/my/")
    assert page.content.count(b"nv-card-title") == 1
    Contact.objects.create(customer=Customer.objects.get(id=application.customer_id), member=world.ana)
    assert as_member(world.ana).get("/h/north/my/").content.count(b"nv-card-title") == 2
    assert b"Nothing here yet" in as_member(world.eva).get("/h/north/my/").content
    assert as_member(None).get("/h/north/my/").status_code == 302
