"""The help through its pages, from the first plan to what came of it; each page refused to those it is not for."""

import re
from datetime import date
from decimal import Decimal

import pytest

from navet.casework import commands, queries
from navet.casework.models import Agreement, Case, Delivery, DeliveryDraft, Outcome, OutcomeQuestion, Plan
from navet.catalogue.models import Service
from navet.hubs.models import inside
from navet.kit.records import new_id
from navet.stateaid.commands import declare_aid

TODAY = "2026-11-23"
NO = {"has_other_aid": "no", "is_true": "on"}


def delivery_form(**more):
    return {
        "first_on": TODAY,
        "last_on": TODAY,
        "hours": "3",
        "participants": "2",
        "description": "We tried the robot",
        "key": str(new_id()),
        **more,
    }


def test_from_plan_to_five_records_without_a_script(world, partners_case, services, as_member, item_of):
    staff, visitor, ana = as_member(world.ben), as_member(None), as_member(world.ana)
    case = partners_case
    plan_page = staff.post(f"/h/north/cases/{case.id}/plans/")["Location"]
    for service in (services.measure, services.robot, services.hours):
        assert staff.post(f"{plan_page}items/", {"service": service.id}).status_code == 302
    item = queries.items_of(Plan.objects.get()).last()
    assert staff.get(f"/h/north/plan-items/{item.id}/").status_code == 200
    assert staff.post(f"/h/north/plan-items/{item.id}/", {"quantity": "10", "note": "Tuesdays"}).status_code == 302
    assert staff.post(f"/h/north/plan-items/{item.id}/place/", {"way": "earlier"}).status_code == 302
    assert staff.post(f"{plan_page}sending/", {"greeting": "Hello Ana"}).status_code == 302
    link = queries.link_to_plan(Plan.objects.get())
    page = visitor.get(f"/h/north/your-plan/{link}/").text
    assert "Hello Ana" in page
    assert "Your adviser suggests it." in page
    assert visitor.post(f"/h/north/your-plan/{link}/acceptance/").status_code == 302
    assert "You have said yes" in visitor.get(f"/h/north/your-plan/{link}/").text
    agreement_page = staff.post(f"{plan_page}agreements/")["Location"]
    assert "There is room" in staff.get(agreement_page).text
    robot = item_of(Agreement.objects.get(), "robot")
    address = f"/h/north/agreement-items/{robot.id}/"
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"quantity": "2", "invoiced": "0", "regime": "DE_MINIMIS_2023"}).status_code == 302
    assert staff.post(f"{agreement_page}sending/").status_code == 302
    link = queries.link_to_agreement(Agreement.objects.get())
    assert "Sign in to sign" in visitor.get(f"/h/north/your-agreement/{link}/").text
    assert visitor.post(f"/h/north/your-agreement/{link}/", NO).status_code == 403
    assert visitor.get(f"/h/north/your-agreement/{link}/letter.pdf").status_code == 404
    assert "Your declaration of earlier aid" in ana.get(f"/h/north/your-agreement/{link}/").text
    assert ana.post(f"/h/north/your-agreement/{link}/", NO).status_code == 302
    assert "You have signed" in ana.get(f"/h/north/your-agreement/{link}/").text
    assert staff.post(f"{agreement_page}confirmation/").status_code == 302
    assert staff.get(f"{agreement_page}letter.pdf").content.startswith(b"%PDF")
    assert ana.get(f"/h/north/your-agreement/{link}/letter.pdf").content.startswith(b"%PDF")
    eva = as_member(world.eva)
    assert "Bageriet AB" in eva.get("/h/north/deliveries/").text
    form = delivery_form(quantity="2")
    for _ in range(2):
        assert eva.post(f"/h/north/agreement-items/{robot.id}/delivery/", form).status_code == 302
    delivery = Delivery.objects.get()
    assert (delivery.aid, delivery.delivered_by, delivery.participants) == (1000 + 500, world.eva, 2)
    assert "One act, five records" in eva.get(f"/h/north/deliveries/{delivery.id}/").text
    assert "We tried the robot" in as_member(world.fia).get(f"/h/north/deliveries/{delivery.id}/").text
    case_page = staff.get(f"/h/north/cases/{case.id}/").text
    assert "Log it as given" in case_page
    assert "Help was given" in case_page


def test_the_plan_page_says_what_is_wrong(world, plan, services, as_member):
    staff = as_member(world.ben)
    again = staff.post(f"/h/north/plans/{plan.id}/items/", {"service": services.robot.id})
    assert (again.status_code, "That is in the plan already." in again.text) == (422, True)
    assert staff.post(f"/h/north/plans/{plan.id}/items/", {"service": "x"}).status_code == 422
    first = queries.items_of(plan)[0]
    staff.post(f"/h/north/plan-items/{first.id}/place/", {"way": "later"})
    refused = staff.post(f"/h/north/plans/{plan.id}/sending/", {"greeting": "Kept"})
    assert (refused.status_code, "requires Measure first" in refused.text, "Kept" in refused.text) == (422, True, True)
    assert staff.post(f"/h/north/plan-items/{first.id}/removal/").status_code == 302
    assert staff.get(f"/h/north/plans/{plan.id}/sending/").status_code == 200
    early = staff.post(f"/h/north/plans/{plan.id}/agreements/")
    assert (early.status_code, "has not accepted" in early.text) == (409, True)


