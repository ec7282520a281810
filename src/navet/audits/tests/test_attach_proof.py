"""Proofs: files that prove a piece of work, checked by content, kept once what they prove is claimed."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.audits import commands
from navet.audits.commands import attach_proof, remove_proof
from navet.audits.models import Proof
from navet.audits.queries import evidence_of, find_proof, open_proof
from navet.casework.models import Delivery
from navet.funding.commands import Bought, Worked, enter_bought_cost, log_hours, open_project
from navet.funding.tests.conftest import project_details
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused

PDF = b"%PDF-1.7 an invoice"


@pytest.fixture
def project(world):
    return open_project(world.cia, world.hub, details=project_details(code="Q"))


@pytest.fixture
def bought(world, project):
    """A sensor that nobody has claimed yet."""
    told = Bought("EQUIPMENT", "A sensor", Decimal(300), date(2026, 3, 3))
    return enter_bought_cost(world.cia, project, key=new_id(), bought=told)


def add(world, about, content=PDF, name="invoice.pdf", kind="INVOICE"):
    given = {"kind": kind, "name": name, "file": BytesIO(content), "size": len(content)}
    return attach_proof(world.ben, evidence_of(world.ben, about), **given)


def test_a_proof_is_kept_as_it_was_added_and_once(world, bought):
    proof = add(world, bought.about)
    with open_proof(proof) as kept:
        assert kept.read() == PDF
    assert (proof.content_type, proof.size, proof.by) == ("application/pdf", len(PDF), world.ben)
    assert add(world, bought.about, name="again.pdf") == proof
    assert evidence_of(world.fia, bought.about).proofs == [proof]
    told = [entry for entry in time_line(bought.about) if entry.fact == "ProofAttached"]
    assert [entry.details["sha256"] for entry in told] == [proof.sha256]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "We can read PDF"),
        ("a.pdf", b"", "This file is empty."),
        ("a.pdf", b"<html>", "not what its name says"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(world, as_member, bought, name, content, words):
    file = SimpleUploadedFile(name, content)
    told = as_member(world.ben).post(f"/h/north/evidence/{bought.about}/", {"kind": "INVOICE", "file": file})
    assert (told.status_code, words in told.content.decode()) == (422, True)
    assert not Proof.objects.exists()


def test_there_is_an_end_to_files(world, bought, monkeypatch):
    monkeypatch.setattr(commands, "MOST_PROOFS", 1)
    add(world, bought.about)
    with pytest.raises(Refused) as no:
        add(world, bought.about, content=PDF + b"2")
    assert no.value.fields["file"]


def test_a_kind_nobody_knows_is_refused(world, bought):
    with pytest.raises(Refused) as no:
        add(world, bought.about, kind="SONG")
    assert no.value.fields["kind"]


def test_staff_add_and_remove(world, bought):
    evidence = evidence_of(world.fia, bought.about)
    with pytest.raises(NotAllowed):
        attach_proof(world.fia, evidence, kind="INVOICE", name="a.pdf", file=BytesIO(PDF), size=len(PDF))
    with pytest.raises(NotAllowed):
        remove_proof(world.fia, add(world, bought.about), evidence=evidence)


def test_what_nothing_claimed_rests_on_is_removed(world, bought, django_capture_on_commit_callbacks):
    proof = add(world, bought.about)
    path = proof.path
    with django_capture_on_commit_callbacks(execute=True):
        remove_proof(world.ben, proof, evidence=evidence_of(world.ben, bought.about))
    assert not default_storage.exists(path)
    assert time_line(bought.about).last().fact == "ProofRemoved"


def test_what_is_claimed_keeps_its_proofs(world, as_member, claim):
    proof = Proof.objects.get()
    evidence = evidence_of(world.ben, proof.about)
    assert [each.id for each in evidence.claims] == [claim.id]
    with pytest.raises(Refused):
        remove_proof(world.ben, proof, evidence=evidence)
    page = as_member(world.ben).get(f"/h/north/evidence/{proof.about}/").content.decode()
    assert "Remove" not in page
    assert "nothing is missing for an auditor" in page


def test_what_is_missing_is_said_before_an_auditor_says_it(world, project, bought, claim):
    assert evidence_of(world.ben, bought.about).missing == ["PROOF"]
    told = Worked(date(2026, 3, 3), Decimal(2), "Steering group", [(project, Decimal(1))])
    log_hours(world.ben, world.hub, key=(key := new_id()), worked=told)
    with pytest.raises(NotFound):
        evidence_of(world.ben, key)
    delivery = Delivery.objects.get()
    whole = evidence_of(world.ben, delivery.id)
    assert (whole.missing, whole.records["delivery"], whole.entry.id) == ([], delivery, delivery.aid_entry_id)
    whole.hours[0].sheet.approved_at = None
    assert whole.missing == ["APPROVAL"]
    assert evidence_of(world.ben, delivery.id).hours[0].sheet.approved_by == world.cia


def test_work_without_hours_or_agreement_is_told_so(world, claim):
    evidence = evidence_of(world.ben, Delivery.objects.get().id)
    evidence.hours.clear()
    evidence.records["delivery"].item = None
    assert evidence.missing == ["HOURS", "AGREEMENT"]


def test_a_lost_file_and_another_works_file_are_not_found(world, claim, bought):
    proof = Proof.objects.get()
    with pytest.raises(NotFound):
        find_proof(proof.id, about=bought.about)
    default_storage.delete(proof.path)
    with pytest.raises(NotFound):
        open_proof(proof)


def test_the_pages_and_the_machines_door(world, as_member, bought):
    adviser, address = as_member(world.ben), f"/h/north/evidence/{bought.about}/"
    assert "No file proves it" in adviser.get(address).content.decode()
    page = adviser.post(address, {"kind": "INVOICE", "file": SimpleUploadedFile("invoice.pdf", PDF)}, follow=True)
    assert "invoice.pdf" in page.content.decode()
    proof = Proof.objects.get()
    assert b"".join(adviser.get(f"{address}{proof.id}/").streaming_content) == PDF
    page = adviser.post(f"{address}{proof.id}/remove/", follow=True).content.decode()
    assert "The file is gone." in page
    machine = f"/h/north/api/v1/evidence/{bought.about}/proofs"
    made = adviser.post(machine, {"kind": "INVOICE", "file": SimpleUploadedFile("invoice.pdf", PDF)})
    assert (made.status_code, made.json()["about"]) == (201, str(bought.about))
    assert [each["id"] for each in adviser.get(machine).json()] == [made.json()["id"]]
    assert adviser.delete(f"{machine}/{made.json()['id']}").status_code == 204
    for path in (address, machine):
        assert as_member(world.neighbour).get(path.replace("/north/", "/south/")).status_code == 404
        assert as_member(world.ana).get(path).status_code == 403
