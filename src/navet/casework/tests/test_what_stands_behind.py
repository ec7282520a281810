"""What a reader is told: reasons, the time line, the ledger's answer, the letter's small print, the trace."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.assessments.commands import open_assessment
from navet.casework import commands, queries
from navet.casework.models import Document, Message, OutcomeQuestion
from navet.catalogue.models import Price
from navet.directory.models import Contact, Customer
from navet.hubs.models import Hub
from navet.kit.commands import PLATFORM
from navet.kit.records import new_id
from navet.stateaid.commands import declare_aid
from navet.stateaid.models import AidEntry, ExchangeRate

TODAY = date(2026, 11, 23)


def test_a_weak_part_of_the_assessment_brings_help_and_says_so(world, case, services):
    assessment = open_assessment(world.ben, world.bakery)
    assessment.scores = {"dimensions": {"D5": "12"}, "parts": {"D5.1": "12", "D1.1": "100"}, "overall": "12"}
    assessment.overall, assessment.submitted_at = Decimal(12), timezone.now()
    assessment.save()
    plan = commands.propose_plan(world.ben, case)
    reasons = [row["reasons"] for row in queries.plan_rows(plan)]
    assert reasons[0] == ["Comes before “Robot”."]
    assert len(reasons[1]) == 1
    assert reasons[1][0].startswith("The assessment shows room to grow in ")
    assert reasons[1][0].endswith("(12 of 100).")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ({"code": "technology", "technology": "x-ray"}, "You mention x-ray."),
        ({"code": "sector", "sector": "x-sector"}, "Made for x-sector."),
        ({"code": "before", "service": "gone"}, "Comes before “another piece of help”."),
        ({"code": "from a later version"}, ""),
    ],
)
def test_reasons_are_told_in_words(reason, told, world):
    assert queries.told_reason(reason, {}) == told


def test_the_time_line_tells_messages_and_documents_and_a_partner_only_its_own(world, partners_case):
    application = partners_case.application
    Message.objects.create(application=application, from_hub=True, author_name="Ben", text="Welcome")
    Message.objects.create(application=application, from_hub=False, author_name="Ana", text="Thanks")
    kept = {"application": application, "content_type": "application/pdf", "size": 3, "sha256": "0", "path": "x"}
    Document.objects.create(name="drawing.pdf", added_by="Ana", for_partners=True, **kept)
    Document.objects.create(name="budget.pdf", added_by="Ana", **kept)
    told = {(moment.title, moment.text) for moment in queries.time_line_of(world.ben, partners_case)}
    assert told == {
        ("Message to the customer", "Welcome"),
        ("Message from the customer", "Thanks"),
        ("A document was added", "drawing.pdf"),
        ("A document was added", "budget.pdf"),
    }
    assert [moment.text for moment in queries.time_line_of(world.eva, partners_case)] == ["drawing.pdf"]


def test_more_than_the_whole_ceiling_has_no_day_of_full_room(world, agreement, item_of):
    item = item_of(agreement, "robot")
    commands.change_agreement_item(
        world.ben, item, quantity=Decimal(1000), invoiced=Decimal(0), regime="DE_MINIMIS_2023"
    )
    (answer,) = queries.ledger_answers(agreement, queries.items_of_agreement(agreement))
    assert not answer.fits
    assert "Full room" not in queries.told_answer(answer)


def test_the_letter_tells_the_rate_and_a_basis_without_declaration(world, accepted, item_of):
    Price.objects.update(currency="SEK")
    Hub.objects.filter(id=world.hub.id).update(currency="SEK")
    ExchangeRate.objects.create(currency="SEK", day=TODAY, rate=Decimal("11.2500"), source="The central bank")
    Customer.objects.filter(id=world.customer.id).update(size="small")
    agreement = commands.draft_agreement(world.ben, queries.find_plan(world.ben, accepted.id))
    commands.change_agreement_item(
        world.ben, item_of(agreement, "robot"), quantity=Decimal(2), invoiced=Decimal(0), regime="GBER_28"
    )
    commands.send_agreement(world.ben, agreement)
    declare_aid(world.ana, world.bakery, rows=[])
    confirmed = commands.confirm_agreement(world.ben, commands.sign_agreement(world.ana, agreement))
    said = str(confirmed.facts)
    assert "The central bank" in said
    assert "11,2500" in said or "11.2500" in said
    assert "varav högst 100 % får vara stöd" in said
    assert sorted(AidEntry.objects.values_list("regime__code", "declaration__signed_by")) == [
        ("DE_MINIMIS_2023", "Ana"),
        ("DE_MINIMIS_2023", "Ana"),
        ("GBER_28", None),
    ]


def test_ending_what_was_no_aid_changes_nothing_in_the_ledger(world, make_public_case, services):
    plan = commands.propose_plan(world.ben, make_public_case)
    commands.add_plan_item(world.ben, plan, service=services.measure)
    commands.send_plan(world.ben, plan)
    agreement = commands.draft_agreement(world.ben, commands.accept_plan(world.ana, plan))
    commands.send_agreement(world.ben, agreement)
    confirmed = commands.confirm_agreement(world.ben, commands.sign_agreement(world.ana, agreement))
    commands.end_agreement(world.ben, confirmed, reason="They moved")
    assert [entry.kind for entry in AidEntry.objects.all()] == ["GRANT"]


@pytest.fixture
def make_public_case(world):
    from navet.casework.tests.conftest import make_case

    Contact.objects.create(customer=world.public_customer, member=world.ana, may_sign=True)
    return make_case(world.public_customer, world.ben)


def test_a_question_is_asked_once(world, case):
    question = OutcomeQuestion.objects.create(case=case, months=6, due_on=TODAY)
    first = commands.ask_for_outcome(PLATFORM, question).asked_at
    assert commands.ask_for_outcome(PLATFORM, question).asked_at == first


def test_the_trace_is_the_same_from_either_end(world, confirmed, item_of, given, partners_case):
    item = item_of(confirmed, "expert")
    first = commands.deliver_help(world.ben, partners_case, key=new_id(), item=item, given=given())
    second = commands.correct_delivery(
        world.ben, first, key=new_id(), given=given(hours=Decimal(2)), reason="Two hours"
    )
    for end in (first, second):
        five = queries.five_records(world.fia, queries.find_delivery(world.fia, end.id))
        assert five["chain"] == [first, second]
        assert [row.hours for row in five["work"]] == [4, -2]


def test_what_counts_in_a_period(world, case, services, given):
    declare_aid(world.ana, world.bakery, rows=[])
    commands.deliver_help(world.ben, case, key=new_id(), service=services.hours, given=given())
    commands.record_outcome(world.ben, case, told=commands.Told(kind="SKILL"))
    commands.rate_help(world.ben, case, score=5)
    for asked in (queries.standing_rows, queries.outcomes_between, queries.satisfaction_between):
        assert asked(TODAY, TODAY).count() == 1
        assert asked(date(2025, 1, 1), date(2025, 12, 31)).count() == 0


def test_staff_read_an_agreement_and_nobody_finds_a_plan_item_that_is_none(world, confirmed, as_member):
    staff = as_member(world.ben)
    assert staff.get(f"/h/north/api/v1/agreements/{confirmed.id}").json()["status"] == "CONFIRMED"
    assert staff.delete(f"/h/north/api/v1/plan-items/{new_id()}").status_code == 404
