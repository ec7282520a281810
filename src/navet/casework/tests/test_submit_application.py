from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from navet.casework import commands
from navet.casework.commands.numbers import give_number
from navet.casework.models import Application
from navet.casework.tests.intake import ANSWERS, guest_of, make_draft, make_sent, run_listeners
from navet.directory.models import Consent, Contact, Customer, Organisation
from navet.hubs.models import Hub, inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused

YEAR = timezone.localdate().year


def test_makes_customer_contact_and_consent_and_promises_an_answer(world):
    application = make_sent(world)
    assert (application.number, application.status) == (f"{YEAR}-0001", "SUBMITTED")
    assert application.answer_due_at > application.submitted_at
    organisation = Organisation.objects.get(register_number="5560125790")
    customer = Customer.objects.get(organisation=organisation)
    assert (organisation.legal_name, organisation.region) == ("Bageri Solsidan AB", "SE224")
    assert (customer.size, customer.sector) == ("small", "agriculture-food")
    assert application.applicant.email == "gun@solsidan.example"
    assert Contact.objects.get(customer=customer).member == application.applicant
    assert Consent.objects.get().purpose == "application"
    assert [e.fact for e in time_line(application.id)][-1] == "ApplicationSubmitted"


def test_whoever_names_a_known_organisation_does_not_speak_for_it(world):
    application = make_sent(world, register_number="5560360793", organisation_name="Bageriet AB")
    assert application.customer == world.customer
    assert [contact.member for contact in world.customer.contacts.all()] == [world.ana]


def test_numbers_run_on(world):
    assert [make_sent(world).number for _ in range(3)] == [f"{YEAR}-000{n}" for n in (1, 2, 3)]


def test_sent_twice_it_is_sent_once(world):
    application, _ = make_draft(world)
    guest = guest_of(application)
    first = commands.submit_application(guest, application, consents=True)
    again = commands.submit_application(guest, application, consents=True)
    assert first.number == again.number
    assert [e.fact for e in time_line(application.id)].count("ApplicationSubmitted") == 1


@pytest.mark.parametrize("field", ["need", "kind", "register_number", "organisation_name", "applicant_email"])
def test_tells_what_is_missing(world, field):
    application, _ = make_draft(world, **{field: ""})
    with pytest.raises(Refused) as refused:
        commands.submit_application(guest_of(application), application, consents=True)
    assert list(refused.value.fields) == [field]
    assert Application.objects.get().number == ""


def test_nothing_is_read_without_consent(world):
    application, _ = make_draft(world)
    with pytest.raises(Refused) as refused:
        commands.submit_application(guest_of(application), application, consents=False)
    assert list(refused.value.fields) == ["consents"]


def test_an_idea_has_no_customer_yet(world):
    application = make_sent(world, kind="NONE", register_number="", organisation_name="")
    assert application.customer is None


def test_the_page_says_what_is_missing_and_a_second_click_leads_on(world, as_member):
    application, secret = make_draft(world, applicant_name="")
    browser = as_member(None)
    browser.get(f"/h/north/apply/back/{secret}/")
    address = f"/h/north/apply/{application.id}/check/"
    page = browser.post(address, {"consents": "on"})
    assert (page.status_code, b"We need an answer here." in page.content) == (422, True)
    page = browser.post(address, {})
    assert page.status_code == 422
    browser.post(f"/h/north/apply/{application.id}/reach/", {k: ANSWERS[k] or "Gun" for k in ANSWERS if "appl" in k})
    for _ in range(2):
        assert browser.post(address, {"consents": "on"})["Location"].endswith(f"/applications/{application.id}/")
    assert browser.get(f"/h/north/apply/{application.id}/need/")["Location"].endswith(f"/{application.id}/")


def test_thanks_once_in_the_applicants_language_and_tells_the_hub(world, mailoutbox):
    world.hub.email = "hub@north.example"
    world.hub.save()
    make_sent(world)
    run_listeners()
    assert sorted((letter.to[0], f"{YEAR}-0001" in letter.subject) for letter in mailoutbox) == [
        ("gun@solsidan.example", True),
        ("hub@north.example", True),
    ]


def test_nobody_else_sends_it(world):
    application, _ = make_draft(world)
    for who in (world.ben, world.ana, guest_of(make_sent(world))):
        with pytest.raises(NotAllowed):
            commands.submit_application(who, application, consents=True)


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_get_sixteen_numbers():
    hub = Hub.objects.create(slug="race", name="Race", languages=["sv"])

    def give(_) -> str:
        try:
            with inside(hub.id):
                return give_number("application")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        given = sorted(pool.map(give, range(16)))
    assert given == [f"{YEAR}-{number:04d}" for number in range(1, 17)]
