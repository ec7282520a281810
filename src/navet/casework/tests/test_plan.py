from decimal import Decimal

import pytest

from navet.casework import commands, queries
from navet.casework.models import Case, Guest, Plan, PlanItem
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused

pytestmark = pytest.mark.usefixtures("services")


def codes(plan) -> list[str]:
    return [item.service.code for item in queries.items_of(plan)]


def test_proposes_what_was_asked_for_after_what_it_requires(world, case, services):
    case.application.service_id = services.robot.id
    case.application.save()
    plan = commands.propose_plan(world.ben, case)
    assert codes(plan) == ["measure", "robot"]
    assert [row["reasons"] for row in queries.plan_rows(plan)] == [["Comes before “Robot”."], ["You asked for it."]]
    case.refresh_from_db()
    assert case.stage == Case.Stage.PLANNING
    assert [entry.fact for entry in time_line(case.id)] == ["PlanProposed"]


def test_proposing_again_goes_on_with_the_one_being_made(world, case):
    plan = commands.propose_plan(world.ben, case)
    assert commands.propose_plan(world.cia, case) == plan


def test_words_of_the_need_are_told_back(world, case, services):
    case.application.need = "Kan en Expert hjälpa oss?"
    case.application.save()
    plan = commands.propose_plan(world.ben, case)
    assert [row["reasons"] for row in queries.plan_rows(plan)] == [["You wrote about expert."]]


def test_items_are_added_moved_changed_and_taken_out(world, plan):
    assert codes(plan) == ["measure", "robot", "expert"]
    last = queries.items_of(plan).last()
    commands.move_plan_item(world.ben, last, earlier=True)
    commands.move_plan_item(world.ben, queries.items_of(plan)[0], earlier=True)
    assert codes(plan) == ["measure", "expert", "robot"]
    commands.move_plan_item(world.ben, queries.items_of(plan)[0], earlier=False)
    assert codes(plan) == ["expert", "measure", "robot"]
    commands.change_plan_item(world.ben, last, quantity=Decimal(3), partner=world.partner, note="On Tuesdays")
    last.refresh_from_db()
    assert (last.quantity, last.partner, last.note) == (3, world.partner, "On Tuesdays")
    commands.remove_plan_item(world.ben, last)
    assert codes(plan) == ["measure", "robot"]


def test_a_service_stands_once_in_a_plan_and_something_of_it(world, plan, services):
    with pytest.raises(Refused):
        commands.add_plan_item(world.ben, plan, service=services.robot)
    with pytest.raises(Refused):
        commands.change_plan_item(world.ben, queries.items_of(plan)[0], quantity=Decimal(0))


def test_what_comes_before_must_come_before(world, plan):
    commands.move_plan_item(world.ben, queries.items_of(plan)[0], earlier=False)
    with pytest.raises(Refused, match="“Robot” requires Measure first"):
        commands.send_plan(world.ben, plan)
    commands.remove_plan_item(world.ben, queries.items_of(plan)[1])
    with pytest.raises(Refused, match="requires another service first"):
        commands.send_plan(world.ben, plan)


def test_an_empty_plan_is_not_sent(world, case):
    plan = commands.propose_plan(world.ben, case)
    PlanItem.objects.filter(plan=plan).delete()
    with pytest.raises(Refused, match="empty"):
        commands.send_plan(world.ben, plan)


def test_a_sent_plan_stands_and_a_new_one_replaces_it(world, plan, partners_case):
    commands.send_plan(world.ben, plan, greeting="Hello Ana")
    plan.refresh_from_db()
    with pytest.raises(NotAllowed):
        commands.remove_plan_item(world.ben, queries.items_of(plan)[0])
    newer = commands.propose_plan(world.ben, partners_case)
    commands.add_plan_item(world.ben, newer, service=queries.items_of(plan)[0].service)
    commands.send_plan(world.ben, newer)
    plan.refresh_from_db()
    assert (plan.status, newer.status, newer.version) == (Plan.Status.REPLACED, Plan.Status.SENT, 2)
    with pytest.raises(Refused, match="not the newest"):
        commands.accept_plan(world.ana, plan)


@pytest.mark.parametrize("by", ["contact", "link"])
def test_the_customer_accepts_in_one_click_and_only_once(by, world, plan):
    commands.send_plan(world.ben, plan)
    who = world.ana if by == "contact" else Guest(application_id=plan.case.application_id)
    commands.accept_plan(who, plan)
    again = commands.accept_plan(who, plan)
    assert (again.status, again.accepted_by) == (Plan.Status.ACCEPTED, "Ana")
    assert Case.objects.get(id=plan.case_id).stage == Case.Stage.AGREEING
    assert [entry.fact for entry in time_line(plan.case_id)][-2:] == ["PlanSent", "PlanAccepted"]


def test_only_the_customer_accepts(world, plan, case):
    commands.send_plan(world.ben, plan)
    for who in (world.ben, world.eva, Guest(application_id=world.hub.id)):
        with pytest.raises(NotAllowed):
            commands.accept_plan(who, plan)


def test_only_staff_plan(world, partners_case, plan):
    for who in (world.ana, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            commands.propose_plan(who, partners_case)
        with pytest.raises(NotAllowed):
            commands.send_plan(who, plan)


def test_the_link_opens_a_sent_plan_and_nothing_else_does(world, plan):
    link = queries.link_to_plan(plan)
    with pytest.raises(NotFound):
        queries.find_plan_by_link(link)
    commands.send_plan(world.ben, plan)
    assert queries.find_plan_by_link(link) == plan
    for wrong in ("x", link[:-1] + "å", link.split(":")[0]):
        with pytest.raises(NotFound):
            queries.find_plan_by_link(wrong)
