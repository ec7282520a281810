from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from navet.directory.commands import accept_invitation, change_membership, invite_member, withdraw_invitation
from navet.directory.doors import VISITOR
from navet.directory.facts import MemberInvited
from navet.directory.listeners import send_the_invitation
from navet.directory.models import Invitation, Membership, Role
from navet.directory.queries import token_of
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused


@pytest.fixture
def invitation(world):
    return invite_member(
        world.dag, world.hub, email="Gry@Example.org", name="Gry", role=Role.PARTNER, partner=world.partner
    )


def test_a_place_is_offered_told_by_letter_and_taken_once(world, invitation, as_member):
    send_the_invitation(MemberInvited(hub_id=world.hub.id, about=invitation.id, role="PARTNER"))
    (letter,) = mail.outbox
    assert letter.to == ["gry@example.org"]
    link = next(line for line in letter.body.splitlines() if "/invitation/" in line)
    path = "/h/north/" + link.partition("/h/north/")[2]
    visitor = as_member(None)
    assert b"Gry" in visitor.get(path).content
    assert visitor.post(path).headers["Location"] == "/h/north/account/login/?next=/h/north/account/me/"
    member = Membership.objects.get(email="gry@example.org")
    assert (member.role, member.partner, member.name) == (Role.PARTNER, world.partner, "Gry")
    assert visitor.post(path).status_code == 409
    assert [e.fact for e in time_line(invitation.id)] == ["MemberInvited", "InvitationAccepted"]


def test_a_contact_who_is_invited_keeps_the_membership_and_gets_the_role(world):
    place = invite_member(
        world.dag, world.hub, email="ana@example.org", name="Ana", role=Role.ADVISER, ends_on=date(2099, 1, 1)
    )
    assert accept_invitation(VISITOR, place) == world.ana
    assert Membership.objects.get(id=world.ana.id).role == Role.ADVISER


def test_a_withdrawn_or_late_invitation_opens_nothing(world, invitation, as_member):
    withdraw_invitation(world.dag, invitation)
    withdraw_invitation(world.dag, invitation)
    path = f"/h/north/invitation/{token_of(invitation)}/"
    assert as_member(None).get(path).status_code == 200
    assert as_member(None).post(path).status_code == 409
    late = invite_member(world.dag, world.hub, email="x@example.org", name="X", role=Role.ADVISER)
    Invitation.objects.filter(id=late.id).update(expires_at=timezone.now() - timedelta(days=1))
    late.refresh_from_db()
    with pytest.raises(NotAllowed):
        accept_invitation(VISITOR, late)
    assert not Membership.objects.filter(email="x@example.org").exists()


def test_a_made_up_or_a_neighbours_link_is_not_found(world, as_member):
    with inside(world.other.id):
        administrator = Membership.objects.get(id=world.neighbour.id)
        administrator.role = Role.ADMINISTRATOR
        administrator.save()
        theirs = invite_member(administrator, world.other, email="y@example.org", name="Y", role=Role.ADVISER)
    for token in ("nonsense", token_of(theirs), f"{theirs.id}:x"):
        assert as_member(None).get(f"/h/north/invitation/{token}/").status_code == 404
    assert as_member(world.dag).post(f"/h/north/hub/invitations/{theirs.id}/withdrawal/").status_code == 404


@pytest.mark.parametrize(("role", "field"), [(Role.PARTNER, "partner"), (Role.AUDITOR, "ends_on")])
def test_what_a_role_needs_is_said_at_its_field(world, role, field, as_member):
    with pytest.raises(Refused) as refused:
        invite_member(world.dag, world.hub, email="z@example.org", name="Z", role=role)
    assert list(refused.value.fields) == [field]
    page = as_member(world.dag).post(
        "/h/north/hub/invitations/new/", {"email": "z@example.org", "name": "Zoe", "role": role}
    )
    assert (page.status_code, b"Zoe" in page.content, Invitation.objects.count()) == (422, True, 0)


def test_only_an_administrator_invites_and_changes(world):
    for member in (world.ana, world.ben, world.cia, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            invite_member(member, world.hub, email="z@example.org", name="Z", role=Role.ADVISER)
        with pytest.raises(NotAllowed):
            change_membership(member, world.ben, role=Role.ADMINISTRATOR)


def test_a_membership_changes_but_never_ones_own(world, as_member):
    change_membership(world.dag, world.ben, role=Role.COORDINATOR, until=date(2099, 1, 1))
    assert Membership.objects.get(id=world.ben.id).is_coordinator
    with pytest.raises(NotAllowed):
        change_membership(world.dag, world.dag, role=Role.CONTACT)
    with pytest.raises(Refused):
        change_membership(world.dag, world.ben, role=Role.AUDITOR)
    client = as_member(world.dag)
    path = f"/h/north/hub/people/{world.cia.id}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"role": "ADVISER"}).status_code == 302
    assert Membership.objects.get(id=world.cia.id).role == Role.ADVISER
    assert client.get(f"/h/north/hub/people/{world.neighbour.id}/").status_code == 404


def test_the_page_invites_and_withdraws(world, as_member):
    client = as_member(world.dag)
    assert client.get("/h/north/hub/invitations/new/").status_code == 200
    client.post("/h/north/hub/invitations/new/", {"email": "q@example.org", "name": "Q", "role": "ADVISER"})
    place = Invitation.objects.get()
    assert b"q@example.org" in client.get("/h/north/hub/").content
    client.post(f"/h/north/hub/invitations/{place.id}/withdrawal/")
    assert b"q@example.org" not in client.get("/h/north/hub/").content