def test_an_old_plan_is_not_accepted(world, plan, partners_case, services, as_member):
    commands.send_plan(world.ben, plan)
    newer = commands.propose_plan(world.ben, partners_case)
    commands.add_plan_item(world.ben, newer, service=services.hours)
    commands.send_plan(world.ben, newer)
    response = as_member(world.ana).post(f"/h/north/your-plan/{queries.link_to_plan(plan)}/acceptance/")
    assert (response.status_code, "not the newest one" in response.text) == (409, True)


def test_over_the_ceiling_the_customer_is_told_what_is_possible(world, agreement, as_member):
    from navet.stateaid.commands import OtherAid

    other = OtherAid(granted_on=date(2026, 1, 10), amount=Decimal(299000), authority="Region Syd")
    declare_aid(world.ana, world.bakery, rows=[other])
    staff = as_member(world.ben)
    page = staff.get(f"/h/north/agreements/{agreement.id}/").text
    assert "there is room for EUR\xa01\xa0000.00 today" in page or "room for EUR 1\xa0000.00 today" in page
    refused = staff.post(f"/h/north/agreements/{agreement.id}/sending/")
    assert (refused.status_code, "Let the customer pay" in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"is_true": "on"}, "has_other_aid"),
        ({"has_other_aid": "no"}, "is_true"),
        ({"has_other_aid": "yes", "is_true": "on"}, "has_other_aid"),
        ({**NO, "granted_on_1": "2026-01-01"}, "amount_1"),
        ({**NO, "amount_2": "3"}, "granted_on_2"),
    ],
)
def test_half_a_declaration_is_no_declaration(typed, field, world, agreement, as_member):
    commands.send_agreement(world.ben, agreement)
    response = as_member(world.ana).post(f"/h/north/your-agreement/{queries.link_to_agreement(agreement)}/", typed)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_declared_aid_counts_and_is_kept(world, agreement, as_member):
    commands.send_agreement(world.ben, agreement)
    typed = {
        "has_other_aid": "yes",
        "is_true": "on",
        "granted_on_1": "2026-02-01",
        "amount_1": "1200",
        "authority_1": "Region Syd",
    }
    ana, link = as_member(world.ana), queries.link_to_agreement(agreement)
    assert ana.post(f"/h/north/your-agreement/{link}/", {**typed, "granted_on_1": "2027-02-01"}).status_code == 422
    assert ana.post(f"/h/north/your-agreement/{link}/", typed).status_code == 302
    (answer,) = queries.ledger_answers(agreement, queries.items_of_agreement(agreement))
    assert answer.room.used == 1200


def test_an_agreement_ends_with_a_reason(world, confirmed, as_member):
    staff, address = as_member(world.ben), f"/h/north/agreements/{confirmed.id}/ending/"
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"reason": ""}).status_code == 422
    assert staff.post(address, {"reason": "They moved"}).status_code == 302
    assert "They moved" in staff.get(f"/h/north/agreements/{confirmed.id}/").text


def test_the_delivery_form_survives_a_reload_and_is_sent_once(world, confirmed, item_of, as_member):
    staff, item = as_member(world.ben), item_of(confirmed, "expert")
    address = f"/h/north/agreement-items/{item.id}/delivery/"
    assert re.search(r'name="hours"[^>]*required', staff.get(address).text)
    kept = staff.post(f"{address}draft/", {"hours": "2.5", "description": "Half done", "x": "y"})
    assert (kept.status_code, "Kept" in kept.text) == (200, True)
    page = staff.get(address).text
    assert "Half done" in page
    assert str(DeliveryDraft.objects.get().id) in page
    form = delivery_form(key=str(DeliveryDraft.objects.get().id), description="All done")
    wrong = staff.post(address, {**form, "hours": "99"})
    assert (wrong.status_code, "All done" in wrong.text) == (422, True)
    assert staff.post(address, form).status_code == 302
    assert staff.post(address, form).status_code == 302
    assert (Delivery.objects.count(), DeliveryDraft.objects.count()) == (1, 0)


def test_help_outside_an_agreement_and_its_correction(world, case, services, as_member):
    declare_aid(world.ana, world.bakery, rows=[])
    staff, address = as_member(world.ben), f"/h/north/cases/{case.id}/delivery/"
    assert staff.get(address).status_code == 200
    assert staff.post(f"{address}draft/", {"hours": "1"}).status_code == 200
    assert staff.post(address, delivery_form()).status_code == 422
    Service.objects.filter(id=services.hours.id).update(apply_by=date(2026, 1, 31))  # given after the last day to apply
    assert staff.post(address, delivery_form(service=services.hours.id)).status_code == 302
    delivery = Delivery.objects.get()
    correction = f"/h/north/deliveries/{delivery.id}/correction/"
    assert "We tried the robot" in staff.get(correction).text
    assert staff.post(correction, delivery_form(hours="1")).status_code == 422
    assert staff.post(correction, delivery_form(hours="1", reason="One hour")).status_code == 302
    page = staff.get(f"/h/north/deliveries/{delivery.id}/").text
    assert "counts no longer" in page
    assert "One hour" in page


