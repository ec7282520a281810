from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from navet.casework import clock, commands, queries
from navet.casework.models import Application, Document
from navet.casework.tests.intake import ANSWERS, NEED, VISITOR, guest_of, make_draft, make_sent, run_listeners
from navet.directory.models import Contact
from navet.directory.register import Registered
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.kit.secrets import hashed, new_secret

HOME = "/h/north/apply/"


@pytest.fixture
def visitor(as_member):
    return as_member(None)


def begin(visitor, **more):
    return visitor.post(HOME, {"key": new_secret(), "need": NEED, **more})


def test_the_first_answer_makes_a_draft_and_only_a_hash_of_its_secret_is_kept(world):
    application, secret = make_draft(world)
    assert (application.status, application.need, application.answer("size")) == ("DRAFT", NEED, "small")
    assert (application.secret_hash, application.register_number) == (hashed(secret), "5560125790")
    assert [e.fact for e in time_line(application.id)][:2] == ["ApplicationStarted", "QuestionAnswered"]
    assert next(e.by for e in time_line(application.id)) == "visitor"


@pytest.mark.parametrize(
    ("hours", "said"), [(4, "within 1 working day."), (16, "within 2 working days."), (17, "within 3")]
)
def test_the_promise_of_an_answer_is_the_hubs_own(visitor, world, hours, said):
    world.hub.settings = {"first_answer_hours": hours}
    world.hub.save()
    assert said in visitor.get(HOME).content.decode()


def test_a_double_click_makes_one_draft(visitor, world):
    key = new_secret()
    for _ in range(2):
        assert visitor.post(HOME, {"key": key, "need": NEED}).status_code == 302
    assert Application.objects.count() == 1


def test_goes_from_question_to_question_without_javascript(visitor, world):
    page = begin(visitor)
    for question, told in (
        ("wish", {"wish": ""}),
        ("organisation", {name: ANSWERS[name] for name in ("kind", "country", "register_number", "organisation_name")}),
        ("about", {"size": "small", "region": "elsewhere", "sector": ""}),
    ):
        assert page["Location"].endswith(f"/{question}/")
        assert visitor.get(page["Location"]).status_code == 200
        page = visitor.post(page["Location"], told)
    assert page["Location"].endswith("/documents/")
    application = Application.objects.get()
    page = visitor.post(f"{HOME}{application.id}/reach/", {"applicant_name": "Gun", "applicant_email": "g@x.example"})
    assert page["Location"].endswith("/check/")
    page = visitor.post(page["Location"], {"consents": "on"})
    assert page["Location"].endswith(f"/applications/{application.id}/")
    assert Application.objects.get().number == f"{timezone.localdate().year}-0001"


def test_saves_while_writing_and_says_so(visitor, world):
    key = new_secret()
    saved = visitor.post(HOME, {"key": key, "need": NEED}, headers={"hx-request": "true"})
    assert b"Saved" in saved.content
    again = visitor.post(HOME, {"key": key, "need": "Too short"}, headers={"hx-request": "true"})
    assert b"in your own words" in again.content
    assert Application.objects.get().need == NEED


def test_keeps_what_fits_when_something_else_does_not(visitor, world):
    begin(visitor)
    application = Application.objects.get()
    address = f"{HOME}{application.id}/organisation/"
    told = {"kind": "UNDERTAKING", "country": "SE", "register_number": "556012-5791", "organisation_name": "Solsidan"}
    page = visitor.post(address, told)
    assert page.status_code == 422
    assert b"a digit is wrong" in page.content
    assert b"556012-5791" in page.content
    application.refresh_from_db()
    assert (application.organisation_name, application.register_number) == ("Solsidan", "")
    saved = visitor.post(address, told, headers={"hx-request": "true"})
    assert b"a digit is wrong" in saved.content


def test_an_idea_needs_no_number(visitor, world):
    begin(visitor)
    application = Application.objects.get()
    page = visitor.post(f"{HOME}{application.id}/organisation/", {"kind": "NONE", "country": "SE"})
    assert page["Location"].endswith("/about/")
    page = visitor.post(f"{HOME}{application.id}/organisation/", {"kind": "UNDERTAKING", "country": "SE"})
    assert page.status_code == 422
    assert page.content.count(b"This field is required.") >= 2


def test_norways_register_tells_the_name(visitor, world, settings):
    begin(visitor)
    application = Application.objects.get()
    address = f"{HOME}{application.id}/organisation/"
    told = {"kind": "UNDERTAKING", "country": "NO", "register_number": "923 609 016", "organisation_name": ""}
    settings.REGISTER_URLS = {"NO": "http://127.0.0.1:9"}
    silent = visitor.post(address, told)
    assert (silent.status_code, b"does not answer just now" in silent.content) == (422, True)
    key = f"register:NO:{b'923609016'.hex()}"
    cache.set(key, [])
    assert visitor.post(address, told).status_code == 422
    cache.set(key, [Registered("923609016", "FJORD MEK AS", "UNDERTAKING")])
    assert visitor.post(address, told).status_code == 302
    cache.delete(key)
    application.refresh_from_db()
    assert (application.register_number, application.organisation_name) == ("923609016", "FJORD MEK AS")


