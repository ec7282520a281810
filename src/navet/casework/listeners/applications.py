"""Who is told by letter when something happens to an application."""

import hashlib

from navet.casework import commands, queries
from navet.casework.facts.applications import (
    AddressGiven,
    ApplicantAskedBack,
    ApplicationAccepted,
    ApplicationDeclined,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ColleagueAsked,
    MessageWritten,
)
from navet.kit.commands import PLATFORM
from navet.kit.facts import hears
from navet.kit.refusals import NotFound


@hears(AddressGiven)
def send_the_way_back(fact: AddressGiven) -> None:
    """A draft's writer who gives an address gets the link there, once for each address."""
    try:
        application = queries.find_application(fact.about)
    except NotFound:  # thrown away meanwhile
        return
    if application.is_draft:
        address = hashlib.sha256(application.applicant_email.encode()).hexdigest()
        commands.write_to_applicant(PLATFORM, application, letter="draft", key=address[:16])


@hears(ColleagueAsked)
def send_the_invitation(fact: ColleagueAsked) -> None:
    try:
        link = queries.find_link(fact.link_id)
    except NotFound:
        return
    commands.write_to_colleague(PLATFORM, link)


@hears(ApplicationSubmitted)
def thank_the_applicant(fact: ApplicationSubmitted) -> None:
    commands.write_to_applicant(PLATFORM, queries.find_application(fact.about), letter="thanks")


@hears(ApplicationSubmitted)
def tell_the_hub_of_an_application(fact: ApplicationSubmitted) -> None:
    commands.write_to_hub(PLATFORM, queries.find_application(fact.about), letter="arrived")


@hears(ApplicantAskedBack)
def tell_of_the_question(fact: ApplicantAskedBack) -> None:
    application, message = queries.find_application(fact.about), queries.find_message(fact.message_id)
    commands.write_to_applicant(PLATFORM, application, letter="question", key=str(fact.message_id), message=message)


@hears(MessageWritten)
def tell_of_the_message(fact: MessageWritten) -> None:
    application, message = queries.find_application(fact.about), queries.find_message(fact.message_id)
    write = commands.write_to_applicant if fact.from_hub else commands.write_to_hub
    write(PLATFORM, application, letter="message", key=str(fact.message_id), message=message)


@hears(ApplicationDeclined)
def tell_of_the_no(fact: ApplicationDeclined) -> None:
    commands.write_to_applicant(PLATFORM, queries.find_application(fact.about), letter="declined")


@hears(ApplicationAccepted)
def tell_of_the_yes(fact: ApplicationAccepted) -> None:
    commands.write_to_applicant(PLATFORM, queries.find_application(fact.about), letter="accepted")


@hears(ApplicationWithdrawn)
def tell_the_hub_of_the_withdrawal(fact: ApplicationWithdrawn) -> None:
    commands.write_to_hub(PLATFORM, queries.find_application(fact.about), letter="withdrawn")
