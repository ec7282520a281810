"""An audit room: opened with an end, read by its link alone, every look written down."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from navet.audits.commands import close_room, open_evidence, open_room
from navet.audits.models import Auditor, AuditRoom
from navet.audits.queries import evidence_of, find_room, find_room_by_link, link_to_room, rooms, visits_of
from navet.audits.tests.claimed import LIST
from navet.casework.models import Delivery
from navet.funding.commands import Decided, set_terms, submit_claim
from navet.funding.models import Financier
from navet.funding.queries import find_financier, find_period, lines_of
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused


def opened(room):
    return [(entry.by, entry.details["kind"]) for entry in time_line(room.id) if entry.fact == "EvidenceOpened"]


def test_a_room_is_opened_until_a_day_and_closed_before_it(world, room):
    assert (room.auditor, room.is_open, [each.id for each in rooms()]) == ("Revisionsbyrån", True, [room.id])
    closed = close_room(world.cia, room)
    assert not closed.is_open
    assert close_room(world.cia, room).closed_at == closed.closed_at
    assert [entry.fact for entry in time_line(room.id)] == ["AuditRoomOpened", "AuditRoomClosed"]


@pytest.mark.parametrize(("days", "field"), [(-1, "__all__"), (367, "until")])
def test_it_ends_today_at_the_earliest_and_within_a_year(world, claim, days, field):
    with pytest.raises(Refused) as no:
        open_room(world.cia, claim.financier, auditor="A", until=timezone.localdate() + timedelta(days=days))
    assert str(no.value) or no.value.fields[field]
    assert not AuditRoom.objects.exists()


def test_only_coordinators_open_and_close(world, claim, room, until):
    with pytest.raises(NotAllowed):
        open_room(world.ben, claim.financier, auditor="A", until=until)
    with pytest.raises(NotAllowed):
        close_room(world.fia, room)


def test_the_link_opens_its_own_room_while_it_is_open(world, room):
    auditor, found = find_room_by_link(link_to_room(room))
    open_evidence(auditor, found, kind="room", thing=room.id)
    assert opened(room) == [("Revisionsbyrån", "room")]
    with pytest.raises(NotAllowed):
        open_evidence(Auditor(actor_name="Another", room_id=new_id()), found, kind="room", thing=room.id)
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(NotAllowed):
        open_evidence(auditor, find_room(room.id), kind="room", thing=room.id)
    with pytest.raises(NotFound):
        find_room_by_link(link_to_room(room)[:-1] + "x")
    with inside(world.other.id), pytest.raises(NotFound):
        find_room_by_link(link_to_room(room))


def test_an_auditor_walks_from_the_claim_to_the_file(world, as_member, claim, room, link):
    auditor, line = as_member(None), lines_of(claim).get()
    evidence = evidence_of(world.ben, line.cost.about)
    assert "2026" in auditor.get(link).content.decode()
    told = auditor.get(f"{link}{claim.id}/").content.decode()
    assert claim.seal in told
    assert f"{claim.id}/{line.id}/" in told
    there = f"{link}{claim.id}/{line.id}/"
    told = auditor.get(there).content.decode()
    for words in ("Went through the ovens", "Bageriet AB", "time sheet approved by Cia", evidence.agreement.number):
        assert words in told
    assert evidence.entry.number in told
    letter = auditor.get(f"{there}letter/")
    assert (letter["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    kept = auditor.get(f"{there}{evidence.proofs[0].id}/")
    assert b"".join(kept.streaming_content) == LIST
    assert "attachment" in kept["Content-Disposition"]
    assert [kind for _by, kind in opened(room)] == ["room", "claim", "line", "letter", "proof"]
    assert [(visit.kind, visit.name) for visit in visits_of(room)] == [
        ("proof", "list.pdf"),
        ("letter", str(line)),
        ("line", str(line)),
        ("claim", str(claim.period)),
        ("room", ""),
    ]
    page = as_member(world.fia).get(f"/h/north/audit-rooms/{room.id}/").content.decode()
    assert "list.pdf" in page
    assert link not in page


def test_the_claim_is_a_file_too(as_member, claim, room, link):
    told = as_member(None).get(f"{link}{claim.id}/?as=csv")
    assert told["Content-Type"].startswith("text/csv")
    assert "Ben" in told.content.decode()


def test_a_closed_room_says_so_and_shows_nothing(world, as_member, claim, room, link):
    close_room(world.cia, room)
    auditor = as_member(None)
    told = auditor.get(link)
    assert (told.status_code, "This room is closed" in told.content.decode()) == (410, True)
    assert auditor.get(f"{link}{claim.id}/").status_code == 404
    assert opened(room) == []


def test_a_room_shows_only_its_own_financiers_claims(world, as_member, claim, room, link, until):
    other = find_financier(Financier.objects.get(name="The Commission").id)
    set_terms(world.cia, other, decided=Decided(months=6))
    theirs = submit_claim(world.cia, find_period(other.periods.earliest("since").id))
    line = lines_of(claim).get()
    auditor = as_member(None)
    for path in (f"{theirs.id}/", f"{theirs.id}/{line.id}/", f"{claim.id}/{lines_of(theirs).get().id}/"):
        assert auditor.get(link + path).status_code == 404
    for path in (f"{new_id()}/", f"{claim.id}/{line.id}/{new_id()}/"):
        assert auditor.get(link + path).status_code == 404
    assert auditor.get(link.replace("/north/", "/south/")).status_code == 404


def test_help_outside_an_agreement_has_no_letter(world, as_member, room, link, claim):
    Delivery.objects.update(item=None)
    line = lines_of(claim).get()
    there = f"{link}{claim.id}/{line.id}/"
    assert "Went through the ovens" in as_member(None).get(there).content.decode()
    assert as_member(None).get(f"{there}letter/").status_code == 404


def test_the_pages_of_a_room(world, as_member, claim, until, queries_of):
    coordinator = as_member(world.cia)
    address = f"/h/north/audit-rooms/open/{claim.financier_id}/"
    assert "Open an audit room" in coordinator.get(address).content.decode()
    told = coordinator.post(address, {"auditor": "Byrån", "until": "2020-01-01"})
    assert (told.status_code, "today or later" in told.content.decode()) == (422, True)
    made = coordinator.post(address, {"auditor": "Byrån", "until": until.isoformat()}, follow=True)
    room = AuditRoom.objects.get()
    assert link_to_room(room) in made.content.decode()
    assert "Byrån" in coordinator.get("/h/north/audit-rooms/").content.decode()
    closed = coordinator.post(f"/h/north/audit-rooms/{room.id}/close/", follow=True).content.decode()
    assert "Closed: the link opens nothing." in closed
    assert as_member(world.ben).get(address).status_code == 403
    assert as_member(world.ana).get("/h/north/audit-rooms/").status_code == 403
    assert as_member(world.neighbour).get(f"/h/south/audit-rooms/{room.id}/").status_code == 404


def test_rooms_by_machine(world, as_member, claim, until):
    coordinator = as_member(world.cia)
    address = f"/h/north/api/v1/financiers/{claim.financier_id}/audit-rooms"
    body = {"auditor": "Byrån", "until": until.isoformat()}
    made = coordinator.post(address, body, content_type="application/json")
    assert made.status_code == 201
    room = find_room(AuditRoom.objects.get().id)
    assert made.json()["link"] == link_to_room(room)
    assert as_member(world.fia).get("/h/north/api/v1/audit-rooms").json()[0]["link"] == ""
    assert as_member(world.ben).post(address, body, content_type="application/json").status_code == 403
    as_member(None).get(f"/h/north/audit/{link_to_room(room)}/")
    visits = coordinator.get(f"/h/north/api/v1/audit-rooms/{room.id}/visits").json()
    assert [visit["kind"] for visit in visits] == ["room"]
    closed = coordinator.post(f"/h/north/api/v1/audit-rooms/{room.id}/closing")
    assert closed.json()["closed_at"]
    assert as_member(world.neighbour).get(f"/h/south/api/v1/audit-rooms/{room.id}/visits").status_code == 404