def test_closing_and_being_asked_again(world, case, as_member):
    staff, visitor = as_member(world.ben), as_member(None)
    told = {"kind": "JOB", "count": "2", "on": TODAY, "text": "Two bakers", "score": "5"}
    assert staff.get(f"/h/north/cases/{case.id}/outcomes/").status_code == 200
    assert staff.post(f"/h/north/cases/{case.id}/outcomes/", {"kind": "INVESTMENT", "on": TODAY}).status_code == 422
    assert staff.post(f"/h/north/cases/{case.id}/outcomes/", {"kind": "SKILL", "on": TODAY}).status_code == 302
    assert staff.get(f"/h/north/cases/{case.id}/closing/").status_code == 200
    assert staff.post(f"/h/north/cases/{case.id}/closing/", told).status_code == 302
    case.refresh_from_db()
    assert (case.stage, Outcome.objects.count()) == (Case.Stage.CLOSED, 2)
    question = OutcomeQuestion.objects.earliest("due_on")
    address = f"/h/north/what-came-of-it/{queries.link_to_question(question)}/"
    assert "One tap is enough" in visitor.get(address).text
    assert visitor.post(address, {"answer": "PERHAPS"}).status_code == 422
    assert visitor.post(address, {"answer": "NO"})["Location"].endswith("?thanks=1")
    more = visitor.post(address, {"answer": "YES"})["Location"]
    assert "what was it?" in visitor.get(more).text
    assert visitor.post(more, {"kind": "INVESTMENT", "text": ""}).status_code == 422
    assert visitor.post(more, {"kind": "PROTOTYPE", "text": "An oven"})["Location"].endswith("?thanks=1")
    assert "Thank you!" in visitor.get(address + "?thanks=1").text
    assert visitor.get("/h/north/what-came-of-it/x/").status_code == 404


def test_a_neighbours_help_is_not_found(world, confirmed, item_of, as_member):
    item, plan = item_of(confirmed, "expert"), confirmed.plan
    with inside(world.other.id):
        nils = as_member(world.neighbour)
    for path in (
        f"plans/{plan.id}/",
        f"agreements/{confirmed.id}/",
        f"agreements/{confirmed.id}/letter.pdf",
        f"agreement-items/{item.id}/delivery/",
        f"cases/{plan.case_id}/delivery/",
        f"your-plan/{queries.link_to_plan(plan)}/",
        f"your-agreement/{queries.link_to_agreement(confirmed)}/",
        f"cases/{plan.case_id}/closing/",
    ):
        assert nils.get(f"/h/south/{path}").status_code == 404, path


def test_a_partner_does_not_read_the_plan_and_an_auditor_changes_nothing(world, plan, as_member):
    assert as_member(world.eva).get(f"/h/north/plans/{plan.id}/").status_code == 403
    auditor = as_member(world.fia)
    assert auditor.get(f"/h/north/plans/{plan.id}/").status_code == 200
    assert auditor.post(f"/h/north/plans/{plan.id}/sending/", {}).status_code == 403


def test_the_list_of_what_to_give_asks_as_much_for_one_as_for_all(world, confirmed, as_member, queries_of):
    eva, staff = as_member(world.eva), as_member(world.ben)
    eva.get("/h/north/deliveries/")
    one = queries_of(lambda: eva.get("/h/north/deliveries/"))
    assert queries_of(lambda: staff.get("/h/north/deliveries/")) == one <= 12


def test_letters_go_out_in_the_language_of_the_application(world, confirmed, mailoutbox, case):
    from navet.casework.facts.agreements import AgreementConfirmed, AgreementSent
    from navet.casework.facts.outcomes import OutcomeAsked
    from navet.casework.facts.plans import PlanSent
    from navet.casework.listeners.cases import ask_the_customer, send_the_agreement, send_the_letter, send_the_plan

    about = {"hub_id": world.hub.id, "about": case.id}
    send_the_plan(PlanSent(**about, plan_id=confirmed.plan_id))
    send_the_agreement(AgreementSent(**about, agreement_id=confirmed.id))
    send_the_letter(AgreementConfirmed(**about, agreement_id=confirmed.id, aid=Decimal(1), currency="EUR"))
    question = OutcomeQuestion.objects.create(case=case, months=6, due_on=TODAY)
    ask_the_customer(OutcomeAsked(**about, question_id=question.id, months=6))
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]] * 4
    assert [bool(re.search(r"https?://\S+/h/north/", letter.body)) for letter in mailoutbox] == [True] * 4