def test_says_up_front_when_it_is_not_us(visitor, world):
    world.hub.settings = {"eligibility": {"pointer": {"en": "Try the hub in Oslo."}, "largest": "small"}}
    world.hub.save()
    begin(visitor)
    application = Application.objects.get()
    visitor.post(f"{HOME}{application.id}/about/", {"size": "large", "region": "elsewhere"})
    page = visitor.get(f"{HOME}{application.id}/reach/")
    assert b"smaller than yours" in page.content
    assert b"Try the hub in Oslo." in page.content


def test_a_link_brings_it_back_on_another_device(visitor, as_member, world):
    application, secret = make_draft(world)
    other = as_member(None)
    assert other.get(f"{HOME}{application.id}/need/").status_code == 404
    page = other.get(f"{HOME}back/{secret}/", follow=True)
    assert page.redirect_chain[-1][0].endswith("/check/")
    assert other.get(f"{HOME}{application.id}/need/").status_code == 200
    assert b"Go on where you were" in other.get(HOME).content
    for wrong in (new_secret(), "short"):
        assert other.get(f"{HOME}back/{wrong}/").status_code == 404


def test_goes_on_at_the_first_open_question(world, as_member):
    for field, question in (("size", "about"), ("kind", "organisation"), ("need", "need")):
        application, secret = make_draft(world, **{field: ""})
        page = as_member(None).get(f"{HOME}back/{secret}/", follow=True)
        assert page.redirect_chain[-1][0] == f"{HOME}{application.id}/{question}/"


def test_the_link_comes_by_letter_once_for_an_address(world, mailoutbox):
    application, _ = make_draft(world)
    run_listeners()
    (letter,) = mailoutbox
    assert letter.to == ["gun@solsidan.example"]
    link = application.links.get()
    secret = letter.body.split("/apply/back/")[1].split("/")[0]
    assert link.secret_hash == hashed(secret)
    assert queries.find_application_by_secret(secret) == application


def test_no_letter_for_a_draft_that_is_gone_or_sent(world, mailoutbox):
    application, _ = make_draft(world)
    commands.erase_application(guest_of(application), application)
    make_sent(world)
    run_listeners()
    assert [("/check/" in letter.body, letter.to) for letter in mailoutbox] == [(False, ["gun@solsidan.example"])]


def test_what_the_platform_knows_is_not_asked(world, as_member):
    world.customer.size, world.customer.sector = "small", "agriculture-food"
    world.customer.save()
    ana = as_member(world.ana)
    page = begin(ana)
    application = Application.objects.get()
    assert (application.customer, application.applicant, application.applicant_name) == (
        world.customer,
        world.ana,
        "Ana",
    )
    page = ana.post(page["Location"], {"wish": "Less waste"})
    assert page["Location"].endswith("/documents/")
    page = ana.post(f"{HOME}{application.id}/check/", {"consents": "on"})
    assert Application.objects.get().customer == world.customer


def test_somebody_who_speaks_for_two_is_asked_for_whom(world):
    Contact.objects.create(customer=world.public_customer, member=world.ana)
    application, _ = make_draft(world, world.ana, register_number="", organisation_name="")
    assert application.customer is None


def test_the_last_writer_wins_and_is_told(world, as_member):
    application, secret = make_draft(world)
    link = commands.invite_colleague(guest_of(application), application, email="kim@solsidan.example")
    colleague = queries.find_own_application(VISITOR, application.id, secrets=[secret])[0]
    seen = application.written("need")["at"]
    theirs = type(colleague)(application.id, link.email)
    assert commands.answer_application(theirs, application, answers={"need": "Kim wrote this."}, seen={}) == []
    (other,) = commands.answer_application(
        colleague, application, answers={"need": "Gun wrote this."}, seen={"need": seen}
    )
    assert (other.question, other.by, other.said) == ("need", "kim@solsidan.example", {"need": "Kim wrote this."})
    browser = as_member(None)
    browser.get(f"{HOME}back/{secret}/")
    commands.answer_application(theirs, application, answers={"need": "Kim once more."}, seen={})
    told = {"need": "Gun once more.", "seen": seen}
    assert (
        b"Kim once more." in browser.post(f"{HOME}{application.id}/need/", told, headers={"hx-request": "true"}).content
    )
    commands.answer_application(theirs, application, answers={"need": "Kim at last."}, seen={})
    page = browser.post(f"{HOME}{application.id}/need/", told, follow=True)
    assert b"Kim at last." in page.content
    assert Application.objects.get().need == "Gun once more."


