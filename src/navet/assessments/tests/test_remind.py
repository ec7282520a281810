from datetime import date

import pytest
import time_machine
from django.core import mail

from navet.assessments import clock, commands, facts, listeners, queries
from navet.assessments.models import Invitation
from navet.assessments.tests.rounds import submitted
from navet.journal.models import Entry
from navet.kit.refusals import NotAllowed, Refused


def test_everybody_who_speaks_for_the_customer_gets_a_link(world):
    planned = commands.schedule_round(world.ben, world.bakery, anchor_on=date(2026, 1, 1))
    (invitation,) = commands.remind(world.ben, planned)
    entry = Entry.objects.filter(fact="RoundReminded").get()
    assert entry.details["invitation_ids"] == [str(invitation.id)]
    fact = facts.RoundReminded(hub_id=world.hub.id, about=planned.id, invitation_ids=[str(invitation.id)])
    listeners.send_reminders(fact)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ana@example.org"], "Time to measure again: Bageriet AB")
    assert "by 1 January 2027" in letter.body


def test_reminding_again_keeps_the_link(world):
    assessment = commands.open_assessment(world.ben, world.bakery)
    commands.invite_colleague(
        world.ben, assessment, name="Per", email="per@example.org", language="sv", expires_on=date(2026, 1, 1)
    )
    first = commands.remind(world.ben, assessment)
    assert commands.remind(world.ben, assessment) == first
    assert Invitation.objects.count() == 2


def test_not_about_a_submitted_round(world):
    with pytest.raises(Refused, match="nothing left to answer"):
        commands.remind(world.ben, submitted(world.ben, world.bakery))


@pytest.mark.parametrize("who", ["ana", "eva", "fia"])
def test_others_may_not(world, who):
    with pytest.raises(NotAllowed):
        commands.remind(getattr(world, who), commands.open_assessment(world.ben, world.bakery))


@pytest.mark.parametrize(
    ("day", "reminders"),
    [("2026-12-17", 0), ("2026-12-18", 1), ("2027-01-01", 1), ("2027-03-01", 1)],
)
def test_the_clock_reminds_two_weeks_ahead_and_then_every_two_weeks(world, day, reminders):
    commands.schedule_round(world.ben, world.bakery, anchor_on=date(2026, 1, 1))
    with time_machine.travel(f"{day} 06:00+00:00"):
        clock.remind_of_due_rounds()
        clock.remind_of_due_rounds()
    assert Entry.objects.filter(fact="RoundReminded").count() == reminders
    if reminders:
        with time_machine.travel(f"{day[:5]}12-31 23:00+00:00" if day < "2027" else "2027-06-01 06:00+00:00"):
            clock.remind_of_due_rounds()
        assert Entry.objects.filter(fact="RoundReminded").count() == 2


def test_due_rounds_are_the_waiting_ones(world):
    submitted(world.ben, world.bakery)
    with time_machine.travel("2040-01-01"):
        assert [each.timing for each in queries.due_for_reminder(date(2040, 1, 1))] == ["T1"]
