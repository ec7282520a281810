"""Staff's inbox: the list, one application, and what is done with it."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from navet.casework import commands, queries
from navet.casework.models import Application, Case
from navet.casework.queries.clocks import Light, clock_of
from navet.casework.tests.intake import VISITOR, guest_of, make_draft, make_sent, run_listeners
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.commands import PLATFORM
from navet.kit.refusals import NotAllowed, Refused
from navet.kit.secrets import new_secret

INBOX = "/h/north/inbox/"


@pytest.fixture
def ben(as_member, world):
    return as_member(world.ben)


def many(world, count) -> None:
    now = timezone.now()
    Application.objects.bulk_create(
        Application(
            number=f"2020-{number:04d}",
            status="SUBMITTED",
            language="sv",
            secret_hash=f"{number}",
            organisation_name=f"Firm {number}",
            submitted_at=now - timedelta(hours=count - number),
            answer_due_at=now + timedelta(days=3),
            customer=world.customer,
            adviser=world.ben,
        )
        for number in range(count)
    )


def shown(page) -> list[str]:
    return [row.told["number"] for row in page.context["page"].rows]


def test_asks_as_few_questions_for_thirty_as_for_one(world, ben, queries_of):
    many(world, 1)
    ben.get(INBOX)
    one = queries_of(lambda: ben.get(INBOX))
    Application.objects.all().delete()
    many(world, 30)
    assert queries_of(lambda: ben.get(INBOX)) == one <= 12


def test_the_oldest_first_fifty_a_page(world, ben):
    many(world, 55)
    first = ben.get(INBOX)
    assert shown(first) == [f"2020-{number:04d}" for number in range(50)]
    assert first.context["page"].total == 55
    second = ben.get(INBOX, {"after": first.context["page"].next})
    assert shown(second) == [f"2020-{number:04d}" for number in range(50, 55)]
    assert second.context["page"].next == ""
    for nonsense in ("x", "2020-01-01~x", "2020-01-01T00:00:00~01a20a9c-665e-7488-b2a0-0ecf1c638dc4"):
        assert len(shown(ben.get(INBOX, {"after": nonsense}))) == 50


def test_narrows(world, ben):
    waiting, mine, declined = (make_sent(world, organisation_name=name) for name in ("Solsidan", "Månen", "Stjärnan"))
    commands.assign_application(world.ben, mine, adviser=world.ben)
    commands.decline_application(world.ben, declined, reason="No", pointer="There")
    Application.objects.filter(id=waiting.id).update(answer_due_at=timezone.now() - timedelta(days=1))
    for asked, numbers in (
        ({}, [waiting.number, mine.number]),
        ({"status": "all"}, [waiting.number, mine.number, declined.number]),
        ({"status": "DECLINED"}, [declined.number]),
        ({"status": "NONSENSE"}, [waiting.number, mine.number]),
        ({"whose": "mine"}, [mine.number]),
        ({"whose": "nobody"}, [waiting.number]),
        ({"overdue": "on"}, [waiting.number]),
        ({"words": "månen bread"}, [mine.number]),
        ({"words": "nothing like it"}, []),
    ):
        assert shown(ben.get(INBOX, asked)) == numbers, asked
    assert b"Nothing fits" in ben.get(INBOX, {"words": "zzz"}).content


def test_an_empty_inbox_says_so(world, ben):
    assert b"Everybody has had an answer" in ben.get(INBOX).content


def test_goes_out_as_a_file_that_runs_nothing(world, ben):
    make_sent(world, organisation_name="=1+1")
    page = ben.get(INBOX, {"as": "csv"})
    rows = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))
    assert rows[1][:3] == [f"{timezone.localdate().year}-0001", "'=1+1", "Gun"]
    assert ben.get(INBOX, {"as": "xlsx"}).content.startswith(b"PK")


def test_only_staff_and_auditors_look_in(world, as_member):
    application = make_sent(world)
    for member, status in ((world.ana, 403), (world.eva, 403), (None, 302), (world.fia, 200), (world.cia, 200)):
        assert as_member(member).get(INBOX).status_code == status
        assert as_member(member).get(f"{INBOX}{application.id}/").status_code == status
    for step in ("adviser", "question", "decline", "acceptance", "messages"):
        assert as_member(world.fia).get(f"{INBOX}{application.id}/{step}/").status_code == 403


def test_drafts_and_neighbours_are_not_found(world, ben):
    draft, _ = make_draft(world)
    with inside(world.other.id):
        theirs = commands.start_application(VISITOR, world.other, secret=new_secret(), language="sv", answers={})
        Application.objects.filter(id=theirs.id).update(submitted_at=timezone.now(), status="SUBMITTED")
    for id in (draft.id, theirs.id):
        assert ben.get(f"{INBOX}{id}/").status_code == 404
        assert ben.post(f"{INBOX}{id}/taking/").status_code == 404
    assert shown(ben.get(INBOX, {"status": "all"})) == []


def test_shows_everything_and_hints_at_doubles(world, ben):
    application = make_sent(world, register_number="5560125790", organisation_name="Bageriet AB")
    commands.write_message(guest_of(application), application, text="Hello there")
    page = ben.get(f"{INBOX}{application.id}/").content.decode()
    for words in ("forty kinds of bread", "Hello there", "May be the same as", "The application came in", "10 to 49"):
        assert words in page


def test_take_and_assign(world, ben):
    application = make_sent(world)
    ben.post(f"{INBOX}{application.id}/taking/")
    application.refresh_from_db()
    assert application.adviser == world.ben
    ben.post(f"{INBOX}{application.id}/adviser/", {"adviser": world.cia.id})
    commands.assign_application(world.ben, application, adviser=world.cia)
    application.refresh_from_db()
    assert application.adviser == world.cia
    assert [e.fact for e in time_line(application.id)].count("ApplicationAssigned") == 2
    assert ben.post(f"{INBOX}{application.id}/adviser/", {"adviser": world.eva.id}).status_code == 422
    with pytest.raises(Refused):
        commands.assign_application(world.ben, application, adviser=world.eva)


def test_ask_back(world, ben, mailoutbox):
    application = make_sent(world)
    assert ben.get(f"{INBOX}{application.id}/question/").status_code == 200
    assert ben.post(f"{INBOX}{application.id}/question/", {"question": ""}).status_code == 422
    assert ben.post(f"{INBOX}{application.id}/question/", {"question": "How many ovens?"}).status_code == 302
    application.refresh_from_db()
    assert (application.status, application.adviser) == ("ASKED_BACK", world.ben)
    assert application.first_answered_at is not None
    run_listeners()
    assert [letter.to for letter in mailoutbox if "How many ovens?" in letter.body] == [["gun@solsidan.example"]]
    with pytest.raises(NotAllowed):
        commands.ask_back(world.fia, application, question="?")


def test_decline_says_why_and_where_to_turn(world, ben, as_member, mailoutbox):
    application = make_sent(world)
    told = {"reason": "We help with robots only.", "pointer": "https://bread.example"}
    assert ben.post(f"{INBOX}{application.id}/decline/", {"reason": "x"}).status_code == 422
    assert ben.post(f"{INBOX}{application.id}/decline/", told).status_code == 302
    again = ben.post(f"{INBOX}{application.id}/decline/", told)
    assert (again.status_code, b"decided or withdrawn already" in again.content) == (422, True)
    application.refresh_from_db()
    assert application.status == "DECLINED"
    page = as_member(application.applicant).get(f"/h/north/applications/{application.id}/")
    assert b"We help with robots only." in page.content
    assert b'href="https://bread.example"' in page.content
    assert b"Why it was declined" in ben.get(f"{INBOX}{application.id}/").content
    run_listeners()
    assert [letter.to for letter in mailoutbox if "robots only" in letter.body] == [["gun@solsidan.example"]]
    with pytest.raises(NotAllowed):
        commands.decline_application(world.eva, application, **told)


def test_accept_opens_a_case_and_lets_the_applicant_in(world, ben, as_member, mailoutbox):
    application = make_sent(world, register_number="5560360793")
    page = ben.get(f"{INBOX}{application.id}/acceptance/")
    assert b"forty kinds" in page.content
    told = {"title": "Less bread thrown away", "adviser": world.cia.id}
    assert ben.post(f"{INBOX}{application.id}/acceptance/", told).status_code == 302
    assert ben.post(f"{INBOX}{application.id}/acceptance/", told).status_code == 422
    case = Case.objects.get()
    application.refresh_from_db()
    assert (case.title, case.adviser, case.customer, case.number) == (
        "Less bread thrown away",
        world.cia,
        world.customer,
        f"{timezone.localdate().year}-0001",
    )
    assert (application.status, application.adviser) == ("ACCEPTED", world.cia)
    assert world.customer.contacts.filter(member=application.applicant).exists()
    assert [e.fact for e in time_line(case.id)] == ["CaseOpened"]
    page = as_member(application.applicant).get(f"/h/north/applications/{application.id}/")
    assert b"Less bread thrown away" in page.content
    run_listeners()
    assert [letter.to for letter in mailoutbox if "Cia" in letter.body] == [["gun@solsidan.example"]]


def test_an_application_of_old_may_have_no_applicant_and_no_address(world):
    many(world, 1)
    application = Application.objects.get()
    assert commands.write_to_applicant(PLATFORM, application, letter="thanks") is False
    case = commands.accept_application(world.ben, application, title="Old", adviser=world.ben)
    assert [contact.member for contact in case.customer.contacts.all()] == [world.ana]


def test_accepting_an_idea_needs_its_organisation(world, ben):
    application = make_sent(world, kind="NONE", register_number="", organisation_name="")
    address = f"{INBOX}{application.id}/acceptance/"
    told = {"title": "An idea", "adviser": world.ben.id, "organisation_name": "Idé AB"}
    assert ben.post(address, told).status_code == 422
    wrong = ben.post(address, told | {"register_number": "1"})
    assert (wrong.status_code, b"too few or too many digits" in wrong.content) == (422, True)
    assert ben.post(address, told | {"register_number": "556012-5790"}).status_code == 302
    assert Case.objects.get().customer.organisation.legal_name == "Idé AB"
    with pytest.raises(NotAllowed):
        commands.accept_application(world.ana, application, title="Mine", adviser=world.ana)


def test_what_is_not_sent_or_not_staffs_is_refused(world):
    draft, _ = make_draft(world)
    with pytest.raises(Refused, match="not been sent"):
        commands.ask_back(world.ben, draft, question="?")
    with pytest.raises(Refused) as refused:
        commands.accept_application(world.ben, make_sent(world), title="X", adviser=world.eva)
    assert list(refused.value.fields) == ["adviser"]


def test_the_clock_tells_how_the_promise_stands(world):
    week, now = queries.working_week(world.hub), timezone.now()
    far, past = now + timedelta(days=30), now - timedelta(days=30)
    assert clock_of(week, None, None) is None
    assert clock_of(week, far, now).light == Light.ANSWERED
    assert clock_of(week, past, now).light == Light.ANSWERED_LATE
    assert clock_of(week, far, None).light == Light.IN_TIME
    assert clock_of(week, past, None).light == Light.LATE
    assert clock_of(week, past, None).hours > 100
    assert clock_of(week, now + timedelta(seconds=30), None).light == Light.SOON


def test_letters_are_the_platforms(world):
    application = make_sent(world)
    link = application.links.create(application=application, hub=world.hub, email="x@x.example", secret_hash="x")
    with pytest.raises(NotAllowed):
        commands.write_to_applicant(world.ben, application, letter="thanks")
    with pytest.raises(NotAllowed):
        commands.write_to_hub(world.ben, application, letter="thanks")
    with pytest.raises(NotAllowed):
        commands.write_to_colleague(world.ben, link)
