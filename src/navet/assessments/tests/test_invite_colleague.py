from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from navet.assessments import commands, facts, listeners, queries
from navet.assessments.tests.rounds import submitted
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused


@pytest.fixture
def assessment(world):
    return commands.open_assessment(world.ben, world.bakery)


def invite(who, assessment, **details):
    return commands.invite_colleague(
        who, assessment, **{"name": "Gun", "email": "gun@example.org", "language": "sv", **details}
    )


def sent(invitation) -> list:
    fact = facts.ColleagueInvited(hub_id=invitation.hub_id, about=invitation.assessment_id, invitation_id=invitation.id)
    listeners.send_invitation(fact)
    return mail.outbox


def test_the_link_goes_by_letter_in_the_receivers_language(world, assessment):
    invitation = invite(world.ana, assessment, dimensions=["D4", "D6"])
    assert [entry.fact for entry in time_line(assessment.id)][-1] == "ColleagueInvited"
    (letter,) = sent(invitation)
    assert (letter.to, letter.subject) == (["gun@example.org"], "Dina svar för Bageriet AB")
    assert "Datahantering och uppkoppling, Grön digitalisering" in letter.body
    assert queries.link_of(invitation) in letter.body


def test_the_link_opens_until_its_last_day(world, assessment):
    invitation = invite(world.ben, assessment, expires_on=date(2027, 1, 1))
    link = queries.link_of(invitation)
    with time_machine.travel("2027-01-01 12:00+00:00"):
        assert queries.find_invitation(link) == invitation
    with time_machine.travel("2027-01-03 12:00+00:00"), pytest.raises(NotFound):
        queries.find_invitation(link)


@pytest.mark.parametrize("link", ["", "x", "0" * 32, "0" * 32 + ":forged"])
def test_a_forged_link_opens_nothing(world, link):
    with pytest.raises(NotFound):
        queries.find_invitation(link)


def test_a_link_of_a_neighbour_opens_nothing(world, assessment):
    link = queries.link_of(invite(world.ben, assessment))
    with inside(world.other.id), pytest.raises(NotFound):
        queries.find_invitation(link)


def test_a_withdrawn_link_opens_nothing_and_is_not_sent(world, assessment):
    invitation = invite(world.ben, assessment)
    commands.withdraw_invitation(world.ana, invitation)
    commands.withdraw_invitation(world.ana, invitation)
    assert [e.fact for e in time_line(assessment.id)].count("AnswererUninvited") == 1
    with pytest.raises(NotFound):
        queries.find_invitation(queries.link_of(invitation))
    assert sent(invitation) == []
    assert list(queries.invitations_to(assessment)) == []


def test_only_parts_of_the_questionnaire(world, assessment):
    with pytest.raises(Refused, match="Choose among the parts"):
        invite(world.ben, assessment, dimensions=["D9"])


def test_not_to_a_submitted_round(world, assessment):
    invitation = invite(world.ben, assessment)
    done = submitted(world.ben, world.bakery)
    with pytest.raises(Refused, match="nothing left to answer"):
        invite(world.ben, done)
    assert sent(invitation) == []


def test_a_guest_with_the_whole_round_invites_on_but_one_with_a_part_does_not(world, assessment):
    whole = queries.guest_of(invite(world.ben, assessment))
    part = queries.guest_of(invite(whole, assessment, email="per@example.org", dimensions=["D1"]))
    with pytest.raises(NotAllowed):
        invite(part, assessment, email="eli@example.org")


@pytest.mark.parametrize("who", ["eva", "fia"])
def test_others_may_not(world, assessment, who):
    with pytest.raises(NotAllowed):
        invite(getattr(world, who), assessment)
    invitation = invite(world.ben, assessment)
    with pytest.raises(NotAllowed):
        commands.withdraw_invitation(getattr(world, who), invitation)


def test_lasts_two_months_unless_told(world, assessment):
    assert invite(world.ben, assessment).expires_on == timezone.localdate() + timedelta(days=60)
