"""The pages around a round: lists, opening, result, answers, corrections, invitations, reminders, result files."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from navet.assessments import commands, queries
from navet.assessments.models import Assessment, Correction, Invitation, ResultFile
from navet.assessments.tests.rounds import submitted
from navet.assessments.tests.test_import_results import GOOD, book, changed
from navet.assessments.tests.test_scoring import SME
from navet.catalogue.models import Service
from navet.directory.models import Customer, Organisation

HERE = "/h/north/assessments/"


def firms(count: int) -> list[Organisation]:
    """So many more customers."""
    made = [
        Organisation.objects.create(
            country="SE", register_number=f"99{number:08}", legal_name=f"Firma {number:03}", region="SE224"
        )
        for number in range(count)
    ]
    for firm in made:
        Customer.objects.create(organisation=firm, sector="manufacturing", size="small")
    return made


def rows(page: str) -> list[str]:
    return re.findall(r"Firma \d{3}|Bageriet AB|Staden", page)


def test_the_list_filters_and_pages_by_key(world, as_member):
    for number, firm in enumerate(firms(55)):
        commands.schedule_round(world.ben, firm, anchor_on=date(2026, 1, 1 + number % 28))
    submitted(world.ben, world.bakery)
    client = as_member(world.ben)
    first = client.get(HERE).content.decode()
    assert len(rows(first)) == 50
    following = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = client.get(f"{HERE}{following}").content.decode()
    assert len(rows(second)) == 6
    assert set(rows(first)).isdisjoint(rows(second))
    assert len(rows(client.get(f"{HERE}{following}&state=all").content.decode())) == 7
    assert rows(client.get(f"{HERE}?state=submitted").content.decode()) == ["Bageriet AB"]
    assert rows(client.get(f"{HERE}?words=firma 001&timing=T1").content.decode()) == ["Firma 001"]
    assert rows(client.get(f"{HERE}?state=overdue").content.decode()) == []
    assert len(rows(client.get(f"{HERE}?state=nonsense").content.decode())) == 50
    assert "The next due comes first" in first


def test_a_list_of_rounds_without_a_day_pages_too(world, as_member):
    for firm in firms(52):
        commands.open_assessment(world.ben, firm)
    client = as_member(world.ben)
    following = re.search(r'rel="next" href="([^"]+)"', client.get(HERE).content.decode()).group(1)
    assert len(rows(client.get(f"{HERE}{following}").content.decode())) == 2


@pytest.mark.parametrize("after", ["x", "2026-01-01", "2026-01-01~x", "~1"])
def test_a_key_that_is_none_is_not_found(world, as_member, after):
    assert as_member(world.ben).get(f"{HERE}?after={after}").status_code == 404


def test_as_many_questions_for_thirty_rows_as_for_one(world, as_member, queries_of):
    client = as_member(world.ben)
    commands.open_assessment(world.ben, world.bakery)
    client.get(HERE)
    one = queries_of(lambda: client.get(HERE))
    for firm in firms(30):
        commands.open_assessment(world.ben, firm)
    assert queries_of(lambda: client.get(HERE)) == one <= 12


def test_a_contact_sees_the_own_rounds(world, as_member, queries_of):
    submitted(world.ben, world.bakery)
    commands.open_assessment(world.ben, world.bakery, code="ai-readiness")
    commands.open_assessment(world.ben, world.town)
    page = as_member(world.ana).get(HERE).content.decode()
    assert "Bageriet AB" in page
    assert "Ready for AI?" in page
    assert "Staden" not in page
    assert "You speak for no organisation" in as_member(world.eva).get(HERE).content.decode()
    assert as_member(None).get(HERE).status_code == 302


def test_opening_from_the_page(world, as_member):
    address = f"{HERE}opening/?organisation={world.bakery.id}"
    client = as_member(world.ben)
    page = client.get(address).content.decode()
    assert page.index("small and medium-sized companies") < page.index("Ready for AI?")
    assert "public bodies" not in page
    wrong = client.post(address, {"code": "pso", "timing": "T0", "due_on": "soon"})
    assert wrong.status_code == 422
    answer = client.post(address, {"code": "sme", "timing": "T0", "due_on": "2027-02-01"})
    assessment = Assessment.objects.get()
    assert answer.headers["location"] == f"{HERE}{assessment.id}/"
    assert assessment.due_on == date(2027, 2, 1)
    submitted(world.ben, world.bakery)
    assert '<option value="T1" selected>' in client.get(address).content.decode()
    again = client.post(address, {"code": "sme", "timing": "T0"})
    assert "submitted already" in again.content.decode()


@pytest.mark.parametrize(("who", "status"), [("ana", 200), ("eva", 404), ("neighbour", 403)])
def test_who_may_open(world, as_member, who, status):
    address = f"{HERE}opening/?organisation={world.bakery.id}"
    assert as_member(getattr(world, who)).get(address).status_code == status
    assert as_member(getattr(world, who)).get(f"{HERE}opening/?organisation=x").status_code == (
        404 if status != 403 else 403
    )


def test_an_auditor_reads_but_does_not_open(world, as_member):
    address = f"{HERE}opening/?organisation={world.bakery.id}"
    assert as_member(world.fia).post(address, {"code": "sme", "timing": "T0"}).status_code == 403


def test_the_result_with_rounds_and_peers(world, as_member, queries_of):
    world.customer.sector, world.customer.size = "manufacturing", "small"
    world.customer.save()
    for firm in firms(10):
        submitted(world.ben, firm)
    submitted(world.ben, world.bakery)
    better = submitted(world.ben, world.bakery, timing="T1", answers=SME | {"q8": [True] * 6, "q10": [False] * 10})
    client = as_member(world.ana)
    page = client.get(f"{HERE}{better.id}/").content.decode()
    for words in (
        "51.8",
        "since the first round",
        "Same sector",
        "(n = 10)",
        "T0 20",
        "Not in place yet",
        "Same region",
    ):
        assert words in page
    assert queries_of(lambda: client.get(f"{HERE}{better.id}/")) <= 20
    letter = client.get(f"{HERE}{better.id}/result.pdf")
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.content[:5] == b"%PDF-"


def test_the_result_names_the_help_there_is(world, as_member):
    service = Service.objects.create(
        code="T1", slug="digital-twins", title={"en": "Try a digital twin"}, strengthens=["sme:D6"], is_open=True,
        published_at=timezone.now(),
    )  # fmt: skip
    done = submitted(world.ben, world.bakery)
    assert queries.help_for(done)["D6"] == [queries.Help(service.slug, service.title)]
    page = as_member(world.ana).get(f"{HERE}{done.id}/").content.decode()
    assert '/h/north/services/digital-twins/">Try a digital twin</a>' in page
    assert as_member(world.ana).get(f"{HERE}{done.id}/result.pdf").status_code == 200


def test_a_first_result_without_peers(world, as_member):
    world.town.region = ""
    world.town.save()
    done = submitted(world.ben, world.town)
    page = as_member(world.fia).get(f"{HERE}{done.id}/").content.decode()
    assert "not yet five others" in page
    assert as_member(world.ben).get(f"{HERE}{done.id}/result.pdf").status_code == 200


def test_no_pdf_before_the_end(world, as_member):
    assessment = commands.open_assessment(world.ben, world.bakery)
    assert as_member(world.ben).get(f"{HERE}{assessment.id}/result.pdf").status_code == 404


def test_a_round_from_a_file_has_a_result_but_no_answers(world, as_member):
    file = commands.read_results(world.cia, world.hub, name="r.xlsx", raw=book(GOOD))
    commands.import_results(world.cia, file)
    one = Assessment.objects.get()
    client = as_member(world.ben)
    assert "from the official result file" in client.get(f"{HERE}{one.id}/").content.decode()
    assert "not the answers" in client.get(f"{HERE}{one.id}/answers/").content.decode()
    refused = client.post(f"{HERE}{one.id}/answers/q8/", {"q8": ["backup"], "reason": "x"})
    assert refused.status_code == 422
    assert "submitted here" in refused.content.decode()


def test_correcting_from_the_page(world, as_member):
    done = submitted(world.ana, world.bakery)
    client = as_member(world.ben)
    assert client.get(f"{HERE}{done.id}/answers/q8/").status_code == 200
    wrong = client.post(f"{HERE}{done.id}/answers/q7/", {"q7": ["not-digital", "stored"], "reason": ""})
    assert wrong.status_code == 422
    codes = ["policy", "client-data", "staff-informed", "monitored", "backup", "continuity"]
    answer = client.post(f"{HERE}{done.id}/answers/q8/", {"q8": codes, "reason": "The plan was in place"})
    assert answer.headers["location"] == f"{HERE}{done.id}/"
    assert Correction.objects.get().after == [True] * 6
    page = as_member(world.ana).get(f"{HERE}{done.id}/answers/").content.decode()
    assert "The plan was in place" in page
    assert as_member(world.ana).get(f"{HERE}{done.id}/answers/q8/").status_code == 404
    assert client.get(f"{HERE}{done.id}/answers/q99/").status_code == 404


def test_answers_of_every_kind_are_shown(world, as_member):
    assessment = commands.open_assessment(world.ben, world.bakery, code="ai-readiness")
    commands.answer_question(world.ana, assessment, question="a1", value="To sort our mail")
    commands.answer_question(world.ana, assessment, question="a6", value=[5, 0, 0])
    page = as_member(world.ben).get(f"{HERE}{assessment.id}/answers/").content.decode()
    for words in ("To sort our mail", "In daily operation", "Not answered", "Answered by Ana"):
        assert words in page


def test_inviting_from_the_page(world, as_member):
    assessment = commands.open_assessment(world.ben, world.bakery)
    client, address = as_member(world.ana), f"{HERE}{assessment.id}/invitations/"
    wrong = client.post(address, {"name": "Gun", "email": "gun@", "language": "sv"})
    assert wrong.status_code == 422
    assert 'value="gun@"' in wrong.content.decode()
    given = {"name": "Gun", "email": "gun@example.org", "language": "sv", "dimensions": ["D4"]}
    assert client.post(address, given).status_code == 302
    page = client.get(address).content.decode()
    assert "gun@example.org" in page
    assert "/assessments/link/" not in page
    assert "/h/north/assessments/link/" in as_member(world.ben).get(address).content.decode()
    (invitation,) = Invitation.objects.all()
    assert client.post(f"{address}{invitation.id}/withdrawal/").status_code == 302
    assert client.post(f"{address}{invitation.id}/withdrawal/").status_code == 404
    submitted(world.ben, world.bakery)
    assert "nothing left to answer" in client.post(address, given).content.decode()


def test_reminding_from_the_page(world, as_member):
    assessment = commands.open_assessment(world.ben, world.bakery, due_on=date(2026, 1, 1))
    client, address = as_member(world.ben), f"{HERE}{assessment.id}/"
    assert "was due" in client.get(address).content.decode()
    client.post(f"{address}reminder/")
    page = client.get(address).content.decode()
    assert "A reminder is on its way to Ana." in page
    assert "Last reminded" in page
    assert client.get(f"{address}reminder/").status_code == 405
    assert as_member(world.ana).post(f"{address}reminder/").status_code == 403
    town = commands.open_assessment(world.ben, world.town, due_on=date(2999, 1, 1))
    client.post(f"{HERE}{town.id}/reminder/")
    assert "Nobody speaks for this organisation" in client.get(f"{HERE}{town.id}/").content.decode()
    submitted(world.ben, world.bakery)
    client.post(f"{address}reminder/")
    assert "nothing left to answer" in client.get(address).content.decode()


def test_result_files_from_the_page(world, as_member):
    client = as_member(world.cia)
    assert client.post(f"{HERE}files/").status_code == 422
    refused = client.post(f"{HERE}files/", {"file": SimpleUploadedFile("r.xlsx", b"x")})
    assert "not an XLSX file" in refused.content.decode()
    raw = book(
        GOOD, changed(timing="T9"), changed(name="Who", number=1), changed(score=90), changed(strategy="x"), GOOD
    )
    answer = client.post(f"{HERE}files/", {"file": SimpleUploadedFile("r.xlsx", raw)})
    address = answer.headers["location"]
    page = client.get(address).content.decode()
    for words in (
        "6 rows read",
        "Import 1 round",
        "wrong round",
        "no such customer",
        "does not add up",
        "wrong score",
        "is here already",
    ):
        assert words in page
    assert client.post(address).status_code == 302
    assert "imported" in client.get(address).content.decode()
    assert "r.xlsx" in client.get(f"{HERE}files/").content.decode()
    assert Assessment.objects.count() == 1
    bad = commands.read_results(world.cia, world.hub, name="b.xlsx", raw=book(changed(timing="T9")))
    assert "No row can come in" in client.get(f"{HERE}files/{bad.id}/").content.decode()
    for who, status in ((world.ben, 403), (world.ana, 403), (world.neighbour, 403), (None, 302)):
        assert as_member(who).get(address).status_code == status
    theirs = address.replace("/north/", "/south/")
    assert as_member(world.neighbour).get(theirs).status_code == 404
    assert ResultFile.objects.count() == 2


def test_a_file_too_large_is_refused(world, as_member, monkeypatch):
    from navet.assessments.forms import small

    monkeypatch.setattr(small, "LARGEST", 10)
    refused = as_member(world.cia).post(f"{HERE}files/", {"file": SimpleUploadedFile("r.xlsx", b"x" * 11)})
    assert "larger than 20 MB" in refused.content.decode()


def test_peers_are_first_rounds_of_others_and_small_differences_hide(world):
    many = firms(9)
    for firm in many:
        submitted(world.ben, firm)
    own = submitted(world.ben, many[0], timing="T1")
    assert {key: mean.n for key, mean in queries.peers_of(own).items()} == {
        "everyone": 8,
        "sector": 8,
        "size": 8,
        "region": 8,
    }
    Assessment.objects.filter(organisation_id__in=[firm.id for firm in many[6:]]).update(
        sector="energy-utilities", size="large"
    )
    assert {key: mean.n for key, mean in queries.peers_of(own).items()} == {"everyone": 8, "region": 8}


def test_the_hubs_increase_is_paired(world):
    for firm in firms(3):
        submitted(world.ben, firm)
    submitted(world.ben, world.bakery)
    submitted(world.ben, world.bakery, timing="T1", answers=SME | {"q8": [True] * 6})
    found = queries.hub_increase()
    assert (found.n, float(round(found.overall, 4))) == (1, 2.7778)
    assert queries.hub_increase([]).n == 0