def test_a_colleague_is_invited_once_and_writes_by_a_link_of_the_own(world, as_member, mailoutbox):
    application, secret = make_draft(world)
    browser = as_member(None)
    browser.get(f"{HOME}back/{secret}/")
    address = f"{HOME}{application.id}/colleagues/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"email": "kim"}).status_code == 422
    for _ in range(2):
        assert browser.post(address, {"email": "kim@solsidan.example"}).status_code == 302
    assert application.links.filter(for_colleague=True).count() == 1
    run_listeners()
    letter = next(letter for letter in mailoutbox if letter.to == ["kim@solsidan.example"])
    kims = letter.body.split("/apply/back/")[1].split("/")[0]
    guest, _ = queries.find_own_application(VISITOR, application.id, secrets=[kims])
    assert guest.email == "kim@solsidan.example"
    assert b"kim@solsidan.example" in browser.get(f"{HOME}{application.id}/check/").content


def test_five_colleagues_are_the_most(world):
    application, _ = make_draft(world)
    guest = guest_of(application)
    for number in range(5):
        commands.invite_colleague(guest, application, email=f"kim{number}@x.example")
    with pytest.raises(Refused) as refused:
        commands.invite_colleague(guest, application, email="kim9@x.example")
    assert list(refused.value.fields) == ["email"]


def test_no_invitation_letter_when_the_draft_is_gone(world, mailoutbox):
    application, _ = make_draft(world, applicant_email="")
    commands.invite_colleague(guest_of(application), application, email="kim@x.example")
    commands.erase_application(guest_of(application), application)
    run_listeners()
    assert mailoutbox == []


def test_what_was_sent_is_not_changed(world, as_member):
    application = make_sent(world)
    guest = guest_of(application)
    with pytest.raises(Refused, match="sent already"):
        commands.answer_application(guest, application, answers={"need": "Another"})
    with pytest.raises(Refused, match="sent already"):
        commands.invite_colleague(guest, application, email="kim@x.example")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"kind": "CHURCH"}, "kind"),
        ({"size": "huge"}, "size"),
        ({"sector": "x" * 61}, "sector"),
        ({"need": "x" * 10_001}, "need"),
        ({"country": "US"}, "country"),
        ({"register_number": "1"}, "register_number"),
        ({"applicant_email": "gun@"}, "applicant_email"),
    ],
)
def test_refuses_an_answer_that_is_none(world, answers, field):
    application, _ = make_draft(world)
    with pytest.raises(Refused) as refused:
        commands.answer_application(guest_of(application), application, answers=answers)
    assert list(refused.value.fields) == [field]


def test_nobody_else_writes_in_it(world, as_member):
    application, _ = make_draft(world, world.ana)
    for who in (world.ben, world.eva, VISITOR, guest_of(make_sent(world))):
        with pytest.raises(NotAllowed):
            commands.answer_application(who, application, answers={"need": "Mine now"})
    for member in (world.ben, world.eva, None):
        assert as_member(member).get(f"{HOME}{application.id}/need/").status_code == 404


def test_a_neighbours_draft_is_not_found(world, as_member):
    with inside(world.other.id):
        secret = new_secret()
        theirs = commands.start_application(VISITOR, world.other, secret=secret, language="sv", answers={"need": NEED})
    browser = as_member(None)
    assert browser.get(f"{HOME}back/{secret}/").status_code == 404
    assert browser.get(f"{HOME}{theirs.id}/need/").status_code == 404
    with pytest.raises(NotFound):
        queries.find_application(theirs.id)
    for find in (queries.find_link, queries.find_message):
        with pytest.raises(NotFound):
            find(theirs.id)


def test_an_unknown_question_is_not_found(visitor, world):
    begin(visitor)
    assert visitor.get(f"{HOME}{Application.objects.get().id}/income/").status_code == 404


def test_old_drafts_are_thrown_away_at_night(world, django_capture_on_commit_callbacks):
    old, _ = make_draft(world)
    Document.objects.create(application=old, name="a.txt", content_type="text/plain", size=1, sha256="", path="lost")
    Application.objects.filter(id=old.id).update(updated_at=timezone.now() - timedelta(days=91))
    young, _ = make_draft(world)
    sent = make_sent(world)
    with django_capture_on_commit_callbacks(execute=True):
        clock.applications.expire_drafts()
    assert set(Application.objects.all()) == {young, sent}
    assert [e.details["count"] for e in time_line(world.hub.id)] == [1]
    assert commands.expire_drafts(PLATFORM, world.hub) == 0
    with pytest.raises(NotAllowed):
        commands.expire_drafts(world.dag, world.hub)


def test_a_service_may_be_asked_for(visitor, world):
    for asked in ("nonsense", "01a20a9c-665e-7488-b2a0-0ecf1c638dc4"):
        assert visitor.get(f"{HOME}?service={asked}").status_code == 200
