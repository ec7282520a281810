from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from navet.assessments.models import Assessment
from navet.casework import commands, queries
from navet.casework.models import Delivery, IndicatorRow, WorkLog
from navet.funding.models import Cost
from navet.journal.queries import time_line
from navet.kit.records import new_id
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid.commands import declare_aid
from navet.stateaid.models import AidEntry
from navet.stateaid.queries import room_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def case_(confirmed, partners_case):
    partners_case.refresh_from_db()
    return partners_case


@pytest.fixture
def deliver(world, case_, confirmed, item_of, given):
    def act(code="robot", who=None, **details):
        item = item_of(confirmed, code)
        return commands.deliver_help(who or world.ben, case_, key=new_id(), item=item, given=given(**details))

    return act


def test_one_act_writes_five_records(world, deliver, case_, confirmed, item_of):
    delivery = deliver("robot", quantity=Decimal(2), hours=Decimal(14), participants=3)
    assert (delivery.value, delivery.aid, delivery.is_last, delivery.partner) == (3000, 1500, True, world.partner)
    (work,) = WorkLog.objects.all()
    assert (work.member, work.hours, work.on, work.delivery) == (world.ben, 14, TODAY, delivery)
    (cost,) = Cost.objects.all()
    assert (cost.about, cost.amount, cost.hours, cost.currency) == (delivery.id, 3000, 14, "EUR")
    assert delivery.aid_entry_id == item_of(confirmed, "robot").aid_entry_id
    (row,) = queries.indicator_rows()
    assert (row.customer_name, row.kind, row.region, row.value, row.aid, row.attendees) == (
        "Bageriet AB",
        "SME",
        "SE224",
        3000,
        1500,
        3,
    )
    assert (row.status, row.aid_note[:15], row.partner) == ("Finalised", "DE_MINIMIS_2023", world.partner)
    (planned,) = Assessment.objects.all()
    assert (planned.organisation, planned.timing, planned.anchor_on, planned.due_on) == (
        world.bakery,
        "T1",
        TODAY,
        date(2027, 11, 23),
    )
    assert [entry.fact for entry in time_line(case_.id)][-1] == "HelpDelivered"


def test_the_same_form_twice_is_one_delivery(world, case_, confirmed, item_of, given):
    key, item = new_id(), item_of(confirmed, "expert")
    first = commands.deliver_help(world.ben, case_, key=key, item=item, given=given())
    assert commands.deliver_help(world.ben, case_, key=key, item=item, given=given()) == first
    assert (Delivery.objects.count(), Cost.objects.count(), WorkLog.objects.count()) == (1, 1, 1)


def test_what_is_priced_by_the_hour_is_as_much_as_the_hours(deliver):
    delivery = deliver("expert", hours=Decimal("2.5"))
    assert (delivery.quantity, delivery.value, delivery.aid, delivery.is_last) == (Decimal("2.5"), 250, 125, False)


def test_the_ledger_is_lowered_when_the_last_part_was_less(world, deliver, confirmed, item_of):
    deliver("expert", hours=Decimal(4))
    deliver("expert", hours=Decimal(2), is_last=True)
    item = item_of(confirmed, "expert")
    assert item.settled_at
    assert [(e.kind, e.amount) for e in AidEntry.objects.filter(about=item.id).order_by("id")] == [
        ("GRANT", Decimal(500)),
        ("CORRECTION", Decimal(-200)),
    ]
    assert room_of(world.bakery).used == 2800


def test_never_more_than_was_promised(deliver):
    with pytest.raises(Refused) as refused:
        deliver("robot", quantity=Decimal(3))
    assert list(refused.value.fields) == ["quantity"]
    assert Delivery.objects.count() == Cost.objects.count() == 0


def test_never_more_aid_than_was_granted(world, agreement, item_of, given, partners_case):
    commands.change_agreement_item(
        world.ben, item_of(agreement, "robot"), quantity=Decimal(2), invoiced=Decimal(1000), regime="DE_MINIMIS_2023"
    )
    commands.send_agreement(world.ben, agreement)
    declare_aid(world.ana, world.bakery, rows=[])
    confirmed = commands.confirm_agreement(world.ben, commands.sign_agreement(world.ana, agreement))
    item = item_of(confirmed, "robot")
    with pytest.raises(Refused) as refused:
        commands.deliver_help(
            world.ben,
            partners_case,
            key=new_id(),
            item=item,
            given=given(quantity=Decimal(2), invoiced=Decimal(0)),
        )
    assert list(refused.value.fields) == ["invoiced"]
    delivery = commands.deliver_help(
        world.ben, partners_case, key=new_id(), item=item, given=given(quantity=Decimal(1))
    )
    assert (delivery.invoiced, delivery.aid) == (500, 500)
    assert queries.indicator_rows().get().status == "Finalised and invoiced"


@pytest.mark.parametrize(("details", "field"), [
    ({"last_on": TODAY + timedelta(1)}, "last_on"),
    ({"first_on": TODAY - timedelta(1)}, "first_on"),
    ({"invoiced": Decimal(9999)}, "invoiced"),
    ({"invoiced": Decimal(-1)}, "invoiced"),
    ({"description": ""}, "description"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(details, field, deliver):
    with pytest.raises(Refused) as refused:
        deliver("robot", **details)
    assert list(refused.value.fields) == [field]


def test_an_agreement_not_in_force_gives_nothing(world, agreement, item_of, given, partners_case):
    with pytest.raises(Refused, match="not in force"):
        commands.deliver_help(world.ben, partners_case, key=new_id(), item=item_of(agreement, "robot"), given=given())


def test_a_partners_staff_logs_only_its_own(world, deliver, case_, services, given):
    assert deliver("robot", who=world.eva).delivered_by == world.eva
    with pytest.raises(NotAllowed):
        deliver("expert", who=world.eva)
    with pytest.raises(NotAllowed):
        commands.deliver_help(world.eva, case_, key=new_id(), service=services.measure, given=given())
    for who in (world.ana, world.fia):
        with pytest.raises(NotAllowed):
            deliver("robot", who=who)


def test_help_outside_an_agreement_is_granted_as_it_is_given(world, case, services, given):
    with pytest.raises(Refused, match="declaration"):
        commands.deliver_help(world.ben, case, key=new_id(), service=services.hours, given=given())
    declare_aid(world.ana, world.bakery, rows=[])
    delivery = commands.deliver_help(world.ben, case, key=new_id(), service=services.hours, given=given())
    entry = AidEntry.objects.get()
    assert (entry.about, entry.amount, delivery.aid_entry_id, delivery.aid) == (delivery.id, 200, entry.id, 200)


def test_help_of_nothing_and_without_a_price(world, case, services, given):
    with pytest.raises(Refused) as refused:
        commands.deliver_help(world.ben, case, key=new_id(), given=given())
    assert list(refused.value.fields) == ["service"]
    before = given(first_on=date(2025, 5, 1), last_on=date(2025, 5, 1))
    with pytest.raises(Refused, match="No price holds"):
        commands.deliver_help(world.ben, case, key=new_id(), service=services.hours, given=before)


def test_a_correction_corrects_all_five_and_leaves_the_trace(world, deliver, confirmed, item_of, given):
    old = deliver("expert", hours=Decimal(10))
    assert item_of(confirmed, "expert").settled_at
    new = commands.correct_delivery(
        world.ben, old, key=new_id(), given=given(hours=Decimal(6), is_last=True), reason="Four were another customer's"
    )
    old.refresh_from_db()
    assert (new.corrects, new.kind, new.aid, bool(old.replaced_at)) == (old, "CORRECTION", 300, True)
    assert [row.hours for row in WorkLog.objects.order_by("id")] == [10, -4]
    assert [row.amount for row in Cost.objects.order_by("id")] == [1000, -400]
    assert [e.amount for e in AidEntry.objects.filter(about=item_of(confirmed, "expert").id).order_by("id")] == [
        500,
        -200,
    ]
    assert [(row.hours, bool(row.replaced_at)) for row in IndicatorRow.objects.order_by("id")] == [
        (10, True),
        (6, False),
    ]
    assert IndicatorRow.objects.latest("id").corrects == IndicatorRow.objects.earliest("id")
    assert Assessment.objects.get().anchor_on == TODAY
    fact = time_line(old.case_id).last()
    assert (fact.fact, fact.details["corrects_id"]) == ("DeliveryCorrected", str(old.id))
    assert queries.deliveries_of(world.ben, old.case).count() == 1


def test_a_correction_is_corrected_and_the_promise_comes_back(world, deliver, confirmed, item_of, given):
    first = deliver("expert", hours=Decimal(4), is_last=True)
    assert room_of(world.bakery).used == 2700
    with pytest.raises(Refused) as refused:
        commands.correct_delivery(world.ben, first, key=new_id(), given=given(), reason=" ")
    assert list(refused.value.fields) == ["reason"]
    key = new_id()
    second = commands.correct_delivery(world.ben, first, key=key, given=given(hours=Decimal(3)), reason="Three")
    assert commands.correct_delivery(world.ben, first, key=key, given=given(), reason="Three") == second
    assert (room_of(world.bakery).used, item_of(confirmed, "expert").settled_at) == (3000, None)
    with pytest.raises(Refused, match="already"):
        commands.correct_delivery(world.ben, first, key=new_id(), given=given(), reason="Twice")
    third = commands.correct_delivery(
        world.ben, second, key=new_id(), given=given(hours=Decimal(5), delivered_by=world.cia), reason="Cia did it"
    )
    assert [(w.member, w.hours) for w in WorkLog.objects.order_by("id")] == [
        (world.ben, 4),
        (world.ben, -1),
        (world.ben, -3),
        (world.cia, 5),
    ]
    assert sum(cost.amount for cost in Cost.objects.all()) == third.value == 500
    fourth = commands.correct_delivery(
        world.ben, third, key=new_id(), given=given(hours=Decimal(5)), reason="Nothing new"
    )
    assert (fourth.delivered_by, sum(w.hours for w in WorkLog.objects.all())) == (world.cia, 5)


def test_direct_help_is_corrected_in_the_ledger_too(world, case, services, given):
    declare_aid(world.ana, world.bakery, rows=[])
    old = commands.deliver_help(world.ben, case, key=new_id(), service=services.hours, given=given())
    commands.correct_delivery(world.ben, old, key=new_id(), given=given(hours=Decimal(1)), reason="One hour")
    assert [entry.amount for entry in AidEntry.objects.order_by("id")] == [200, -150]
    again = commands.correct_delivery(
        world.ben, Delivery.objects.latest("id"), key=new_id(), given=given(hours=Decimal(1)), reason="Words only"
    )
    assert (again.aid, AidEntry.objects.count()) == (50, 2)


def test_who_corrects(world, deliver, given):
    own, others = deliver("robot", who=world.eva), deliver("expert")
    commands.correct_delivery(world.eva, own, key=new_id(), given=given(hours=Decimal(2)), reason="Two")
    for who in (world.eva, world.ana, world.fia):
        with pytest.raises(NotAllowed):
            commands.correct_delivery(who, others, key=new_id(), given=given(), reason="x")


def test_what_was_typed_is_kept_until_it_is_sent(world, case_, confirmed, item_of, given):
    item = item_of(confirmed, "expert")
    first = commands.save_delivery_draft(world.ben, case_, item=item, answers={"hours": "2"})
    second = commands.save_delivery_draft(world.ben, case_, item=item, answers={"hours": "3"})
    assert (first.id, queries.draft_of(world.ben, case_, item).answers) == (second.id, {"hours": "3"})
    commands.deliver_help(world.ben, case_, key=first.id, item=item, given=given())
    assert queries.draft_of(world.ben, case_, item) is None


def test_what_is_left_to_give(world, deliver, case_, confirmed):
    deliver("expert", hours=Decimal(4))
    deliver("robot", quantity=Decimal(2))
    items = list(queries.items_to_deliver(world.ben, case_))
    assert [(item.service.code, queries.left_of(items)[item.id]) for item in items] == [("measure", 1), ("expert", 6)]
    assert list(queries.items_to_deliver(world.eva)) == []


def test_who_finds_a_delivery(world, deliver):
    robot, expert = deliver("robot"), deliver("expert")
    assert queries.find_delivery(world.fia, expert.id) == expert
    assert queries.find_delivery(world.eva, robot.id) == robot
    with pytest.raises(NotFound):
        queries.find_delivery(world.eva, expert.id)


def test_a_public_bodys_row_says_pso_and_no_aid(world, services, given):
    from navet.casework.tests.conftest import make_case

    case = make_case(world.public_customer, world.ben)
    commands.deliver_help(world.ben, case, key=new_id(), service=services.measure, given=given())
    row = queries.indicator_rows({"since": TODAY, "until": TODAY, "kind": "PSO", "region": ""}).get()
    assert (row.kind, row.aid, row.aid_note[:6]) == ("PSO", 0, "No aid")
    assert timezone.localdate() == TODAY
